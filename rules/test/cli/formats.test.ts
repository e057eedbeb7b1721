/** How does a result read, for people and for other programs? */
import { createHash } from 'node:crypto';
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

it('stylish: where a path ends at a catch, what that takes', async () => {
  const { out } = await command(
    workspace({
      'package.json': '{}',
      'workers/orders.ts': `import { Worker } from 'bullmq';
import { place } from '../services/orders.js';
export const worker = new Worker('orders', async (job) => { await place(job.data.id); });
`,
      'services/orders.ts': `import { MongoClient } from 'mongodb';
const orders = new MongoClient('mongodb://localhost:27017').db('shop').collection('orders');
export async function place(id) {
  try {
    await orders.insertOne({ _id: id });
  } catch (error) {
    console.error(error);
  }
}
`,
    }).at(''),
  );
  expect([...out.matchAll(/→ services\/orders\.ts:\d+ +(.*)/g)].map(([, text]) => text)).toContain('catch (error)');
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

it('html: one page that loads nothing, with every handler, its timeline and its findings', async () => {
  const { out, code } = await command(workspace({ ...split, 'b.ts': safe }).at(''), '-f', 'html');
  expect(code).toBe(1);
  expect(out.match(/<details class="handler (?:unsafe|safe)"/g)).toHaveLength(2);
  expect(out).toContain('2 handlers, 1 unsafe · 1 finding');
  expect(out).toContain('href="services/orders.ts#L4"');
  expect(out).toContain('&#62; 4 |   await orders.insertOne({ customer });');
  expect(out).not.toMatch(/(?:src|href)="(?:https?:)?\/\/(?!github\.com)|@import|url\(/);
});

it('html: only its own style and script may run', async () => {
  const { out } = await command(workspace({ 'a.ts': handler }).at(''), '-f', 'html');
  const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const [, style = ''] = /<style>([^]*?)<\/style>/.exec(out) ?? [];
  const [, script = ''] = /<script type="module">([^]*?)<\/script>/.exec(out) ?? [];
  expect(out).toContain(`default-src 'none'; style-src ${hashed(style)}; script-src ${hashed(script)}; base-uri`);
  expect(out.match(/<script/g)).toHaveLength(1);
});

it('mermaid: a diagram for each unsafe handler, which no text breaks', async () => {
  const odd = handler.replace("collection('orders')", "collection('a;b#c:d\\n`<e>')");
  const { out } = await command(workspace({ 'a.ts': odd, 'b.ts': safe }).at(''), '-f', 'mermaid');
  expect(out).toMatchInlineSnapshot(`
    "## Idempotent Consumer: 1 unsafe handler of 2

    ### bullmq Worker “orders” · \`a.ts:5\`

    - **a;b\\#c:d \\\`&lt;e&gt;: 2 rows instead of 1**

    \`\`\`mermaid
    sequenceDiagram
      participant B as bullmq
      participant H as Worker
      participant S0 as mongodb
      B->>H: the message
      H->>S0: insert into “a#59;b#35;c:d #96;#60;e#62;”
      Note over H: ✖ All is done, but the acknowledgement is lost
      B->>H: the message again
      H->>S0: insert into “a#59;b#35;c:d #96;#60;e#62;”
      Note over B,S0: message: delivered again<br/>a#59;b#35;c:d #96;#60;e#62;: 2 rows instead of 1
    \`\`\`
    "
  `);
});

it('mermaid: a page that a comment can hold, however many handlers there are', async () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`h${String(i)}.ts`, handler]));
  const { out } = await command(workspace(files).at(''), '-f', 'mermaid');
  expect(out.length).toBeLessThan(65_536);
  expect(out).toMatch(/\d+ more unsafe handlers did not fit/);
});

it.each([
  ['', []],
  ['one two three', ['one two', 'three']],
  ['wordlongerthanwidth a b', ['wordlongerthanwidth', 'a b']],
])('wraps %j', (text, lines) => {
  expect(wrap(text, 8)).toEqual(lines);
});
