/** An insert that a second delivery repeats. */
import { describePath, describeTarget } from '../analysis/describe.js';
import type { Effect, Timeline, WrittenColumn } from '../analysis/effect.js';
import { protection } from '../analysis/judging/guards.js';
import { insertFixes } from '../fixes/insert.js';
import { getColumn, protectingKey, type Schema, type Table } from '../schema/schema.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const noBareInsert: Rule = {
  id: 'no-bare-insert',
  recommended: 'error',
  description: 'Disallow inserts that a redelivered message repeats',
  messages: {
    repeated:
      'A redelivered message inserts into {{target}} again: the insert has no conflict clause, no unique key taken from the message and no dedup check before it.{{path}}',
    freshKey:
      'A redelivered message inserts into {{target}} again: its key {{key}} is made anew on each delivery, and no dedup check stands before it.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return effectsOf(timeline)
      .filter(
        (e) =>
          e.kind === 'insert' &&
          !isProtected(e, schema) &&
          !isDuplicateTaken(e, timeline) &&
          protection(e, timeline) === undefined,
      )
      .map((e) => {
        const fresh = freshKey(e, schema);
        return {
          messageId: fresh === undefined ? 'repeated' : 'freshKey',
          data: { target: describeTarget(e), path: describePath(e), key: fresh ?? '' },
          event: e,
          fixes: insertFixes(e, timeline, schema),
        };
      });
  },
};

const CONVENTIONAL_KEY = /^(?:id|_id|uuid|pk|PK|key)$/;
const MESSAGE_KEY =
  /^(?:event|message|msg|delivery|idempotency|dedup|deduplication|transaction|request|external)_?(?:id|key|uuid)$/i;

/** Does a key that comes from the message stop the second insert? Unknown schemas get the benefit of the doubt for columns that are keys by name. */
function isProtected(effect: Effect, schema: Schema): boolean {
  if (effect.key === 'message' || effect.idempotencyKey === 'message' || effect.key === 'constant') return true;
  if (effect.tries.some((t) => t.handlesDuplicate)) return true;
  const stable = new Set(effect.columns.filter((c) => c.provenance === 'message').map((c) => c.name));
  const table = effect.resource === undefined ? undefined : schema.find(effect.resource);
  if (table) {
    if (mayHold(table, effect)) return true;
    if (effect.rest === undefined || effect.rest === 'fresh') return false;
    // A copy of a whole stored row brings its key along, one that the database once made included.
    const carries = (column: string): boolean => effect.rest === 'state' || !table.columns.get(column)?.generated;
    return table.keys.some((k) => !k.partial && k.columns.every(carries));
  }
  if ([...stable].some((c) => CONVENTIONAL_KEY.test(c) || MESSAGE_KEY.test(c))) return true;
  return effect.rest !== undefined && effect.rest !== 'constant' && effect.rest !== 'fresh';
}

/** Is there a key all of whose columns may be the same the second time? A partial key may be meant for just these rows. */
function mayHold(table: Table, effect: Effect): boolean {
  const kept = new Set(effect.columns.filter((c) => maySame(c, table)).map((c) => c.name));
  const total = { ...table, keys: table.keys.map((k) => ({ ...k, partial: false })) };
  return protectingKey(total, kept) !== undefined;
}

/** Not made anew, nor computed from what is stored (`last.number + 1`); a column the database makes must be seen to be given. */
function maySame(column: WrittenColumn, table: Table): boolean {
  if (column.provenance === 'unknown' && getColumn(table, column.name)?.generated) return false;
  return column.provenance !== 'fresh' && !(column.provenance === 'state' && column.node?.type === 'BinaryExpression');
}

/** Is the violation of a unique key looked for in the error that the insert gives back? */
function isDuplicateTaken(effect: Effect, timeline: Timeline): boolean {
  return timeline.branches.some((b) => b.check?.reads.some((r) => r.duplicate && r.effect.node === effect.node));
}

/** The key column that is made anew, if that is what is wrong. */
function freshKey(effect: Effect, schema: Schema): string | undefined {
  const table = effect.resource === undefined ? undefined : schema.find(effect.resource);
  const keys = table ? table.keys.flatMap((k) => k.columns) : ['id', '_id'];
  const column = effect.columns.find((c) => c.provenance === 'fresh' && keys.includes(c.name));
  return column ? `“${column.name}”` : effect.key === 'fresh' ? 'of the write' : undefined;
}
