/** Do a user's rows say what they are documented to say, and is a wrong one answered with the field's name? */
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read.js';
import { shapes } from '../../src/config/shapes.js';
import { faultsOf } from '../../src/config/validate.js';
import type { UserConfig } from '../../src/config/rows.js';
import { libraries } from '../../src/models/index.js';
import { workspace } from '../project/workspace.js';
import { command, places, result } from '../cli/running.js';

const rows: UserConfig = {
  handlers: [
    { from: './src/lib/listener', class: 'Listener', method: 'onMessage', ackMethod: 'ack' },
    { from: '@acme/common', class: 'Listener', method: 'onMessage', ackMethod: 'ack' },
    { from: '@acme/bus', function: 'consume', handler: 1, source: 0 },
    { from: '@acme/bus', decorator: 'OnEvent', message: [0] },
    { from: '@acme/bus', object: 'bus', method: 'subscribe', handler: [0, 'run'] },
  ],
  stores: [
    {
      from: './src/lib/ledger.ts',
      class: 'Ledger',
      methods: { append: { does: 'insert', data: 0 }, put: { does: 'upsert', key: 0 }, bump: 'relative' },
    },
  ],
  sideEffects: [{ from: '@acme/mail', function: 'sendMail', what: 'e-mail', idempotencyKey: [1, 'key'] }],
  guards: [
    { from: './src/lib/dedup', function: 'first', answers: 'first' },
    { from: './src/lib/dedup', function: 'seen', answers: 'seen' },
    { from: './src/lib/dedup', function: 'once', runs: 1 },
    { from: './src/lib/dedup', function: 'deduplicated', wraps: 0 },
    { from: './src/lib/dedup', decorator: 'Idempotent' },
  ],
  keys: [
    { from: '@acme/ids', function: 'newId', gives: 'fresh' },
    { from: '@acme/ids', function: 'idOf', gives: 'stable' },
  ],
  functions: [
    { from: '@acme/till', class: 'Till', method: 'set', is: 'idempotent' },
    { from: '@acme/till', class: 'Till', method: 'print', is: 'nonIdempotent' },
    { from: '@acme/till', function: 'transfer', idempotencyKey: 1 },
    { from: '@acme/till', function: 'once', is: 'idempotent' },
    { from: '@acme/till', function: 'wasHandled', is: 'idempotent' },
  ],
};

/** Nothing of what these modules do can be seen: only the rows say it. */
const lib = {
  'package.json': '{}',
  'src/lib/index.ts': "export * from './listener'; export * from './ledger'; export * from './dedup';",
  'src/lib/listener.ts':
    'export abstract class Listener { abstract onMessage(data: any, message: any): Promise<void>; }',
  'src/lib/ledger.ts': [
    "import { MongoClient } from 'mongodb';",
    'export class Ledger {',
    '  append = native; put = native; bump = native;',
    '  async audit(row: object) {',
    "    await new MongoClient('').db().collection('audit').insertOne(row);",
    '  }',
    '}',
    'declare const native: any;',
  ].join('\n'),
  'src/lib/dedup.ts':
    'declare const native: any; export const first = native, seen = native, once = native, deduplicated = native, Idempotent = native;',
};

/** Findings in `src/a.ts`, whose first line is the import; lines are those of `body`. */
async function found(body: string): Promise<readonly string[]> {
  const head =
    "import { Ledger, Listener, Idempotent, deduplicated, first, once, seen } from './lib'; import { Listener as Unseen } from '@acme/common'; import { bus, consume, OnEvent } from '@acme/bus'; import { sendMail } from '@acme/mail'; import { idOf, newId } from '@acme/ids'; import { once as runOnce, Till, transfer, wasHandled } from '@acme/till'; const till = new Till(); declare const ledger: Ledger;";
  const text = `${head}\n${body}`;
  const { at } = workspace({ ...lib, 'src/a.ts': text, 'idempotent-consumer.config.json': JSON.stringify(rows) });
  return places(await result(at(''))).map((place) => {
    const [, line = '', what = ''] = /^a\.ts:(\d+):\d+ (.*)$/.exec(place.replace('src/', '')) ?? [];
    return `${String(Number(line) - 1)} ${what}`;
  });
}

const consumed = (...lines: readonly string[]): string =>
  ["consume('orders', async (order: any) => {", ...lines, '});'].join('\n');

