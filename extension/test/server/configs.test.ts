/** Are configurations in JavaScript read again when they change, they and what they import, without a restart? */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Editor, folderWith } from './editor.js';
import { shop } from './shop.js';

const bus = {
  'package.json': '{ "name": "bus", "type": "module" }',
  'src/refunds.ts': `import { onEvent } from '@acme/bus';
import { Pool } from 'pg';

const pool = new Pool();

onEvent('refunds', async (event: { id: string }) => {
  await pool.query('INSERT INTO refunds (event) VALUES ($1)', [event.id]);
});
`,
};
const refunds = 'src/refunds.ts';
const consumer = 'src/orders.consumer.ts';
const row = "{ from: '@acme/bus', function: 'onEvent', handler: 1 }";
const found = ['7 no-bare-insert'];

describe('the user’s own rows', () => {
  it.each([
    ['js', 'export default { handlers: [', '] };'],
    ['mjs', 'export default { handlers: [', '] };'],
    ['cjs', 'module.exports = { handlers: [', '] };'],
    ['ts', 'const handlers: object[] = [', ']; export default { handlers };'],
    ['mts', 'const handlers: object[] = [', ']; export default { handlers };'],
    ['json', '{ "handlers": [', '] }'],
  ])('are read again from a .%s file that was written, changed, removed', async (ending, before, after) => {
    const editor = await Editor.start(folderWith(bus));
    const config = `idempotent-consumer.config.${ending}`;
    await editor.open(refunds);
    expect(await editor.found(refunds)).toEqual([]);
    const own = ending === 'json' ? row.replace(/(\w+):/g, '"$1":').replaceAll("'", '"') : row;
    await editor.write(config, before + own + after);
    expect(await editor.found(refunds)).toEqual(found);
    await editor.write(config, before + after);
    expect(await editor.found(refunds)).toEqual([]);
    await editor.write(config, before + own + after);
    expect(await editor.found(refunds)).toEqual(found);
    await editor.remove(config);
    expect(await editor.found(refunds)).toEqual([]);
    expect(editor.log).toEqual([]);
  });

  it('are read again when what the file imports was changed, however far', async () => {
    const files = {
      ...bus,
      'idempotent-consumer.config.js': "import { handlers } from './config/rows.js';\nexport default { handlers };\n",
      'config/rows.js': "import { one } from './one.mjs';\nexport const handlers = [...one];\n",
      'config/one.mjs': 'export const one = [];\n',
    };
    const editor = await Editor.start(folderWith(files));
    await editor.open(refunds);
    expect(await editor.found(refunds)).toEqual([]);
    await editor.write('config/one.mjs', `export const one = [${row}];\n`);
    expect(await editor.found(refunds)).toEqual(found);
    await editor.write('config/rows.js', 'export const handlers = [];\n');
    expect(await editor.found(refunds)).toEqual([]);
  });

  it('that are wrong are counted as a problem until they are mended, and what they do stays theirs', async () => {
    const editor = await Editor.start(folderWith({ ...bus, 'idempotent-consumer.config.js': 'export default {' }));
    const problems = (): unknown => editor.heard.filter((h) => h.method === 'idempotentConsumer/status').at(-1)?.params;
    await editor.open(refunds);
    for (const [text, count] of [
      ['export default {', 1],
      ["export default { handlers: [{ from: '@acme/bus' }] };", 1],
      [`console.log('hello'); process.exitCode = 3; export default { handlers: [${row}] };`, 0],
      ["throw new Error('no');", 1],
      ['process.exit(1);', 1],
      [`export default { handlers: [${row}] };`, 0],
    ] as const) {
      await editor.write('idempotent-consumer.config.js', text);
      expect(await editor.found(refunds), text).toEqual(count === 0 ? found : []);
      await expect.poll(problems).toMatchObject({ state: 'idle', problems: count });
    }
  });

  it('may stand in the ESLint config', async () => {
    const root = folderWith({ ...bus, 'eslint.config.mjs': eslintConfig('error', `handlers: [${row}]`) });
    link(root);
    const editor = await Editor.start(root);
    await editor.open(refunds);
    expect(await editor.found(refunds)).toEqual(found);
    expect(await editor.workspaceFound()).toEqual({ [refunds]: found });
    expect(await editor.lenses(refunds)).toHaveLength(1);
    await editor.write('eslint.config.mjs', eslintConfig('error', 'handlers: []'));
    expect(await editor.found(refunds)).toEqual([]);
    const wary = await Editor.start(root, { options: { trusted: false } });
    await editor.write('eslint.config.mjs', eslintConfig('error', `handlers: [${row}]`));
    await wary.open(refunds);
    expect(await wary.found(refunds)).toEqual([]);
  });

  it('are looked at when a file is saved by a client that watches none', async () => {
    const editor = await Editor.start(
      folderWith({ ...bus, 'idempotent-consumer.config.mjs': 'export default {};\n' }),
      {
        pulls: false,
      },
    );
    await editor.open(refunds);
    await editor.pushed(refunds, (shown) => shown.length === 0);
    await editor.write('idempotent-consumer.config.mjs', `export default { handlers: [${row}] };\n`);
    await editor.save(refunds);
    await editor.pushed(refunds, (shown) => shown.join() === found.join());
  });
});

describe('the user’s severities', () => {
  it('are read again when the ESLint config was changed, or what it imports', async () => {
    const root = folderWith({
      ...shop,
      'eslint.config.mjs': `import { level } from './lint/level.mjs';\n${eslintConfig('level')}`,
      'lint/level.mjs': "export const level = 'warn';\n",
    });
    link(root);
    const editor = await Editor.start(root);
    await editor.open(consumer);
    expect(await editor.diagnostics(consumer)).toMatchObject([{ severity: 2 }]);
    await editor.write('lint/level.mjs', "export const level = 'error';\n");
    expect(await editor.diagnostics(consumer)).toMatchObject([{ severity: 1 }]);
    await editor.write('lint/level.mjs', "export const level = 'off';\n");
    await editor.write('eslint.config.mjs', eslintConfig("'warn'"));
    expect(await editor.diagnostics(consumer)).toMatchObject([{ severity: 2 }]);
    await editor.write('eslint.config.mjs', 'export default [');
    expect(await editor.diagnostics(consumer)).toMatchObject([{ severity: 1 }]);
    await expect
      .poll(() => editor.log.filter((line) => line.includes('eslint.config.mjs cannot be read')))
      .toHaveLength(1);
    await editor.write('eslint.config.mjs', eslintConfig("'warn'"));
    expect(await editor.diagnostics(consumer)).toMatchObject([{ severity: 2 }]);
  });
});

function eslintConfig(level: string, rows = ''): string {
  const spelt = /^\w+$/.test(level) && level !== 'level' ? `'${level}'` : level;
  return `import plugin from 'eslint-plugin-idempotent-consumer';
export default [
  {
    files: ['**/*.ts'],
    plugins: { own: plugin },
    rules: { 'own/no-bare-insert': ${spelt} },
    settings: { 'idempotent-consumer': { ${rows} } },
  },
];
`;
}

/** ESLint and the plugin, installed as they are here. */
function link(root: string): void {
  mkdirSync(join(root, 'node_modules'));
  for (const name of ['eslint', 'eslint-plugin-idempotent-consumer'])
    symlinkSync(join(import.meta.dirname, '../../../node_modules', name), join(root, 'node_modules', name));
}
