/** What does the plugin do under real ESLint: any parser, odd files, suggestions, settings, a process that lives for hours? */
import { ESLint, Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugin.js';
import { handler, safe, split } from '../cli/shop.js';
import { workspace } from '../project/workspace.js';
import { lint, linter, placesOf, versions } from './linting.js';

const AT = 'a.ts:6:9 no-bare-insert';
const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

describe.each(Object.entries(versions))('%s', (_, version) => {
  it('lints with the parser of the user, or without one', async () => {
    const files = {
      'a.ts': handler,
      'b.js': handler,
      'c.cjs': handler.replace(/import (.*) from (.*);/g, 'const $1 = require($2);').replace('export ', ''),
    };
    const places = [AT, 'b.js:6:9 no-bare-insert', 'c.cjs:6:9 no-bare-insert'];
    expect(await lint(workspace(files).at(''), '.', { version })).toEqual(places);
    // The code of `a.ts` is JavaScript as well.
    expect(await lint(workspace(files).at(''), '.', { version, parser: undefined })).toEqual(places);
  });

  it('offers a suggestion whose edits lie in the file, and applying it gives that file', async () => {
    const text = handler.replace('await orders', 'void orders');
    const [found] = await linter(workspace({ 'a.ts': text }).at(''), { version }).lintFiles('.');
    const message = found?.messages.find((m) => m.ruleId === 'idempotent-consumer/no-ack-before-processing');
    const [suggestion] = message?.suggestions ?? [];
    expect(suggestion?.desc).toContain('await');
    const [start, end] = suggestion?.fix.range ?? [0, 0];
    expect(text.slice(0, start) + String(suggestion?.fix.text) + text.slice(end)).toBe(handler);
  });

  it('says which field of the settings is wrong', async () => {
    const settings = { 'idempotent-consumer': { handlers: [{ from: '@acme/bus', functoin: 'consume' }] } };
    await expect(lint(workspace({ 'a.ts': handler }).at(''), '.', { version, settings })).rejects.toThrow(
      "settings['idempotent-consumer'] is not as it should be:\n  handlers[0].functoin: there is no such field. Did you mean 'function'?",
    );
  });

  it('takes rows from the settings', async () => {
    const text = handler
      .replace("import { Worker } from 'bullmq';", "import { consume } from '@acme/bus';")
      .replace('new Worker(', 'consume(');
    const { at } = workspace({ 'a.ts': text });
    const handlers = [{ from: '@acme/bus', function: 'consume', handler: 1 }];
    expect(await lint(at(''), '.', { version })).toEqual([]);
    expect(await lint(at(''), '.', { version, settings: { 'idempotent-consumer': { handlers } } })).toEqual([AT]);
  });
});

describe('configs', () => {
  it('name every rule, and their own plugin', () => {
    for (const config of [plugin.configs.recommended, plugin.configs.strict]) {
      expect(Object.keys(config.rules ?? {})).toEqual(
        Object.keys(plugin.rules).map((id) => `idempotent-consumer/${id}`),
      );
      expect(config.plugins?.['idempotent-consumer']).toBe(plugin);
    }
  });

  it('recommended warns where strict objects', async () => {
    const { at } = workspace({
      'a.ts': handler.replace('await orders.insertOne', "await fetch('https://x.example', { method: 'POST' }); //"),
    });
    const severities = async (config: Linter.Config) =>
      (await linter(at(''), { config }).lintFiles('.')).flatMap((r) => r.messages.map((m) => m.severity));
    expect(await severities(plugin.configs.recommended)).toEqual([1]);
    expect(await severities(plugin.configs.strict)).toEqual([2]);
  });

  it('carry what tools ask of a plugin', () => {
    expect(plugin.meta).toMatchObject({ name: 'eslint-plugin-idempotent-consumer', namespace: 'idempotent-consumer' });
    for (const [id, { meta }] of Object.entries(plugin.rules)) {
      expect(meta).toMatchObject({ type: 'problem', schema: [], hasSuggestions: true });
      expect(meta?.docs?.url).toMatch(new RegExp(`/docs/rules/${id}\\.md$`));
    }
  });
});

describe('odd files', () => {
  it.each([
    ['a byte order mark', `\uFEFF${handler}`],
    ['CRLF', handler.replaceAll('\n', '\r\n')],
  ])('%s leaves positions right', async (_, text) => {
    expect(await lint(workspace({ 'a.ts': text }).at(''))).toEqual([AT]);
  });

  it('a syntax error is reported by ESLint alone', async () => {
    const found = await lint(workspace({ 'a.ts': handler, 'b.ts': 'const = 1;' }).at(''));
    expect(found).toEqual([AT, expect.stringMatching(/^b\.ts:1:\d+ Parsing error/)]);
  });

  it.each(['<input>', 'README.md/0.js', 'nowhere.ts', '/nowhere/else.js', 'page.vue'])(
    '%s does not crash',
    (filename) => {
      const messages = new Linter().verify(handler, { files: ['**'], ...plugin.configs.strict }, { filename });
      expect(messages.filter((m) => m.fatal)).toEqual([]);
    },
  );

  it('tests, ignored files and files too large are left alone', async () => {
    const large = `${handler}// ${'x'.repeat(1_000_000)}`;
    const { at } = workspace({
      '.gitignore': 'b.ts',
      'a.test.ts': handler,
      'b.ts': handler,
      'c.ts': large,
      'a.ts': handler,
    });
    expect(await lint(at(''))).toEqual([AT]);
  });
});

describe('comments', () => {
  it('disable a finding', async () => {
    const text = handler.replace(
      '  await',
      '  // eslint-disable-next-line idempotent-consumer/no-bare-insert\n  await',
    );
    expect(await lint(workspace({ 'a.ts': text }).at(''))).toEqual([]);
  });
});

describe('what is not on the disk', () => {
  it('the text in hand counts, for new files too', async () => {
    const { at } = workspace({ 'a.ts': safe });
    const eslint = linter(at(''));
    const of = async (text: string, filePath: string) => placesOf(at(''), await eslint.lintText(text, { filePath }));
    expect(await of(handler, at('a.ts'))).toEqual([AT]);
    expect(await of(safe, at('a.ts'))).toEqual([]);
    expect(await of(handler, at('new.ts'))).toEqual(['new.ts:6:9 no-bare-insert']);
  });

  it('an unsaved file does not outlast its turn', async () => {
    const { at } = workspace(split);
    const eslint = linter(at(''));
    const edited = split['services/orders.ts'].replace(
      'insertOne({ customer })',
      'updateOne({ customer }, { $set: { customer } })',
    );
    const worker = async () => placesOf(at(''), await eslint.lintFiles(at('workers/orders.ts')));
    expect(await worker()).toHaveLength(1);
    await eslint.lintText(edited, { filePath: at('services/orders.ts') });
    expect(await worker()).toHaveLength(1);
  });

  it('a file that changed on the disk meanwhile is seen, in whatever file it is', async () => {
    const made = workspace(split);
    const eslint = linter(made.at(''));
    const worker = async () => placesOf(made.at(''), await eslint.lintFiles(made.at('workers/orders.ts')));
    expect(await worker()).toHaveLength(1);
    await later(600);
    made.write(
      'services/orders.ts',
      split['services/orders.ts'].replace('insertOne({ customer })', 'findOne({ customer })'),
    );
    expect(await worker()).toEqual([]);
    await later(600);
    made.remove('services/orders.ts');
    made.write('services/orders/index.ts', split['services/orders.ts']);
    expect(await worker()).toHaveLength(1);
  });
});

it('fixes of other rules do not disturb', async () => {
  const { at } = workspace({ 'a.ts': handler.replace(');\n});', ');;;\n});'), 'b.ts': handler });
  const config = [plugin.configs.strict, { rules: { 'no-extra-semi': 'error' } }] as const;
  const eslint = new ESLint({
    cwd: at(''),
    overrideConfigFile: true,
    fix: true,
    overrideConfig: [{ files: ['**/*.ts'] }, ...config],
  });
  const results = await eslint.lintFiles('.');
  expect(results[0]?.output).toBe(handler);
  expect(placesOf(at(''), results)).toEqual([AT, 'b.ts:6:9 no-bare-insert']);
});
