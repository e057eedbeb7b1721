/** A unique key of a TypeORM entity, with its migration where the repository keeps migrations. */
import type { Schema } from '../schema.js';
import type { Column, SchemaSource, Table } from '../table.js';
import { mapperMigration, type SchemaChange, type SchemaEdit, type WantedKey } from './change.js';
import { importedToo, inLine, lineAt } from './lines.js';

/** By name in both, so that the next migration that is generated finds no difference. */
export function typeormKey(
  schema: Schema,
  table: Table,
  columns: readonly Column[],
  wanted: WantedKey,
  file: SchemaSource,
): SchemaChange | undefined {
  const decorated = decorator(table, columns, wanted, file);
  const imported = importedToo(file, 'Index', /^typeorm$/);
  if (!decorated || !imported) return undefined;
  const migration = mapperMigration(schema, wanted, table, 'typeorm');
  const edits = [...imported, decorated];
  return migration
    ? { edits: [...edits, ...migration.edits] }
    : { edits, then: 'generate the migration, or let the schema be synchronized' };
}

/** `@Index('name', ['a', 'b'], { unique: true })` above `@Entity`, which may stand some lines above the class. */
function decorator(
  { line, aliases }: Table,
  columns: readonly Column[],
  { name }: WantedKey,
  file: SchemaSource,
): SchemaEdit | undefined {
  const lines = file.text.split('\n');
  const [entity] = aliases;
  const declared = lines.findIndex((text) => new RegExp(`\\bclass\\s+${entity ?? ''}\\b`).test(text));
  const at = lines.findLastIndex((text, i) => i <= Math.max(declared, line - 1) && /^\s*@Entity\(/.test(text));
  const above = at < 0 || declared < 0 ? undefined : lineAt(file, at + 1);
  if (!above || /\bschema\s*:/.test(above.text)) return undefined;
  const quote = /\bfrom\s*(['"])/.exec(file.text)?.[1] ?? "'";
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  const end = /^\s*/.exec(above.text)?.[0] ?? '';
  const list = columns.map((c) => quote + c.property + quote).join(', ');
  return inLine(above, 0, `${end}@Index(${quote}${name}${quote}, [${list}], { unique: true })${eol}`);
}
