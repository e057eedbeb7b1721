/** Unique keys as the repository declares them. */
import type { TSESTree } from '@typescript-eslint/types';

export interface Column { readonly name: string; readonly property: string; readonly generated: boolean; readonly nullable: boolean; readonly line: number }
export interface UniqueKey { readonly kind: 'primary' | 'unique'; readonly columns: readonly string[]; readonly partial: boolean; readonly name: string | undefined; readonly file: string; readonly line: number }
export interface Table { readonly name: string; readonly aliases: readonly string[]; readonly columns: ReadonlyMap<string, Column>; readonly keys: readonly UniqueKey[]; readonly file: string; readonly line: number; readonly source: string }
export class Schema {
  constructor(readonly tables: readonly Table[]) {}
  find(name: string): Table | undefined { return this.tables.find((t) => t.name === name || t.aliases.includes(name)); }
}
export function protectingKey(table: Table, stable: ReadonlySet<string>): UniqueKey | undefined { return table.keys.find((k) => !k.partial && k.columns.every((c) => stable.has(c))); }
export interface SchemaSource { readonly path: string; readonly text: string }
export function isSchemaFile(_path: string, _text: string): boolean { return false; }
export function readSchema(_sources: readonly SchemaSource[], _parse: (path: string) => TSESTree.Program | undefined): Schema { return new Schema([]); }
