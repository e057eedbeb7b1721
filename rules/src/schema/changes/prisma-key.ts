/** A unique key of a Prisma model, with its migration where the repository keeps migrations. */
import type { Schema } from '../schema.js';
import type { Column, SchemaSource, Table } from '../table.js';
import type { SchemaChange, SchemaEdit, WantedKey } from './change.js';
import { warning } from './ddl.js';
import { inLine, lineAt } from './lines.js';
import { migrationOf, type Provider } from './prisma.js';

export function prismaKey(
  schema: Schema,
  table: Table,
  columns: readonly Column[],
  wanted: WantedKey,
  file: SchemaSource,
): SchemaChange | undefined {
  const [only, ...others] = columns;
  const edit = only && others.length === 0 ? ofField(only, table, file) : ofModel(table, columns, file);
  if (!edit || /@@schema\(/.test(file.text)) return undefined;
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  const migration = migrationOf(schema, wanted, table, eol, (provider) => statement(wanted, provider));
  return migration
    ? { edits: [edit, migration], then: 'run “prisma migrate deploy” and “prisma generate”' }
    : { edits: [edit], then: 'run “prisma migrate dev” or “prisma db push”, and “prisma generate”' };
}

/** `@unique` before the field's other attributes; where it has none, below those of the lines above. */
function ofField({ property, line }: Column, table: Table, file: SchemaSource): SchemaEdit | undefined {
  const at = lineAt(file, line);
  const field = at && new RegExp(`^\\s*${property}\\s+\\w+[?]?(?=\\s|$)(\\s*)(@)?`).exec(at.text);
  if (!field) return undefined;
  const [whole, , attribute] = field;
  if (attribute !== undefined) return inLine(at, whole.length - 1, '@unique ');
  const end = whole.trimEnd().length;
  const column = Math.min(
    ...fieldsOf(table, file)
      .map((text) => text.search(/\s@\w/) + 1)
      .filter((c) => c > 0),
  );
  const gap = Number.isFinite(column) && column > end ? ' '.repeat(column - end) : ' ';
  return inLine(at, end, `${gap}@unique`);
}

function fieldsOf({ columns }: Table, file: SchemaSource): readonly string[] {
  return [...columns.values()].map(({ line }) => lineAt(file, line)?.text ?? '');
}

/** `@@unique([a, b])` as the last line of the model. */
function ofModel({ line }: Table, columns: readonly Column[], file: SchemaSource): SchemaEdit | undefined {
  const lines = file.text.split('\n');
  const end = lines.findIndex((text, i) => i >= line && /^\s*\}/.test(text));
  const closing = lineAt(file, end + 1);
  if (end < 0 || !closing || !/^model\s/.test(lines[line - 1] ?? '')) return undefined;
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  const last = (lines[end - 1] ?? '').trim();
  const gap = last === '' || last.startsWith('@@') ? '' : eol;
  return inLine(closing, 0, `${gap}  @@unique([${columns.map((c) => c.property).join(', ')}])${eol}`);
}

/** As “prisma migrate” writes it, so that it finds no difference to the schema. */
function statement({ table, columns, name }: WantedKey, provider: Provider): string {
  const quote = provider === 'mysql' ? '`' : '"';
  const named = (given: string): string => quote + given + quote;
  const made = `CREATE UNIQUE INDEX ${named(name)} ON ${named(table)}(${columns.map(named).join(', ')});`;
  const list = columns.map(named).join(', ');
  const search = `SELECT ${list} FROM ${named(table)} GROUP BY ${list} HAVING count(*) > 1`;
  return ['-- CreateIndex', `-- ${warning(search)}`, made].join('\n');
}
