/** Repair of a look-up that no unique key stands behind: the key is declared, with the migration that makes it. */
import type { CallFacts, WrittenColumn } from '../analysis/effect.js';
import { getColumn, isSameColumn, type Schema, type Table } from '../schema/schema.js';
import { addKey, areNullsEqual } from '../schema/changes/unique-key.js';
import type { Edit, Fix } from './fix.js';
import { isGiven } from './given.js';

/**
 * Only where every row has a value there: of rows without one the key takes any number.
 *
 * @param names of the columns that the code tells a row by: properties or names of the database
 * @param values that it gives them, as far as they are seen
 */
export function uniqueKeyFixes(
  names: readonly string[],
  values: readonly WrittenColumn[],
  table: Table,
  schema: Schema,
  call: CallFacts,
): readonly Fix[] {
  const isFilled = (name: string): boolean =>
    areNullsEqual(table) ||
    getColumn(table, name)?.nullable !== true ||
    values.some((v) => isSameColumn(table, v.name, name) && isGiven(v));
  const added = names.every(isFilled) ? addedKey(names, table, schema, call) : undefined;
  if (!added) return [];
  const title = `Make (${added.columns}) unique in ${table.name} (fails while rows repeat it; then ${added.then})`;
  return [{ kind: 'unique-key', title, edits: added.edits }];
}

export interface AddedKey {
  /** As the database calls them, with commas. */
  readonly columns: string;
  readonly edits: readonly Edit[];
  /** What is left to do by hand. */
  readonly then: string;
}

export function addedKey(
  names: readonly string[],
  table: Table,
  schema: Schema,
  { dialect = 'unknown' }: CallFacts,
): AddedKey | undefined {
  const columns = names.map((name) => getColumn(table, name));
  if (!columns.every((c) => c !== undefined)) return undefined;
  const change = addKey(schema, table, columns, dialect);
  if (!change) return undefined;
  return {
    columns: columns.map((c) => c.name).join(', '),
    edits: change.edits,
    then: change.then ?? 'run the migrations',
  };
}
