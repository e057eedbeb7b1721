/** Does an insert carry a key that stops a second one of the same message? */
import type { Effect, Timeline, WrittenColumn } from '../effect.js';
import { tableOf } from './lookup.js';
import { isColumn } from './names.js';
import { getColumn, protectingKey, type Schema, type Table } from '../../schema/schema.js';

const CONVENTIONAL_KEY = /^(?:id|_id|uuid|pk|PK|key)$/;
const MESSAGE_KEY =
  /^(?:event|message|msg|delivery|idempoten(?:cy|t)|dedup|deduplication|transaction|request|external)_?(?:id|key|uuid)$/i;

/** Does a key that comes from the message stop the second insert? Unknown schemas get the benefit of the doubt for columns that are keys by name. */
export function isKeyed(effect: Effect, schema: Schema): boolean {
  if (effect.key === 'message' || effect.idempotencyKey === 'message' || effect.key === 'constant') return true;
  if (effect.tries.some((t) => t.handlesDuplicate)) return true;
  const stable = new Set(effect.columns.filter((c) => c.provenance === 'message').map((c) => c.name));
  const table = tableOf(effect, schema);
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

/** Does a declared key certainly stop the second insert: all its columns come from the message? */
export function isStopped(effect: Effect, schema: Schema): boolean {
  const table = tableOf(effect, schema);
  const stable = new Set(effect.columns.filter((c) => c.provenance === 'message').map((c) => c.name));
  return table !== undefined && effect.conflict === undefined && protectingKey(table, stable) !== undefined;
}

/** Is there a key all of whose columns may be the same the second time? A partial key may be meant for just these rows. */
function mayHold(table: Table, effect: Effect): boolean {
  const kept = new Set(effect.columns.filter((c) => maySame(c, table)).map((c) => c.name));
  const total = {
    ...table,
    keys: table.keys.map((k) => ({ ...k, partial: false, nullsEqual: k.nullsEqual || isPresent(k.columns, effect) })),
  };
  return protectingKey(total, kept) !== undefined;
}

/** Is it the id of the message that is written there? A message has one, though the column may do without. */
function isPresent([name, ...others]: readonly string[], { columns }: Effect): boolean {
  const column = name === undefined ? undefined : columns.find((c) => isColumn(c.name, name));
  if (others.length > 0 || column?.provenance !== 'message') return false;
  return column.identity === true || MESSAGE_KEY.test(column.name);
}

/** Not made anew, nor computed from what is stored (`last.number + 1`); a column the database makes must be seen to be given. */
function maySame(column: WrittenColumn, table: Table): boolean {
  if (column.provenance === 'unknown' && getColumn(table, column.name)?.generated) return false;
  return column.provenance !== 'fresh' && !(column.provenance === 'state' && column.node?.type === 'BinaryExpression');
}

/** Is the violation of a unique key looked for in the error that the insert gives back? */
export function isDuplicateTaken(effect: Effect, timeline: Timeline): boolean {
  return timeline.branches.some((b) => b.check?.reads.some((r) => r.duplicate && r.effect.node === effect.node));
}
