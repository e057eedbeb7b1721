/** What does `fix` change, and what does it leave alone? */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workspace, type Workspace } from '../project/workspace.js';
import { command, dialogue, places, result } from './running.js';

/** Two findings, each with one repair: the call on line 5 and the one on line 6 are not awaited. */
const twoCalls = [
  "import { Worker } from 'bullmq';",
  "import { MongoClient } from 'mongodb';",
  "const orders = new MongoClient('mongodb://localhost').db('shop').collection('orders');",
  "export const worker = new Worker('orders', async (job) => {",
  "  orders.updateOne({ _id: job.data.id }, { $set: { state: 'new' } });",
  '  orders.deleteOne({ _id: job.data.old });',
  '});',
  '',
].join('\n');
const bothAwaited = twoCalls.replaceAll('  orders.', '  await orders.');

/** Two findings that nothing tells apart but their lines. */
const sameTwice = [
  "import { Worker } from 'bullmq';",
  "import { MongoClient } from 'mongodb';",
  "const orders = new MongoClient('mongodb://localhost').db('shop').collection('orders');",
  ...['first', 'second'].flatMap((queue) => [
    `export const ${queue} = new Worker('${queue}', async (job) => {`,
    '  orders.deleteOne({ _id: job.data.id });',
    '});',
  ]),
  '',
].join('\n');

/** The repair stands in another file than the finding. */
const far = {
  'package.json': '{}',
  'orders.ts': [
    "import { MongoClient } from 'mongodb';",
    "const orders = new MongoClient('mongodb://localhost').db('shop').collection('orders');",
    'export async function place(id: string) {',
    "  orders.updateOne({ _id: id }, { $set: { state: 'new' } });",
    '}',
    '',
  ].join('\n'),
  'worker.ts': [
    "import { Worker } from 'bullmq';",
    "import { place } from './orders';",
    "export const worker = new Worker('orders', async (job) => {",
    '  await place(job.data.id);',
    '});',
    '',
  ].join('\n'),
};

const read = ({ at }: Workspace, file: string): string => readFileSync(at(file), 'utf8');

describe('fix --yes', () => {
  it('repairs what can be repaired, and a second time finds nothing to do', async () => {
    const made = workspace({ 'package.json': '{}', 'a.ts': twoCalls });
    const { code, out } = await command(made.at(''), 'fix', '--yes');
    expect(code).toBe(0);
    expect(out).toContain('2 findings repaired');
    expect(read(made, 'a.ts')).toBe(bothAwaited);
    expect(places(await result(made.at('')))).toEqual([]);
    expect((await command(made.at(''), 'fix', '--yes')).out).toBe('0 findings repaired\n');
  });

  it('repairs each of the findings that read the same', async () => {
    const made = workspace({ 'package.json': '{}', 'a.ts': sameTwice });
    expect((await command(made.at(''), 'fix', '--dry-run')).out).toContain('2 findings can be repaired');
    expect((await command(made.at(''), 'fix', '--yes')).out).toContain('2 findings repaired');
    expect(read(made, 'a.ts')).toBe(sameTwice.replaceAll('  orders.', '  await orders.'));
  });

  it('changes the file that the repair stands in, be it another one than the finding’s', async () => {
    const made = workspace(far);
    expect((await command(made.at(''), 'fix', '-y')).out).toContain('✔ orders.ts');
    expect(read(made, 'orders.ts')).toContain('  await orders.updateOne(');
    expect(read(made, 'worker.ts')).toBe(far['worker.ts']);
  });

  it('keeps line ends, byte order mark and encoding', async () => {
    const text = `\uFEFF${twoCalls.replaceAll('\n', '\r\n')}`;
    const made = workspace({ 'a.ts': text, 'b.ts': Buffer.from(text, 'utf16le') });
    await command(made.at(''), 'fix', '--yes');
    const wanted = `\uFEFF${bothAwaited.replaceAll('\n', '\r\n')}`;
    expect(read(made, 'a.ts')).toBe(wanted);
    expect(readFileSync(made.at('b.ts')).toString('utf16le')).toBe(wanted);
  });

  it('leaves alone what a comment disables, what --only does not name, and what is outside of the paths', async () => {
    const disabled = twoCalls.replace(
      '  orders.updateOne',
      '  // eslint-disable-next-line idempotent-consumer/no-ack-before-processing\n  orders.updateOne',
    );
    const made = workspace({ 'package.json': '{}', 'a.ts': disabled, 'x/b.ts': twoCalls });
    await command(made.at(''), 'fix', '--yes', '--only', 'no-bare-insert');
    expect([read(made, 'a.ts'), read(made, 'x/b.ts')]).toEqual([disabled, twoCalls]);
    await command(made.at(''), 'fix', '--yes', 'a.ts');
    expect([read(made, 'a.ts'), read(made, 'x/b.ts')]).toEqual([
      disabled.replace('  orders.deleteOne', '  await orders.deleteOne'),
      twoCalls,
    ]);
  });

  it('does not touch files with uncommitted changes unless told', async () => {
    const made = workspace({ 'package.json': '{}', 'a.ts': twoCalls, 'b.ts': twoCalls });
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: made.at('') });
    git('init', '-q');
    git('add', 'package.json', 'a.ts');
    git('commit', '-q', '-m', 'first');
    const { out } = await command(made.at(''), 'fix', '--yes');
    expect(read(made, 'a.ts')).toBe(bothAwaited);
    expect(read(made, 'b.ts')).toBe(twoCalls);
    expect(out).toContain('Not offered. b.ts has uncommitted changes');
    expect(out).toContain('2 findings repaired · 2 not offered');
    await command(made.at(''), 'fix', '--yes', '--allow-dirty');
    expect(read(made, 'b.ts')).toBe(bothAwaited);
  });
});

