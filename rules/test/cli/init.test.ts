/** What does `init` write, and does it hold what a user has to decide? */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { workspace, type Workspace } from '../project/workspace.js';
import { command, result } from './running.js';

const CONFIG = 'idempotent-consumer.config.js';

const insert = [
  "import pg from 'pg';",
  'const pool = new pg.Pool();',
  'export async function place(order) {',
  "  await pool.query('INSERT INTO orders (customer) VALUES ($1)', [order.customer]);",
  '}',
  '',
].join('\n');

function project(files: Readonly<Record<string, string>>): Workspace {
  return workspace({ 'package.json': '{ "type": "module" }', 'orders.js': insert, ...files });
}

async function written(made: Workspace): Promise<string> {
  const { code, err } = await command(made.project.root, 'init');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return readFileSync(made.at(CONFIG), 'utf8');
}

/** Lines that are rows, out of their comments. */
function rowsOf(page: string): readonly string[] {
  return [...page.matchAll(/^ {4}\/\/ (\{ from: .*\},)$/gm)].map((match) => match[1] ?? '');
}

/** The configuration with every row taken in. */
function takeIn(made: Workspace, page: string): void {
  writeFileSync(made.at(CONFIG), page.replace(/^ {4}\/\/ (\{ from: )/gm, '    $1'));
}

const ways: Readonly<Record<string, { readonly code: string; readonly row: string }>> = {
  'a base class': {
    code: `import { Listener } from '@acme/common';
import { place } from './orders.js';
export class OrderListener extends Listener {
  async onMessage(data, msg) { await this.store(data); msg.ack(); }
  async store(data) { await place(data); }
}`,
    row: "{ from: '@acme/common', class: 'Listener', method: 'onMessage', ackMethod: 'ack' },",
  },
  'a decorator': {
    code: `import { OnMessage } from '@acme/bus';
import { place } from './orders.js';
export class Orders {
  @OnMessage('orders') async placed(order) { await place(order); }
}`,
    row: "{ from: '@acme/bus', decorator: 'OnMessage' },",
  },
  'a function': {
    code: `import { consume } from '@acme/bus';
import { place } from './orders.js';
consume('orders', async (order) => { await place(order); });`,
    row: "{ from: '@acme/bus', function: 'consume', handler: 1 },",
  },
  'a method of an instance': {
    code: `import { Bus } from '@acme/bus';
import { place } from './orders.js';
const bus = new Bus();
await bus.start(place, { retries: 3 });`,
    row: "{ from: '@acme/bus', class: 'Bus', method: 'start', handler: 0 },",
  },
  'a method of an imported object': {
    code: `import { bus } from '@acme/bus';
import { place } from './orders.js';
bus.listen('orders', {}, place);`,
    row: "{ from: '@acme/bus', object: 'bus', method: 'listen', handler: 2 },",
  },
  'a call that nobody understands, behind it': {
    code: `import { consume } from '@acme/bus';
import { ledger } from '@acme/ledger';
consume('orders', async (order) => { await ledger.book(order); });`,
    row: "{ from: '@acme/bus', function: 'consume', handler: 1 },",
  },
};

describe('init', () => {
  it.each(Object.entries(ways))('offers a row for %s', async (_, { code, row }) => {
    const page = await written(project({ 'consumer.ts': code }));
    expect(rowsOf(page)).toEqual([row]);
    expect(page).toMatch(/\/\/ consumer\.ts:\d+: \S/);
  });

  it('finds with the row what it could not see before', async () => {
    const made = project({ 'consumer.ts': ways['a function']?.code ?? '' });
    expect((await result(made.project.root)).findings).toEqual([]);
    const page = await written(made);
    takeIn(made, page);
    expect((await result(made.project.root)).findings.map((f) => f.ruleId)).toEqual(['no-bare-insert']);
  });

  it.each([
    [
      'of a library that is understood',
      "import { Worker } from 'bullmq';\nnew Worker('orders', async (job) => { await place(job.data); });",
    ],
    [
      'that does nothing to the outside',
      "import { consume } from '@acme/bus';\nconsume('orders', async (order) => { order.seen = true; });",
    ],
    [
      'that is handed on with each request',
      "import { retry } from '@acme/retry';\nexport async function put(order) { await retry(async (attempt) => { await place({ ...order, attempt }); }); }",
    ],
    ['that takes nothing', "import { transaction } from '@acme/db';\ntransaction(async () => { await place({}); });"],
  ])('offers none for a function %s', async (_, code) => {
    const page = await written(project({ 'consumer.ts': `${code}\nimport { place } from './orders.js';\n` }));
    expect(rowsOf(page)).toEqual([]);
    expect(page).toContain('handlers: [],');
  });

  it('says what was found without it', async () => {
    const made = project({
      'worker.ts':
        "import { Worker } from 'bullmq';\nimport { place } from './orders.js';\nnew Worker('orders', async (job) => { await place(job.data); });",
      'unused.ts': "import amqp from 'amqplib';\nexport const connect = () => amqp.connect('amqp://localhost');",
    });
    const page = await written(made);
    expect(page).toContain('Handlers found without it: bullmq (1).');
    expect(page).toContain('They write through: pg.');
    expect(page).toContain('Imported, but no handler of theirs was found: amqplib.');
  });

  it.each([
    ['{ "type": "module" }', 'export default {'],
    ['{}', 'module.exports = {'],
  ])('writes what Node loads where package.json says %s', async (manifest, opening) => {
    const made = project({ 'package.json': manifest });
    expect(await written(made)).toContain(opening);
    expect((await command(made.project.root)).code).toBe(0);
  });

  it.each(['{ "type": "module", }', ''])('says so where package.json is broken: %s', async (manifest) => {
    const made = project({ 'package.json': manifest });
    const { code, out, err } = await command(made.project.root, 'init');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('package.json is not valid JSON');
    expect(err).not.toContain('    at ');
    expect(existsSync(made.at(CONFIG))).toBe(false);
  });

  it.each(['null', '[]', '{ "type": 1 }'])(
    'takes a package.json that says nothing for CommonJS: %s',
    async (manifest) => {
      expect(await written(project({ 'package.json': manifest }))).toContain('module.exports = {');
    },
  );

  it('does not write over a configuration unless told to', async () => {
    const made = project({ [CONFIG]: 'export default { handlers: [] };\n' });
    const refused = await command(made.project.root, 'init');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('is there already');
    expect(readFileSync(made.at(CONFIG), 'utf8')).toBe('export default { handlers: [] };\n');
    expect((await command(made.project.root, 'init', '--force')).code).toBe(0);
    expect(readFileSync(made.at(CONFIG), 'utf8')).toContain('What idempotent-consumer has to be told');
  });

  it('leaves out what the configuration that is there says', async () => {
    const made = project({
      'consumer.ts': ways['a function']?.code ?? '',
      [CONFIG]: "export default { handlers: [{ from: '@acme/bus', function: 'consume', handler: 1 }] };\n",
    });
    const { out } = await command(made.project.root, 'init', '--dry-run');
    expect(out).toContain('Handlers found without it: @acme/bus (1).');
    expect(rowsOf(out)).toEqual([]);
  });

  it('prints and writes nothing with --dry-run', async () => {
    const made = project({});
    const { code, out } = await command(made.project.root, 'init', '--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('export default {');
    expect(existsSync(made.at(CONFIG))).toBe(false);
  });
});
