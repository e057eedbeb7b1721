/** Repair of a look-up that no unique key stands behind: the key is declared, with the migration that makes it. */
import { getColumn, type Schema, type Table } from '../schema/schema.js';
import { addKey } from '../schema/changes/unique-key.js';
import type { Edit, Fix } from './fix.js';

/** @param names of the columns that the code tells a row by: properties or names of the database */
export function uniqueKeyFixes(names: readonly string[], table: Table, schema: Schema): readonly Fix[] {
  const added = addedKey(names, table, schema);
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

export function addedKey(names: readonly string[], table: Table, schema: Schema): AddedKey | undefined {
  const columns = names.map((name) => getColumn(table, name));
  if (!columns.every((c) => c !== undefined)) return undefined;
  const change = addKey(schema, table, columns);
  if (!change) return undefined;
  return {
    columns: columns.map((c) => c.name).join(', '),
    edits: change.edits,
    then: change.then ?? 'run the migrations',
  };
}
