/** By what does a write that inserts only what is not there tell whether it is there? */
import type { Effect, WrittenColumn } from '../effect.js';
import { getColumn, isSameColumn, protectingKey, type Schema, type Table } from '../../schema/schema.js';
import { isColumn } from './names.js';

/**
 * `target`: a conflict clause names the columns. `where`: a filter is looked up first, and nothing found is inserted.
 * `key`: the store's own key of the thing. `any`: whatever unique key the table has.
 */
export interface Lookup {
  readonly by: 'target' | 'where' | 'key' | 'any';
  readonly names: readonly string[];
  /** The values, as far as they are seen. */
  readonly columns: readonly WrittenColumn[];
}

/** Of upserts and claims; undefined for writes that look nothing up. */
export function lookupOf(effect: Effect): Lookup | undefined {
  const { kind, conflict, conflictTarget, where, given } = effect;
  const key = given.filter((g) => g.name === 'key');
  if (kind !== 'upsert' && kind !== 'claim') return undefined;
  if (conflictTarget) {
    const columns = effect.columns.filter((c) => conflictTarget.some((t) => isColumn(c.name, t)));
    return { by: 'target', names: conflictTarget, columns };
  }
  if (key.length > 0) return { by: 'key', names: [], columns: key };
  if (kind === 'upsert' && conflict === undefined && where.length > 0)
    return { by: 'where', names: where.map((w) => w.name), columns: where };
  return { by: 'any', names: [], columns: effect.columns };
}

/** The table that is written, where the repository declares it. */
export function tableOf(effect: Effect, schema: Schema): Table | undefined {
  return effect.resource === undefined ? undefined : schema.find(effect.resource, effect.module.path);
}

/** Is there a key, all of whose columns the message gives, that refuses a second row whatever the lookup says? */
export function isRefused(effect: Effect, table: Table | undefined): boolean {
  const stable = new Set(effect.columns.filter((c) => c.provenance === 'message').map((c) => c.name));
  return table !== undefined && protectingKey(table, stable) !== undefined;
}

/**
 * The keys that a second row can clash with are none: each holds a column that is made anew. Gives the column that the
 * code makes so, or `database` where it is always the database; undefined where a key may clash, or not all is seen.
 */
export function unclashing(effect: Effect, table: Table): WrittenColumn | 'database' | undefined {
  if (effect.rest !== undefined || table.keys.length === 0) return undefined;
  const made = table.keys.map((k) => {
    const written = k.columns.flatMap((c) => effect.columns.filter((w) => isSameColumn(table, w.name, c)));
    const renewed = written.find((w) => w.renewed);
    const omitted = k.columns.some(
      (c) => getColumn(table, c)?.generated === true && !written.some((w) => isSameColumn(table, w.name, c)),
    );
    return renewed ?? (omitted ? ('database' as const) : undefined);
  });
  if (made.includes(undefined)) return undefined;
  return made.find((m) => m !== 'database') ?? 'database';
}

/** The value that the row, document or entry is told by, where it never is the same. */
export function renewedKey(effect: Effect, schema: Schema): WrittenColumn | undefined {
  const lookup = lookupOf(effect);
  const table = tableOf(effect, schema);
  if (!lookup || isRefused(effect, table)) return undefined;
  if (lookup.by === 'any') {
    const column = table && unclashing(effect, table);
    return column === 'database' ? undefined : column;
  }
  // `{ $gt: now }` compares otherwise than for equality.
  return lookup.columns.find((c) => c.renewed && (lookup.by !== 'where' || c.node?.type !== 'ObjectExpression'));
}
