/** Random handlers, as source text: effects, guards, transactions and acknowledgements that the analysis has a model of. */
import fc from 'fast-check';
import type { Fixture } from '../../../fixtures/replay/fixture.js';

/** What is written, to which table, keyed by what. */
const effects = {
  insert: "db.prepare('INSERT INTO entries (ref, amount) VALUES (?, ?)').run(id, amount);",
  unique: "db.prepare('INSERT INTO payments (payment_id, amount) VALUES (?, ?)').run(id, amount);",
  ignore: "db.prepare('INSERT OR IGNORE INTO receipts (receipt_id, amount) VALUES (?, ?)').run(id, amount);",
  upsert:
    "db.prepare('INSERT INTO totals (total_id, amount) VALUES (?, ?) ON CONFLICT (total_id) DO UPDATE SET amount = excluded.amount').run(id, amount);",
  increment: "db.prepare('UPDATE accounts SET balance = balance + ? WHERE iban = ?').run(amount, iban);",
  absolute: "db.prepare('UPDATE accounts SET owner = ? WHERE iban = ?').run(id, iban);",
  remove: "db.prepare('DELETE FROM carts WHERE iban = ?').run(iban);",
  freshRow: "db.prepare('INSERT INTO logs (log_id, ref) VALUES (?, ?)').run(randomUUID(), id);",
  freshKey:
    "db.prepare('INSERT INTO notes (note_id, ref) VALUES (?, ?) ON CONFLICT (note_id) DO NOTHING').run(randomUUID(), id);",
  modify:
    "db.prepare('UPDATE stock SET available = ? WHERE sku = ?').run((db.prepare('SELECT available FROM stock WHERE sku = ?').get('s1') as { available: number }).available - amount, 's1');",
} as const;

/** Effects that need a promise, and so stand in no transaction. */
const sends = {
  publish: "await queue.add('placed', { id });",
  publishOnce: "await queue.add('placed', { id }, { jobId: id });",
} as const;

/** What stands before the effects, and after them. */
const guards = {
  none: { before: '', after: '' },
  claim: {
    before: "if (db.prepare('INSERT OR IGNORE INTO processed (id) VALUES (?)').run(id).changes === 0) return;",
    after: '',
  },
  unchecked: { before: "db.prepare('INSERT OR IGNORE INTO processed (id) VALUES (?)').run(id);", after: '' },
  marker: {
    before: "if (db.prepare('SELECT 1 FROM processed WHERE id = ?').get(id)) return;",
    after: "db.prepare('INSERT INTO processed (id) VALUES (?)').run(id);",
  },
  state: {
    before:
      "if (db.prepare(\"UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'open'\").run(id).changes === 0) return;",
    after: '',
  },
  volatile: { before: 'if (seen.has(id)) return;', after: 'seen.add(id);' },
} as const;

export interface Program {
  readonly guard: keyof typeof guards;
  readonly effects: readonly (keyof typeof effects)[];
  readonly sends: readonly (keyof typeof sends)[];
  /** Whether guard and effects commit together. */
  readonly transaction: boolean;
  readonly swallows: boolean;
  /** When the offset is committed: by the library, or by hand before or after the work. */
  readonly commit: 'library' | 'before' | 'after';
}

export const programs: fc.Arbitrary<Program> = fc.record({
  guard: fc.constantFrom(...keysOf(guards)),
  effects: fc.uniqueArray(fc.constantFrom(...keysOf(effects)), { minLength: 1, maxLength: 3 }),
  sends: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...keysOf(sends)), { maxLength: 1 }) },
  ),
  transaction: fc.boolean(),
  swallows: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  commit: fc.constantFrom('library', 'library', 'before', 'after'),
});

/** Two programs of one text are one. */
export function textOf({ guard, effects: chosen, sends: sent, transaction, swallows, commit }: Program): string {
  const { before, after } = guards[guard];
  const work = [before, ...chosen.map((name) => effects[name]), after].filter((line) => line !== '');
  const held = transaction ? ['db.transaction(() => {', ...indented(work), '})();'] : work;
  const body = [...held, ...sent.map((name) => sends[name])];
  const safe = swallows
    ? ['try {', ...indented(body), '} catch (error) {', "  console.error('failed', error);", '}']
    : body;
  const done = 'await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(message.offset) + 1n) }]);';
  const whole = [...(commit === 'before' ? [done] : []), ...safe, ...(commit === 'after' ? [done] : [])];
  return `import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { Queue } from 'bullmq';
import { Kafka } from 'kafkajs';

const db = new Database('shop.db');
const queue = new Queue('orders', { connection: { host: 'localhost', port: 6379 } });
const consumer = new Kafka({ brokers: ['localhost:9092'] }).consumer({ groupId: 'shop' });
const seen = new Set<string>();

await consumer.run({${commit === 'library' ? '' : '\n  autoCommit: false,'}
  eachMessage: async ({ topic, partition, message }) => {
    const { id, iban, amount } = JSON.parse(String(message.value));
${indented(whole, 4).join('\n')}
  },
});
`;
}

export const schema = `
CREATE TABLE entries (id INTEGER PRIMARY KEY, ref TEXT NOT NULL, amount INTEGER NOT NULL);
CREATE TABLE payments (payment_id TEXT PRIMARY KEY, amount INTEGER NOT NULL);
CREATE TABLE receipts (receipt_id TEXT PRIMARY KEY, amount INTEGER NOT NULL);
CREATE TABLE totals (total_id TEXT PRIMARY KEY, amount INTEGER NOT NULL);
CREATE TABLE accounts (iban TEXT PRIMARY KEY, balance INTEGER NOT NULL, owner TEXT);
CREATE TABLE carts (iban TEXT NOT NULL);
CREATE TABLE logs (log_id TEXT PRIMARY KEY, ref TEXT NOT NULL);
CREATE TABLE notes (note_id TEXT PRIMARY KEY, ref TEXT NOT NULL);
CREATE TABLE stock (sku TEXT PRIMARY KEY, available INTEGER NOT NULL);
CREATE TABLE processed (id TEXT PRIMARY KEY);
CREATE TABLE orders (id TEXT PRIMARY KEY, status TEXT NOT NULL);
`;

export const fixture: Fixture = {
  store: 'sqlite',
  schema,
  seed: "INSERT INTO accounts VALUES ('A', 100, ''); INSERT INTO carts VALUES ('A'); INSERT INTO stock VALUES ('s1', 100); INSERT INTO orders VALUES ('m1', 'open')",
  messages: { shop: { id: 'm1', iban: 'A', amount: 5 } },
  incidental: ['logs.log_id', 'notes.note_id'],
};

function indented(lines: readonly string[], by = 2): string[] {
  return lines.map((line) => ' '.repeat(by) + line);
}

function keysOf<T extends object>(record: T): (keyof T)[] {
  return Object.keys(record) as (keyof T)[];
}
