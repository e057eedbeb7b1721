/** What does the command look at, what does it answer, and with which exit code? */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspace } from '../project/workspace.js';
import { command, places, result } from './running.js';
import { handler, safe, split } from './shop.js';

const AT = '6:9 no-bare-insert';

describe('exit code', () => {
  it('is 1 with findings, 0 without, and the same as a process', async () => {
    const bad = workspace({ 'a.ts': handler }).at('');
    const good = workspace({ 'a.ts': safe }).at('');
    expect([(await command(bad)).code, (await command(good)).code]).toEqual([1, 0]);
    const main = join(import.meta.dirname, '../../dist/cli/main.js');
    const statuses = [[bad], [good], ['--nope'], ['--help']].map((args) => spawnSync('node', [main, ...args]).status);
    expect(statuses).toEqual([1, 0, 2, 0]);
  });

  it.each([
    [['--nope'], "Unknown option '--nope'"],
    [['--format', 'xml'], "--format is one of stylish, json, sarif, github, markdown, html, mermaid; got 'xml'"],
    [['--config', 'lax'], "--config is one of recommended, strict; got 'lax'"],
    [['--format'], "Option '-f, --format <value>' argument missing"],
    [['src', 'nowhere'], 'No such file or folder: nowhere'],
  ])('is 2 for %j, and the reason is said', async (argv, reason) => {
    const { code, out, err } = await command(workspace({ 'src/a.ts': handler }).at(''), ...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err.split('\n')).toEqual([expect.stringContaining(reason), 'See idempotent-consumer --help.', '']);
  });

  it('is 0 for help and version', async () => {
    const [help, version] = [await command('/', '--help'), await command('/', '-v')];
    expect([help.code, version.code]).toEqual([0, 0]);
    expect(help.out).toContain('--config <name>');
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('paths', () => {
  it('may be a file, a folder or several; findings are those of the paths, paths relative to what they share', async () => {
    const { at } = workspace({ 'package.json': '{}', 'x/a.ts': handler, 'x/b.ts': handler, 'y/c.ts': handler });
    expect(places(await result(at('')))).toEqual([`x/a.ts:${AT}`, `x/b.ts:${AT}`, `y/c.ts:${AT}`]);
    expect(places(await result(at(''), 'x'))).toEqual([`a.ts:${AT}`, `b.ts:${AT}`]);
    expect(places(await result(at(''), 'x/b.ts', 'y'))).toEqual([`x/b.ts:${AT}`, `y/c.ts:${AT}`]);
    expect(places(await result(at('y'), at('x/a.ts'), at('x/b.ts')))).toEqual([`a.ts:${AT}`, `b.ts:${AT}`]);
    expect((await result(at(''), 'x')).stats).toMatchObject({ files: 2, handlers: 2 });
  });

  it('are a part of the project around them: calls that leave them are followed', async () => {
    const { at } = workspace(split);
    const { findings } = await result(at('workers'));
    expect(findings).toMatchObject([
      { file: 'orders.ts', line: 4, effect: { file: '../services/orders.ts', line: 4 }, handler: { line: 3 } },
    ]);
  });

  it('leave out what git ignores, tests and declarations', async () => {
    const { at } = workspace({
      '.gitignore': 'out\n',
      'a.ts': handler,
      'a.test.ts': handler,
      'a.d.ts': handler,
      'tests/b.ts': handler,
      'out/c.ts': handler,
      'node_modules/d/index.js': handler,
    });
    expect(places(await result(at('')))).toEqual([`a.ts:${AT}`]);
  });
});

it('gives data of a fixed form', async () => {
  const { at } = workspace(split);
  const { stats, ...data } = await result(at(''));
  expect(stats).toEqual({ files: 2, parsed: 2, handlers: 1, ms: expect.any(Number) as number });
  expect(data).toEqual({
    version: 1,
    root: at('').replace(/\/$/, ''),
    handlers: [
      {
        file: 'workers/orders.ts',
        line: 3,
        library: 'bullmq',
        name: 'Worker',
        ack: 'on-return',
        source: 'orders',
        effects: [
          {
            kind: 'insert',
            store: 'mongodb',
            resource: 'orders',
            file: 'services/orders.ts',
            line: 4,
            verdict: 'unsafe',
            why: expect.any(String) as string,
          },
        ],
      },
    ],
    findings: [
      {
        ruleId: 'no-bare-insert',
        severity: 'error',
        message: expect.stringContaining('“orders”') as string,
        file: 'workers/orders.ts',
        line: 4,
        column: 9,
        effect: { file: 'services/orders.ts', line: 4 },
        handler: { file: 'workers/orders.ts', line: 3 },
        trace: [{ file: 'workers/orders.ts', line: 4, text: 'place' }],
        suggestions: expect.any(Array) as unknown[],
      },
    ],
    problems: [],
  });
});

describe('config', () => {
  const mail = handler
    .replace(
      'await orders.insertOne({ customer: job.data.customer })',
      "await fetch('https://mail.example', { method: 'POST' })",
    )
    .replace(/.*MongoClient.*\n/g, '\n');

  it('recommended takes the severities of the rules, strict makes all of them errors', async () => {
    const cwd = workspace({ 'a.ts': mail }).at('');
    expect((await result(cwd)).findings).toMatchObject([{ ruleId: 'no-unguarded-side-effect', severity: 'warning' }]);
    expect((await result(cwd, '--config', 'strict')).findings).toMatchObject([{ severity: 'error' }]);
  });
});

describe('comments', () => {
  const commented = (line: string, comment: string): string => {
    const lines = handler.split('\n');
    lines.splice(
      lines.findIndex((l) => l.includes(line)),
      0,
      comment,
    );
    return lines.join('\n');
  };
  it.each([
    ['insertOne', '// eslint-disable-next-line idempotent-consumer/no-bare-insert', 0],
    ['insertOne', '// eslint-disable-next-line', 0],
    ['insertOne', '// eslint-disable-next-line other/rule, idempotent-consumer/no-bare-insert -- told so', 0],
    ['insertOne', '// eslint-disable-next-line idempotent-consumer/no-relative-update', 1],
    ['import', '/* eslint-disable idempotent-consumer/no-bare-insert */', 0],
    ['import', '/* eslint-disable other/rule */', 1],
    ['import', '/* eslint idempotent-consumer/no-bare-insert: off, other/rule: error */', 0],
    ['const orders', '/* eslint-disable */ /* eslint-enable */', 1],
  ])('before the line with %s: %s leaves %d', async (line, comment, left) => {
    expect((await result(workspace({ 'a.ts': commented(line, comment) }).at(''))).findings).toHaveLength(left);
  });

  it('may change the severity', async () => {
    const text = commented('import', '/* eslint idempotent-consumer/no-bare-insert: warn */');
    expect((await result(workspace({ 'a.ts': text }).at(''))).findings).toMatchObject([{ severity: 'warning' }]);
  });
});

describe('odd files', () => {
  it.each([
    ['a byte order mark', `\uFEFF${handler}`],
    ['CRLF', handler.replaceAll('\n', '\r\n')],
    ['a hashbang', `#!/usr/bin/env node\n${handler.replace('\n\n', '\n')}`],
  ])('%s leaves lines and columns as an editor shows them', async (_, text) => {
    expect(places(await result(workspace({ 'a.ts': text }).at('')))).toEqual([`a.ts:${AT}`]);
  });

  it('are named, and do not stop the rest', async () => {
    const { at } = workspace({ 'a.ts': handler, 'broken.ts': "import 'bullmq';\nconst = 1;", 'b.ts': handler });
    const found = await result(at(''));
    expect(places(found)).toEqual([`a.ts:${AT}`, `b.ts:${AT}`]);
    expect(found.problems).toEqual([
      { file: 'broken.ts', message: expect.stringMatching(/^cannot be parsed: /) as string },
    ]);
  });
});
