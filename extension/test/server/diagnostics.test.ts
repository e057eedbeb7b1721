/** Does the editor show what holds for the texts as they are at this moment? */
import { symlinkSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Editor, folderWith } from './editor.js';
import { bareInsert, ledger, safeInsert, shop } from './shop.js';

const consumer = 'src/orders.consumer.ts';
const service = 'src/orders.service.ts';

describe('a file that is open', () => {
  it('has its finding with the way to the write, the rule’s page and the repairs', async () => {
    const editor = await Editor.start(folderWith(shop));
    await editor.open(consumer);
    const [diagnostic, ...others] = await editor.diagnostics(consumer);
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({ severity: 1, source: 'idempotent-consumer', code: 'no-bare-insert' });
    expect(diagnostic?.range).toEqual(editor.rangeOf(consumer, 'place(order)'));
    expect(diagnostic?.codeDescription?.href).toMatch(/^https:.*no-bare-insert\.md$/);
    const related = diagnostic?.relatedInformation ?? [];
    expect(related.map((r) => r.location.uri.slice(editor.uri('').length + 1))).toEqual([consumer, service]);
    expect(related.map((r) => r.location.range.start.line)).toEqual([8, 5]);
    expect(diagnostic?.data).toMatchObject({ ruleId: 'no-bare-insert', version: 1 });
  });

  it('changes with another one that is open, before either is saved', async () => {
    const editor = await Editor.start(folderWith(shop));
    await editor.open(consumer);
    await editor.open(service);
    expect(await editor.found(consumer)).toEqual(['9 no-bare-insert']);
    await editor.type(service, bareInsert, safeInsert);
    expect(await editor.found(consumer)).toEqual([]);
    await editor.type(service, safeInsert, bareInsert);
    expect(await editor.found(consumer)).toEqual(['9 no-bare-insert']);
    await editor.type(service, bareInsert, safeInsert);
    await editor.close(service);
    expect(await editor.found(consumer)).toEqual(['9 no-bare-insert']);
  });

  it('keeps its finding at its place while the text does not parse', async () => {
    const editor = await Editor.start(folderWith(shop));
    await editor.open(consumer);
    expect(await editor.found(consumer)).toEqual(['9 no-bare-insert']);
    await editor.type(consumer, 'const order', '\n\n    const x = (;\n    const order');
    expect(await editor.found(consumer)).toEqual(['12 no-bare-insert']);
    expect(await editor.actions(consumer, 'place(order)')).toEqual([
      expect.objectContaining({ title: 'Explain this finding' }),
    ]);
  });

  it('is answered for before the rest of the workspace is looked at', async () => {
    const editor = await Editor.start(folderWith({ ...ledger, ...shop }), { settings: {}, thinking: 500 });
    await editor.open(consumer);
    expect(await editor.found(consumer)).toEqual(['9 no-bare-insert']);
    const analysing = (): boolean =>
      editor.heard.some(({ params }) => (params as { state?: string } | null)?.state === 'analysing');
    expect(analysing()).toBe(false);
    await expect.poll(analysing).toBe(true);
  });

  it('is told to be as it was when nothing changed', async () => {
    const editor = await Editor.start(folderWith(shop));
    await editor.open(consumer);
    const textDocument = { uri: editor.uri(consumer) };
    const { resultId } = await editor.request<{ resultId: string }>('textDocument/diagnostic', { textDocument });
    const again = await editor.request('textDocument/diagnostic', { textDocument, previousResultId: resultId });
    expect(again).toEqual({ kind: 'unchanged', resultId });
  });

  it.each([
    ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['both', (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
  ])('may have %s', async (_, change) => {
    const editor = await Editor.start(folderWith({ ...shop, [consumer]: change(shop[consumer]) }));
    await editor.open(consumer);
    const [diagnostic] = await editor.diagnostics(consumer);
    expect(diagnostic?.range).toEqual(editor.rangeOf(consumer, 'place(order)'));
  });

  it('may never have been saved', async () => {
    const editor = await Editor.start(folderWith({}));
    await editor.open('untitled:Untitled-1', ledger['src/ledger.ts']);
    expect(await editor.found('untitled:Untitled-1')).toEqual(['10 no-bare-insert', '11 no-bare-insert']);
  });

  it('may be outside of any project', async () => {
    const editor = await Editor.start(folderWith(shop));
    const stray = `${folderWith({ 'ledger.ts': ledger['src/ledger.ts'] })}/ledger.ts`;
    await editor.open(`file://${stray}`, readFileSync(stray, 'utf8'));
    expect(await editor.found(`file://${stray}`)).toEqual(['10 no-bare-insert', '11 no-bare-insert']);
  });

  it('may be on a drive of Windows', async () => {
    const editor = await Editor.start(folderWith({}));
    await editor.open('file:///c%3A/work/ledger.ts', ledger['src/ledger.ts']);
    expect(await editor.found('file:///c%3A/work/ledger.ts')).toEqual(['10 no-bare-insert', '11 no-bare-insert']);
  });

  it('is left alone in a notebook or a foreign file system', async () => {
    const editor = await Editor.start(folderWith({}));
    for (const uri of ['vscode-notebook-cell:/a.ipynb#1', 'git:/src/ledger.ts']) {
      await editor.open(uri, ledger['src/ledger.ts']);
      expect(await editor.found(uri)).toEqual([]);
    }
  });
});

describe('what the disk holds', () => {
  it('is looked at when it changes: files written, renamed, removed, a tsconfig', async () => {
    const files = { ...shop, 'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }' };
    const editor = await Editor.start(folderWith(files));
    await editor.open(consumer);
    expect(await editor.found(consumer)).toEqual(['9 no-bare-insert']);
    await editor.write(service, shop[service].replace(bareInsert, safeInsert));
    expect(await editor.found(consumer)).toEqual([]);
    await editor.write(service, shop[service]);
    expect(await editor.found(consumer)).toEqual(['9 no-bare-insert']);
    await editor.rename(service, 'src/moved.ts');
    expect(await editor.found(consumer)).toEqual([]);
    await editor.type(consumer, './orders.service.js', '@/moved');
    expect(await editor.found(consumer)).toEqual(['9 no-bare-insert']);
    await editor.write('tsconfig.json', '{}');
    expect(await editor.found(consumer)).toEqual([]);
    await editor.write('tsconfig.json', files['tsconfig.json']);
    await editor.remove('src/moved.ts');
    expect(await editor.found(consumer)).toEqual([]);
  });

  it('includes the schema, whose line is shown where it decides', async () => {
    const upsert = 'INSERT INTO orders (reference, total) VALUES ($1, $2) ON CONFLICT (reference) DO NOTHING';
    const editor = await Editor.start(
      folderWith({
        ...shop,
        [service]: shop[service].replace(bareInsert, upsert),
        'schema.sql': 'CREATE TABLE orders (\n  id serial PRIMARY KEY,\n  reference text NOT NULL,\n  total int\n);\n',
      }),
    );
    await editor.open(consumer);
    const [diagnostic] = await editor.diagnostics(consumer);
    expect(diagnostic?.code).toBe('require-unique-key');
    expect(diagnostic?.relatedInformation?.at(-1)?.location.uri).toBe(editor.uri('schema.sql'));
    await editor.write('schema.sql', 'CREATE TABLE orders (id serial PRIMARY KEY, reference text UNIQUE, total int);');
    expect(await editor.found(consumer)).toEqual([]);
  });
});

describe('what is deployed', () => {
  const orders = 'src/orders.ts';
  const files = {
    'package.json': '{ "name": "functions" }',
    [orders]: `import { Pool } from 'pg';

const pool = new Pool();

export const handle = async (event: { Records: { body: string }[] }) => {
  for (const { body } of event.Records) await pool.query('INSERT INTO orders (reference) VALUES ($1)', [body]);
};
`,
  };
  const descriptor = `service: orders
provider:
  name: aws
functions:
  orders:
    handler: src/orders.handle
    events:
      - sqs: arn:aws:sqs:eu-central-1:123456789012:orders
`;

  it('says which function is a handler, on the disk and in the editor', async () => {
    const editor = await Editor.start(folderWith(files));
    await editor.open(orders);
    const before = await editor.found(orders);
    await editor.write('serverless.yml', descriptor);
    expect(await editor.found(orders)).toEqual(['6 no-bare-insert']);
    await editor.open('serverless.yml', undefined, 'yaml');
    await editor.type('serverless.yml', 'orders.handle', 'orders.other');
    expect(await editor.found(orders)).toEqual(before);
    await editor.close('serverless.yml');
    expect(await editor.found(orders)).toEqual(['6 no-bare-insert']);
    await editor.remove('serverless.yml');
    expect(await editor.found(orders)).toEqual(before);
  });

  it('is watched, as all is that counts', async () => {
    const editor = await Editor.start(folderWith(files));
    const registered = (): string =>
      JSON.stringify(editor.heard.find((h) => h.method === 'client/registerCapability')?.params ?? '');
    await expect.poll(registered).toContain('globPattern');
    const endings = [...registered().matchAll(/\{([\w,]+)\}/g)].flatMap(([, list = '']) => list.split(','));
    expect(endings).toEqual(
      expect.arrayContaining('ts tsx js mjs cts json prisma sql xml yml yaml tf toml'.split(' ')),
    );
  });
});

describe('the workspace', () => {
  it('has diagnostics for files that nobody opened, in each of its folders', async () => {
    const root = folderWith({
      ...Object.fromEntries(Object.entries(shop).map(([path, text]) => [`a/${path}`, text])),
      ...Object.fromEntries(Object.entries(ledger).map(([path, text]) => [`b/${path}`, text])),
    });
    const editor = await Editor.start(root, { folders: ['a', 'b'] });
    expect(await editor.workspaceFound()).toEqual({
      'a/src/orders.consumer.ts': ['9 no-bare-insert'],
      'b/src/ledger.ts': ['10 no-bare-insert', '11 no-bare-insert'],
    });
  });

  it('answers with what is new, once there is something', async () => {
    const editor = await Editor.start(folderWith(shop));
    const first = await editor.request<{ items: { uri: string; resultId: string }[] }>('workspace/diagnostic', {
      previousResultIds: [],
    });
    const previousResultIds = first.items.map(({ uri, resultId }) => ({ uri, value: resultId }));
    const next = editor.request('workspace/diagnostic', { previousResultIds });
    await editor.write(service, shop[service].replace(bareInsert, safeInsert));
    expect(await next).toMatchObject({ items: [{ uri: editor.uri(consumer), items: [] }] });
  });
});

describe('a client that does not ask', () => {
  it('is told, in all open files, without anybody saving', async () => {
    const editor = await Editor.start(folderWith(shop), { pulls: false });
    await editor.open(consumer);
    await editor.open(service);
    await editor.pushed(consumer, (found) => found.join() === '9 no-bare-insert');
    await editor.type(service, bareInsert, safeInsert);
    await editor.pushed(consumer, (found) => found.length === 0);
  });

  it('is told after somebody saved what else changed on the disk', async () => {
    const editor = await Editor.start(folderWith(shop), { pulls: false });
    await editor.open(consumer);
    await editor.pushed(consumer, (found) => found.length === 1);
    await editor.write(service, shop[service].replace(bareInsert, safeInsert));
    await editor.save(consumer);
    await editor.pushed(consumer, (found) => found.length === 0);
  });
});

describe('severity', () => {
  it('comes from the settings', async () => {
    const editor = await Editor.start(folderWith(shop), { settings: { rules: { 'no-bare-insert': 'information' } } });
    await editor.open(consumer);
    expect(await editor.diagnostics(consumer)).toMatchObject([{ severity: 3 }]);
    await editor.set({ rules: { 'no-bare-insert': 'off' } });
    expect(await editor.diagnostics(consumer)).toEqual([]);
    await editor.set({ rules: {}, run: 'off' });
    expect(await editor.diagnostics(consumer)).toEqual([]);
  });

  it('comes from the user’s ESLint config where one enables our rules, unless the workspace is not trusted', async () => {
    const root = folderWith({ ...shop, 'eslint.config.mjs': eslintConfig });
    link(root);
    const trusting = await Editor.start(root);
    await trusting.open(consumer);
    expect(await trusting.diagnostics(consumer)).toMatchObject([{ severity: 2 }]);
    const wary = await Editor.start(root, { options: { trusted: false } });
    await wary.open(consumer);
    expect(await wary.diagnostics(consumer)).toMatchObject([{ severity: 1 }]);
    await wary.connection.sendNotification('idempotentConsumer/trusted');
    expect(await wary.diagnostics(consumer)).toMatchObject([{ severity: 2 }]);
  });

  it('is left to the ESLint extension where that shows our rules, and only there', async () => {
    const root = folderWith({ ...shop, 'eslint.config.mjs': eslintConfig });
    link(root);
    const editor = await Editor.start(root, { settings: { run: 'auto', eslintExtension: true } });
    await editor.open(consumer);
    expect(await editor.found(consumer)).toEqual([]);
    expect(await editor.lenses(consumer)).toHaveLength(1);
    await editor.set({ run: 'always' });
    expect(await editor.found(consumer)).toEqual(['9 no-bare-insert']);
    await editor.set({ run: 'auto' });
    await editor.write('eslint.config.mjs', 'export default [];\n');
    expect(await editor.found(consumer)).toEqual(['9 no-bare-insert']);
  });

  it('is none where an ESLint comment disables the rule', async () => {
    const editor = await Editor.start(folderWith(shop));
    await editor.open(consumer);
    await editor.type(
      consumer,
      '    await place',
      '    // eslint-disable-next-line idempotent-consumer/no-bare-insert -- told so\n    await place',
    );
    expect(await editor.found(consumer)).toEqual([]);
  });
});

const eslintConfig = `import plugin from 'eslint-plugin-idempotent-consumer';
export default [{ files: ['**/*.ts'], plugins: { own: plugin }, rules: { 'own/no-bare-insert': 'warn' } }];
`;

/** ESLint and the plugin, installed as they are here. */
function link(root: string): void {
  mkdirSync(join(root, 'node_modules'));
  for (const name of ['eslint', 'eslint-plugin-idempotent-consumer'])
    symlinkSync(join(import.meta.dirname, '../../../node_modules', name), join(root, 'node_modules', name));
}