describe('rows', () => {
  it.each([
    [
      'a base class',
      'export class A extends Listener {\nasync onMessage(data: any, m: any) {\nawait ledger.bump(data.id);\nm.ack();\n}\n}',
      ['3 no-relative-update'],
    ],
    [
      'its acknowledgement',
      'export class A extends Listener {\nasync onMessage(data: any, m: any) {\nm.ack();\nawait ledger.put(data.id);\n}\n}',
      ['3 no-ack-before-processing'],
    ],
    [
      'a base class of a package that is not there',
      'export class A extends Unseen {\nasync onMessage(data: any, m: any) {\nawait ledger.bump(data.id);\nm.ack();\nawait ledger.put(data.id);\n}\n}',
      ['3 no-relative-update', '4 no-ack-before-processing'],
    ],
    ['a function', consumed('await ledger.bump(order.id);'), ['2 no-relative-update']],
    [
      'a decorator',
      'export class A {\n@OnEvent() async on(e: any) {\nawait ledger.bump(e.id);\n}\n}',
      ['3 no-relative-update'],
    ],
    [
      'a method of an object',
      'bus.subscribe({ run: async (e: any) => {\nawait ledger.bump(e.id);\n} });',
      ['2 no-relative-update'],
    ],
    [
      'a store',
      consumed('await ledger.append({ total: order.total });', 'await ledger.put(order.id);'),
      ['2 no-bare-insert'],
    ],
    [
      'what a row leaves out is read from the code',
      consumed('await ledger.audit({ total: order.total });'),
      ['2 no-bare-insert'],
    ],
    [
      'a side effect',
      consumed('await sendMail(order.mail);', 'await sendMail(order.mail, { key: order.id });'),
      ['2 no-unguarded-side-effect'],
    ],
    [
      'a key',
      consumed('await sendMail(order.mail, { key: newId() });', 'await sendMail(order.mail, { key: idOf(order) });'),
      ['2 no-unstable-key'],
    ],
    [
      'a call that may be repeated, and one that may not',
      consumed('await till.set(order.id, 1);', 'await till.print(order.id);'),
      ['3 no-unguarded-side-effect'],
    ],
    [
      'what is run by a call that may be repeated',
      consumed('await runOnce(order.id, () => ledger.bump(order.id));', 'await ledger.bump(order.id);'),
      ['3 no-relative-update'],
    ],
    [
      'the answer of one is believed as before',
      consumed('if (await wasHandled(order.id)) return;', 'await ledger.bump(order.id);'),
      [],
    ],
    [
      'a call that is told by its key',
      consumed(
        'await transfer(order.total, order.id);',
        'await transfer(order.total, newId());',
        'await transfer(order.total);',
      ),
      ['3 no-unstable-key', '4 no-unguarded-side-effect'],
    ],
    ['a claim', consumed('if (!(await first(order.id))) return;', 'await ledger.bump(order.id);'), []],
    [
      'a claim that was lost',
      consumed('if (await first(order.id)) return;', 'await ledger.bump(order.id);'),
      ['3 no-relative-update'],
    ],
    ['a memory', consumed('if (await seen(order.id)) return;', 'await ledger.bump(order.id);'), []],
    [
      'a memory read the wrong way',
      consumed('if (!(await seen(order.id))) return;', 'await ledger.bump(order.id);'),
      ['3 no-relative-update'],
    ],
    [
      'a function that runs once',
      consumed(
        'await once(order.id, async () => {',
        'await ledger.bump(order.id);',
        '});',
        'await ledger.bump(order.id);',
      ),
      ['5 no-relative-update'],
    ],
    [
      'a function that wraps',
      "consume('x', deduplicated(async (order: any) => {\nawait ledger.bump(order.id);\n}));",
      [],
    ],
    [
      'a guarding decorator',
      'export class A {\n@OnEvent() @Idempotent() async on(e: any) {\nawait ledger.bump(e.id);\n}\n}',
      [],
    ],
  ])('%s', async (_, body, expected) => {
    expect((await found(body)).filter((f) => !/no-(?:racy|split)/.test(f))).toEqual(expected);
  });
});

describe('known libraries', () => {
  it('are all of the form that users may write', () => {
    expect(faultsOf({ libraries }, 'UserConfig', shapes)).toEqual([]);
  });

  it('learn a method without losing the others', async () => {
    const config = { stores: [{ from: 'mongodb', class: 'Collection', methods: { appendAll: 'insert' } }] };
    const text = [
      "import { Worker } from 'bullmq';",
      "import { MongoClient } from 'mongodb';",
      "const orders: any = new MongoClient('').db().collection('orders');",
      "new Worker('orders', async (job) => {",
      '  await orders.appendAll(job.data.rows);',
      '  await orders.insertOne({ total: job.data.total });',
      '});',
    ].join('\n');
    const { at } = workspace({ 'a.ts': text, 'idempotent-consumer.config.json': JSON.stringify(config) });
    expect(places(await result(at('')))).toEqual(['a.ts:5:9 no-bare-insert', 'a.ts:6:9 no-bare-insert']);
  });
});

