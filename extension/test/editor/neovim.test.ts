/** Does a second editor, which knows nothing of us, get along with the server? Debian's neovim, over stdio. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fillShop } from './shop.js';

const server = join(import.meta.dirname, '../../dist/server.mjs');

it('receives diagnostics, applies a quick fix and saves', () => {
  const home = mkdtempSync(join(tmpdir(), 'neovim-'));
  const file = join(fillShop(join(home, 'shop')), 'apps/archive/src/orders.repository.ts');
  const opened = join(home, 'shop/apps/archive/src/handler.ts');
  const { stdout, stderr, status } = spawnSync(
    'nvim',
    ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', `luafile ${join(import.meta.dirname, 'neovim.lua')}`],
    {
      env: {
        ...process.env,
        HOME: home,
        LSP_SERVER: server,
        LSP_NODE: process.execPath,
        LSP_ROOT: join(home, 'shop'),
        LSP_FILE: opened,
      },
      encoding: 'utf8',
      timeout: 120_000,
    },
  );
  expect(`${stdout}${stderr}`).toContain('PASS');
  expect(status).toBe(0);
  expect(readFileSync(file, 'utf8')).toContain('ON CONFLICT (order_id) DO NOTHING');
});