describe('fix --dry-run', () => {
  it('shows each edit and changes nothing', async () => {
    const made = workspace({ 'package.json': '{}', 'a.ts': twoCalls });
    const { code, out } = await command(made.at(''), 'fix', '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain(
      '-  orders.deleteOne({ _id: job.data.old });\n  +  await orders.deleteOne({ _id: job.data.old });',
    );
    expect(out).toContain('2 findings can be repaired');
    expect(read(made, 'a.ts')).toBe(twoCalls);
  });
});

describe('fix with somebody at the keyboard', () => {
  const DOWN = '\u001B[B';
  const ENTER = '\r';

  it('makes the repair that is chosen, and goes on to the next', async () => {
    const made = workspace({ 'package.json': '{}', 'a.ts': twoCalls });
    const { out } = await dialogue(made.at(''), [`${DOWN}${ENTER}`, ENTER], 'fix');
    expect(read(made, 'a.ts')).toBe(twoCalls.replace('  orders.deleteOne', '  await orders.deleteOne'));
    expect(out).toContain('1 finding repaired · 1 skipped');
  });

  it('stops when told to, and skips a rule when told to', async () => {
    const made = workspace({ 'package.json': '{}', 'a.ts': twoCalls });
    await dialogue(made.at(''), [`${DOWN}${DOWN}${DOWN}${ENTER}`], 'fix');
    await dialogue(made.at(''), [`${DOWN}${DOWN}${ENTER}`], 'fix');
    await dialogue(made.at(''), ['\u0003'], 'fix');
    expect(read(made, 'a.ts')).toBe(twoCalls);
  });
});

describe('fix', () => {
  it.each([
    [['fix'], 'There is nobody to ask: use --yes or --dry-run'],
    [['fix', '--yes', '--only', 'no-such'], '--only is one of no-bare-insert, '],
    [['fix', '--format', 'json', '--yes'], "Unknown option '--format'"],
    [['fix', '--yes', 'nowhere'], 'No such file or folder: nowhere'],
  ])('says what is wrong with %j', async (argv, reason) => {
    const made = workspace({ 'a.ts': twoCalls });
    const { code, out, err } = await command(made.at(''), ...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(reason);
    expect(read(made, 'a.ts')).toBe(twoCalls);
  });

  it('explains itself', async () => {
    const { code, out } = await command('/', 'fix', '--help');
    expect(code).toBe(0);
    expect(out).toContain('--dry-run');
  });
});
