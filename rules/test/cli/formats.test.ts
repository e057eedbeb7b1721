/** How does a result read, for people and for other programs? */
import { expect, it } from 'vitest';
import { wrap } from '../../src/cli/text.js';
import { workspace } from '../project/workspace.js';
import { command } from './running.js';
import { handler, safe, split } from './shop.js';

/** Without what differs from run to run, and without the pages' address. */
const steady = (text: string): string =>
  text.replace(/in \d+(?:\.\d+)? m?s/g, 'in … s').replace(/https:\S+\/rules\/docs/g, '<docs>');

it('stylish: by handler, with code, the path to another file, the way out, and the sum', async () => {
  const { out } = await command(workspace(split).at(''));
  expect(steady(out)).toMatchInlineSnapshot(`
    "
    workers/orders.ts:3  bullmq Worker “orders”

      ✖ error  workers/orders.ts:4:9  no-bare-insert
        A redelivered message inserts into “orders” again: the insert has no
        conflict clause, no unique key taken from the message and no dedup check
        before it.

          3 | export const worker = new Worker('orders', async (job) => {
        > 4 |   await place(job.data.customer);
            |         ^^^^^^^^^^^^^^^^^^^^^^^^
          5 | });

        Path  workers/orders.ts:4   place()
            → services/orders.ts:4  orders.insertOne()

          3 | export async function place(customer: string) {
        > 4 |   await orders.insertOne({ customer });
            |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          5 | }

    How to make it safe
      no-bare-insert
        Give the row a unique key taken from the message and let a conflict do
        nothing, or record the message id in the same transaction and stop when it
        is there.
        <docs>/rules/no-bare-insert.md

    1 handler, 1 unsafe · 1 error · 2 files in … s

    "
  `);
});

it('stylish: without findings the handlers that were looked at', async () => {
  const { out } = await command(workspace({ 'a.ts': safe }).at(''));
  expect(steady(out)).toMatchInlineSnapshot(`
    "
    ✔ a.ts:5  bullmq Worker “orders”  1 effect

    ✔ 1 handler: nothing found that a second delivery would repeat or lose · 1 file in … s

    "
  `);
});

it('stylish: says when there was no handler, and what was not looked at', async () => {
  const { out } = await command(
    workspace({ 'a.ts': 'export const a = 1;', 'b.ts': "import 'bullmq'; const = 1" }).at(''),
  );
  expect(steady(out)).toMatchInlineSnapshot(`
    "
    Not looked at in full
      b.ts  cannot be parsed: Unexpected token

    No message handler found · 2 files in … s
    If messages are consumed here all the same, it is through a library or a
    wrapper that is not known yet: describe it in idempotent-consumer.config.js, a
    line is enough.

    "
  `);
});

it('stylish: no line is wider than the terminal, whatever the code', async () => {
  const { out } = await command(
    workspace({ 'a.ts': handler.replace(');', '); // '.concat('and on '.repeat(40))) }).at(''),
  );
  const lines = out.split('\n').filter((line) => !line.includes('https:'));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

it('colour is there when asked for, and only then', async () => {
  const { at } = workspace({ 'a.ts': handler });
  const escape = '\u001B[';
  expect((await command(at(''))).out).not.toContain(escape);
  expect((await command(at(''), '--color')).out).toContain(escape);
});

it('github: annotations with paths from where the command was started', async () => {
  const { out } = await command(workspace(split).at(''), '-f', 'github', 'workers');
  expect(out).toMatch(
    /^::error file=workers\/orders\.ts,line=4,col=9,title=idempotent-consumer\/no-bare-insert::A redelivered message [^\n]+\n$/,
  );
});

it('markdown: a table that no text breaks', async () => {
  const { out } = await command(workspace({ 'a|b.ts': handler }).at(''), '-f', 'markdown');
  expect(out.split('\n').slice(0, 6)).toEqual([
    '## Idempotent Consumer: 1 finding',
    '',
    '1 handler in 1 file.',
    '',
    '| | Where | Finding | Rule |',
    '|---|---|---|---|',
  ]);
  expect(out.split('\n')[6]).toContain('| `a\\|b.ts:6` |');
});

it('sarif: places, and the path to the effect as a code flow', async () => {
  const { out } = await command(workspace(split).at(''), '-f', 'sarif');
  const log = JSON.parse(out) as { version: string; runs: unknown[] };
  const place = (uri: string, startLine: number) => ({
    physicalLocation: { artifactLocation: { uri, uriBaseId: 'ROOT' }, region: { startLine } },
  });
  const [from, to] = [place('workers/orders.ts', 4), place('services/orders.ts', 4)];
  expect(log).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        results: [
          {
            ruleId: 'no-bare-insert',
            level: 'error',
            locations: [from],
            relatedLocations: [to],
            codeFlows: [{ threadFlows: [{ locations: [{ location: from }, { location: to }] }] }],
          },
        ],
      },
    ],
  });
});

it.each([
  ['', []],
  ['one two three', ['one two', 'three']],
  ['wordlongerthanwidth a b', ['wordlongerthanwidth', 'a b']],
])('wraps %j', (text, lines) => {
  expect(wrap(text, 8)).toEqual(lines);
});
