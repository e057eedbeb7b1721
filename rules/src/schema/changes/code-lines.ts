/** The statements of a migration that is written with a builder, forward and back. */
import type { Wanted, WantedKey, WantedTable } from './change.js';
import { ddlOf, warning } from './ddl.js';

/** Tools whose migrations are functions that are given a builder. */
export type Builder = 'knex' | 'kysely' | 'sequelize';

/** `<db>` stands for the builder, two blanks are a step of indentation. */
export interface Lines {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

export function linesOf(tool: Builder, wanted: Wanted): Lines {
  if (wanted.kind === 'table') return TABLES[tool](wanted);
  return withWarning(KEYS[tool](wanted), wanted);
}

/** With a remark for who runs it on rows that are there. */
export function withWarning({ up, down }: Lines, wanted: WantedKey): Lines {
  const { search } = ddlOf(wanted, { lower: false, quote: '"', mySql: false, eol: '\n', unit: '' });
  return { up: search === undefined ? up : [`// ${warning(search)}`, ...up], down };
}

const TABLES: Readonly<Record<Builder, (wanted: WantedTable) => Lines>> = {
  knex: ({ table, column }) => ({
    up: [
      `await <db>.schema.createTable('${table}', (table) => {`,
      `  table.string('${column}').primary();`,
      "  table.timestamp('processed_at').notNullable().defaultTo(<db>.fn.now());",
      '});',
    ],
    down: [`await <db>.schema.dropTable('${table}');`],
  }),
  kysely: ({ table, column }) => ({
    up: [
      'await <db>.schema',
      `  .createTable('${table}')`,
      `  .addColumn('${column}', 'varchar(255)', (column) => column.primaryKey())`,
      '  .execute();',
    ],
    down: [`await <db>.schema.dropTable('${table}').execute();`],
  }),
  sequelize: ({ table, column }) => ({
    up: [
      `await <db>.createTable('${table}', {`,
      `  ${column}: { type: 'VARCHAR(255)', primaryKey: true, allowNull: false },`,
      '});',
    ],
    down: [`await <db>.dropTable('${table}');`],
  }),
};

const KEYS: Readonly<Record<Builder, (wanted: WantedKey) => Lines>> = {
  knex: ({ table, columns, name }) => ({
    up: changed(table, `table.unique(${listed(columns)}, { indexName: '${name}' });`),
    down: changed(table, `table.dropUnique(${listed(columns)}, '${name}');`),
  }),
  kysely: ({ table, columns, name, dialect }) => ({
    up: [
      'await <db>.schema',
      `  .createIndex('${name}')`,
      `  .on('${table}')`,
      columns.length === 1 ? `  .column('${columns.join('')}')` : `  .columns(${listed(columns)})`,
      '  .unique()',
      '  .execute();',
    ],
    down: [`await <db>.schema.dropIndex('${name}')${dialect === 'mysql' ? `.on('${table}')` : ''}.execute();`],
  }),
  sequelize: ({ table, columns, name }) => ({
    up: [`await <db>.addIndex('${table}', ${listed(columns)}, { unique: true, name: '${name}' });`],
    down: [`await <db>.removeIndex('${table}', '${name}');`],
  }),
};

function listed(columns: readonly string[]): string {
  return `[${columns.map((c) => `'${c}'`).join(', ')}]`;
}

function changed(table: string, line: string): readonly string[] {
  return [`await <db>.schema.alterTable('${table}', (table) => {`, `  ${line}`, '});'];
}
