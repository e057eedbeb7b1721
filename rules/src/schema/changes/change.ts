/** How is a change of the database written in this repository: as what kind of migration, beside which of its declarations? */
import type { SqlDialect } from '../../sql/statement.js';
import { nearness } from '../naming.js';
import type { Schema } from '../schema.js';
import type { Table } from '../table.js';
import { codeMigration } from './code.js';
import { drizzleChange } from './drizzle.js';
import { prismaChange, prismaProvider } from './prisma.js';
import { sqlMigration } from './sql.js';

/** A table whose one key is a text that identifies a message. Names are the database's. */
export interface WantedTable {
  readonly kind: 'table';
  readonly table: string;
  readonly column: string;
}

/** A unique key of a table that is there. Names are the database's. */
export interface WantedKey {
  readonly kind: 'key';
  readonly table: string;
  readonly columns: readonly string[];
  readonly name: string;
  readonly dialect: SqlDialect;
}

export type Wanted = WantedTable | WantedKey;

/** A file of the repository; `isNew` where the change makes it, with one edit that is what it shall hold. */
export interface ChangedFile {
  readonly path: string;
  readonly text: string;
  readonly isNew?: boolean;
}

/** Replaces `[start, end)` (UTF-16 offsets) of the file's text. */
export interface SchemaEdit {
  readonly file: ChangedFile;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface SchemaChange {
  readonly edits: readonly SchemaEdit[];
  /** What is left to do by hand, in words that go on from “then”; undefined when running the migrations is all. */
  readonly then?: string;
}

/** @param beside a table that is declared as the change shall be */
export function addTable(
  schema: Schema,
  { table, column }: Omit<WantedTable, 'kind'>,
  beside: Table,
): SchemaChange | undefined {
  const wanted: WantedTable = { kind: 'table', table, column };
  switch (beside.source) {
    case 'prisma':
      return prismaChange(schema, wanted, beside);
    case 'drizzle':
      return drizzleChange(schema, wanted, beside);
    case 'sql':
      return beside.file.endsWith('.sql') ? sqlMigration(schema, wanted, beside.file) : undefined;
    case 'knex':
    case 'kysely':
      return codeMigration(schema, wanted, beside.file, beside.source);
    case 'typeorm':
    case 'sequelize':
      return mapperMigration(schema, wanted, beside, beside.source);
    default:
      return undefined;
  }
}

const MIGRATIONS: Readonly<Record<string, RegExp>> = {
  typeorm: /\bimplements\s+MigrationInterface\b/,
  sequelize: /\bqueryInterface\b/,
};

/** The next migration of the mapper, where it has any. */
export function mapperMigration(
  schema: Schema,
  wanted: Wanted,
  beside: Table,
  mapper: 'typeorm' | 'sequelize',
): SchemaChange | undefined {
  const last = lastMigration(schema, beside);
  return last === undefined ? undefined : codeMigration(schema, wanted, last, mapper);
}

/** A migration of the mapper that the table is declared with, the nearest to it. */
function lastMigration(schema: Schema, { file, source }: Table): string | undefined {
  const sign = MIGRATIONS[source];
  const found = schema.sources.filter(({ text }) => sign?.test(text)).map(({ path }) => path);
  return found.sort((a, b) => nearness(b, file) - nearness(a, file) || a.localeCompare(b))[0];
}

/** The database as the schema names it, where it does. */
export function providerOf(schema: Schema): string | undefined {
  return prismaProvider(schema);
}
