/** A unique key of a table that is there, as the repository declares its tables, with the migration that makes it. */
import type { SqlDialect } from '../../sql/statement.js';
import type { Schema } from '../schema.js';
import type { Column, SchemaSource, Table } from '../table.js';
import { mapperMigration, type SchemaChange, type WantedKey } from './change.js';
import { codeMigration } from './code.js';
import { drizzleKey } from './drizzle-key.js';
import { mongooseKey } from './mongoose-key.js';
import { prismaKey } from './prisma-key.js';
import { sqlMigration } from './sql.js';
import { typeormKey } from './typeorm-key.js';

/** Databases cut longer names off. */
const MAX_NAME = 60;

/** Rows that are gone for the code and there for the key. */
const SOFT_DELETED = /^(?:is_?)?(?:deleted|archived|removed|discarded)(?:_?(?:at|on|date|time))?$/i;

/**
 * Undefined where a key of these columns is not meant to be, as far as the table shows: one of more columns is there, or rows
 * are only marked as deleted; and where the table is declared in a way that the change does not fit.
 */
export function addKey(
  schema: Schema,
  table: Table,
  columns: readonly Column[],
  dialect: SqlDialect,
): SchemaChange | undefined {
  const isMeant = table.keys.every(
    (k) => !columns.every((c) => k.columns.some((n) => n === c.name || n === c.property)),
  );
  const isMarked = [...table.columns.values()].some((c) => SOFT_DELETED.test(c.name) || SOFT_DELETED.test(c.property));
  const file = schema.sources.find(({ path }) => path === table.file);
  if (columns.length === 0 || !isMeant || isMarked || !file) return undefined;
  const names = columns.map((c) => c.name);
  const name = `${table.name}_${names.join('_')}_key`;
  // MySQL takes no key on a text of any length.
  if (dialect === 'mysql' && columns.some((c) => /text|blob/.test(c.type ?? ''))) return undefined;
  const isPlain = [table.name, ...names].every((n) => /^\w+$/.test(n));
  if (!isPlain || name.length > MAX_NAME) return undefined;
  return changed(schema, table, columns, { kind: 'key', table: table.name, columns: names, name, dialect }, file);
}

/** Would a unique key of the table take one row without a value only, not any number of them? */
export function areNullsEqual({ source, keys }: Table): boolean {
  return source === 'mongoose' || keys.some((k) => k.nullsEqual);
}

function changed(
  schema: Schema,
  table: Table,
  columns: readonly Column[],
  wanted: WantedKey,
  file: SchemaSource,
): SchemaChange | undefined {
  switch (table.source) {
    case 'prisma':
      return prismaKey(schema, table, columns, wanted, file);
    case 'drizzle':
      return drizzleKey(columns, file);
    case 'mongoose':
      return mongooseKey(columns, file);
    case 'typeorm':
      return typeormKey(schema, table, columns, wanted, file);
    case 'sequelize':
      return mapperMigration(schema, wanted, table, 'sequelize');
    case 'kysely':
      // Whether the table is named where an index is dropped, the builder leaves to who writes it.
      if (wanted.dialect === 'unknown') return undefined;
      return inNamedSchema(file) ? undefined : codeMigration(schema, wanted, file.path, table.source);
    case 'knex':
      return inNamedSchema(file) ? undefined : codeMigration(schema, wanted, file.path, table.source);
    case 'sql':
      return file.path.endsWith('.sql') && !isOtherwise(file, table, columns)
        ? sqlMigration(schema, wanted, file.path)
        : undefined;
    default:
      return undefined;
  }
}

function inNamedSchema({ text }: SchemaSource): boolean {
  return /\bwithSchema\(/.test(text);
}

/** Is the table of a schema that has to be named, or a column of a type that takes no key as it is? */
function isOtherwise({ text }: SchemaSource, table: Table, columns: readonly Column[]): boolean {
  if (new RegExp(`\\.["\`]?${table.name}\\b`, 'i').test(text)) return true;
  const isMySql = /\bengine\s*=|\bauto_increment\b|`\w+`/i.test(text);
  const isLong = (c: Column): boolean =>
    new RegExp(`["\`]?\\b${c.name}\\b["\`]?\\s+\\w*(?:text|blob)\\b`, 'i').test(text);
  return isMySql && columns.some(isLong);
}
