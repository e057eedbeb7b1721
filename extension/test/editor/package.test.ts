/** What is in the VSIX, and does it run with nothing else around? */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { vsix } from './places.js';
import { fillShop } from './shop.js';

/** The unpacked VSIX, outside of the repository: nothing is found in a node_modules above it. */
const root = mkdtempSync(join(tmpdir(), 'vsix-'));
const extension = join(root, 'extension');

beforeAll(() => {
  const { status, stderr } = spawnSync('unzip', ['-q', vsix(), '-d', root], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
});

it('holds what it needs, and no sources', () => {
  const files = readdirSync(extension, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  expect(files).toEqual(
    expect.arrayContaining([
      'package.json',
      'package.nls.json',
      'package.nls.zh-cn.json',
      'l10n/bundle.l10n.zh-cn.json',
      'readme.md',
      'changelog.md',
      'LICENSE.txt',
      'images/icon.png',
      'dist/client.cjs',
      'dist/server.mjs',
      'dist/timeline.js',
      'dist/timeline.css',
      'dist/NOTICES.txt',
      'dist/rules/no-bare-insert.md',
    ]),
  );
  expect(files.filter((file) => /\.node$/.test(file))).toHaveLength(2);
  expect(files.filter((file) => /\.(ts|map)$|(^|\/)(src|test)(\/|$)/.test(file))).toEqual([]);
});

it('is smaller than 8 MB', () => {
  expect(statSync(vsix()).size).toBeLessThan(8_000_000);
});

it('refers to files that are in it', () => {
  const manifest = readFileSync(join(extension, 'package.json'), 'utf8');
  const named = [...manifest.matchAll(/"(?:\.\/)?((?:dist|images)\/[^"]+)"/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(3);
  expect(named.filter((file) => statSync(join(extension, file), { throwIfNoEntry: false }) === undefined)).toEqual([]);
});

it('has a server that finds the faults of a workspace', async () => {
  const workspace = fillShop(join(root, 'shop'));
  const ran = join(root, 'ran.txt');
  writeFileSync(
    join(workspace, 'idempotent-consumer.config.mjs'),
    `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(ran)}, 'x');\nexport default {};\n`,
  );
  const server = spawn(process.execPath, [join(extension, 'dist/server.mjs'), '--stdio'], { cwd: root });
  const client = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const published = new Promise<string[]>((resolve) => {
    client.onNotification('textDocument/publishDiagnostics', ({ diagnostics }: { diagnostics: { code: string }[] }) => {
      if (diagnostics.length > 0) resolve(diagnostics.map(({ code }) => code));
    });
  });
  client.listen();
  const rootUri = pathToFileURL(workspace).href;
  await client.sendRequest('initialize', { processId: process.pid, rootUri, capabilities: {} });
  await client.sendNotification('initialized', {});
  const text = readFileSync(join(workspace, 'apps/orders/src/main.ts'), 'utf8');
  const uri = `${rootUri}/apps/orders/src/main.ts`;
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'typescript', version: 1, text },
  });
  expect(await published).toEqual(
    expect.arrayContaining(['no-bare-insert', 'no-relative-update', 'no-unguarded-side-effect']),
  );
  expect(existsSync(ran)).toBe(true);
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  client.dispose();
});