describe('mistakes', () => {
  const root = workspaceRoot();
  it.each<[unknown, string]>([
    [7, 'The configuration must be an object, not 7.'],
    [{ handler: [] }, "handler: there is no such field. Did you mean 'handlers'?"],
    [{ handlers: {} }, 'handlers: must be a list, not an object.'],
    [{ handlers: [{ function: 'f', handler: 0 }] }, 'handlers[0].from: is missing. It must be a string.'],
    [{ handlers: [{ from: 'x', clas: 'X' }] }, "handlers[0].clas: there is no such field. Did you mean 'class'?"],
    [
      { handlers: [{ from: 'x', function: 'f', handler: 0, ack: 'on-retrun' }] },
      "handlers[0].ack: 'on-retrun' is not known here. Did you mean 'on-return'?",
    ],
    [
      { handlers: [{ from: 'x', function: 'f', handler: 'first' }] },
      "handlers[0].handler: must be a number or a list of an argument's position and property names, such as [0, 'key'], not 'first'.",
    ],
    [
      { handlers: [{ from: 'x', function: 'f' }] },
      "handlers[0]: 'handler' is missing: which argument of f() is the handler? The first is 0.",
    ],
    [
      { handlers: [{ from: 'x' }] },
      "handlers[0]: name what it speaks of with one of 'function', 'class', 'object' and 'decorator'.",
    ],
    [{ handlers: [{ from: 'x', class: 'X' }] }, "handlers[0]: 'method' is missing: which method of it?"],
    [
      { stores: [{ from: 'x', class: 'X', methods: { add: 'insrt' } }] },
      "stores[0].methods.add: 'insrt' is not known here. Did you mean 'insert'?",
    ],
    [
      { stores: [{ from: 'x', class: 'X', methods: { add: { does: 'insert', key: [0, 1] } } }] },
      "stores[0].methods.add.key: must be a list of an argument's position and property names, such as [0, 'key'], not [0,1].",
    ],
    [{ stores: [{ from: 'x', class: 'X', methods: { add: () => 1 } }] }, 'not a function (rows are data).'],
    [
      { guards: [{ from: 'x', function: 'f' }] },
      "guards[0]: give one of 'answers', 'runs' and 'wraps': how does it guard?",
    ],
    [
      { functions: [{ from: 'x', function: 'f' }] },
      "functions[0]: give either 'is' or 'idempotencyKey': what is known of calling it again?",
    ],
    [
      { functions: [{ from: 'x', function: 'f', is: 'idempotent', idempotencyKey: 0 }] },
      "functions[0]: give either 'is' or 'idempotencyKey'",
    ],
    [
      { functions: [{ from: 'x', function: 'f', is: 'idempotant' }] },
      "functions[0].is: 'idempotant' is not known here. Did you mean 'idempotent'?",
    ],
    [
      { functions: [{ from: 'x', class: 'X', is: 'idempotent' }] },
      "functions[0]: 'method' is missing: which method of it?",
    ],
    [{ keys: [{ from: './nowhere', function: 'f', gives: 'fresh' }] }, "keys[0]: there is no module './nowhere' in "],
    [
      { keys: [{ from: '../up', function: 'f', gives: 'fresh' }] },
      "keys[0]: 'from' names a package, or a module from the project's root on: './src/…'.",
    ],
    [
      { libraries: [{ library: 'x', packages: ['x'], types: { A: { members: { m: { call: [{ efect: 1 }] } } } } }] },
      "libraries[0].types.A.members.m.call[0].efect: there is no such field. Did you mean 'effect'?",
    ],
    [
      { libraries: [{ library: 'x', packages: ['x'], globals: { g: { call: { effect: { kind: 'inser' } } } } }] },
      "libraries[0].globals.g.call.effect.kind: 'inser' is not known here. Did you mean 'insert'?",
    ],
  ])('%j', (value, fault) => {
    expect(() => readConfig(value, 'x.config.js', root)).toThrow(fault);
  });
});

function workspaceRoot(): string {
  return import.meta.dirname;
}

describe('configuration file', () => {
  const text =
    "import { run } from '@acme/bus'; run(async (m: any) => { await fetch('https://x.example', { method: 'POST' }); });";
  const row = "{ handlers: [{ from: '@acme/bus', function: 'run', handler: 0 }] }";
  it.each([
    ['js', `module.exports = ${row};`],
    ['cjs', `module.exports = ${row};`],
    ['mjs', `export default ${row};`],
    [
      'ts',
      `import type { UserConfig } from 'eslint-plugin-idempotent-consumer';\nexport default ${row} satisfies UserConfig;`,
    ],
    ['json', JSON.stringify({ handlers: [{ from: '@acme/bus', function: 'run', handler: 0 }] })],
  ])('may be .%s', async (extension, content) => {
    const { at } = workspace({
      'package.json': '{}',
      'a.ts': text,
      [`idempotent-consumer.config.${extension}`]: content,
    });
    expect((await result(at(''))).findings).toHaveLength(1);
  });

  it.each([
    ['{', /cannot be loaded: /],
    [
      '{ "handler": [] }',
      /idempotent-consumer\.config\.json is not as it should be:\n {2}handler: there is no such field/,
    ],
  ])('%s ends the command with 2', async (content, reason) => {
    const { code, err, out } = await command(
      workspace({ 'a.ts': text, 'idempotent-consumer.config.json': content }).at(''),
    );
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(reason);
  });
});
