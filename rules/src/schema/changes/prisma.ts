/** A change of a Prisma schema, with its migration where the repository keeps migrations. */
import { posix } from 'node:path';
import { plural, snakeCase } from '../naming.js';
import type { Schema } from '../schema.js';
import type { Table } from '../table.js';
import type { SchemaChange, SchemaEdit, Wanted, WantedTable } from './change.js';
import { wordsOf } from './ddl.js';
import { last, nextPath } from './numbering.js';

/** Databases of the datasource whose migrations we can write. */
export type Provider = 'postgresql' | 'mysql' | 'sqlite';

export function prismaChange(schema: Schema, wanted: WantedTable, beside: Table): SchemaChange | undefined {
  const source = schema.sources.find(({ path }) => path === beside.file);
  if (!source) return undefined;
  const eol = source.text.includes('\r\n') ? '\r\n' : '\n';
  const maps = count(source.text, /^\s*@@map\(/gm) * 2 > count(source.text, /^model\s/gm);
  const edit = recordsModel(source, wanted, maps, eol);
  const then = 'run “prisma migrate dev” or “prisma db push”, and “prisma generate”';
  const migration = migrationOf(schema, wanted, beside, eol, (provider) => statement(wanted, provider, maps));
  if (!migration) return { edits: [edit], then };
  return { edits: [edit, migration], then: 'run “prisma migrate deploy” and “prisma generate”' };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** The provider of the datasource, in whichever file of the schema it stands. */
export function prismaProvider(schema: Schema): string | undefined {
  const block = /^datasource\s+\w+\s*\{([^}]*)\}/m;
  for (const { path, text } of schema.sources) {
    const found = path.endsWith('.prisma')
      ? /\bprovider\s*=\s*"(\w+)"/.exec(block.exec(text)?.[1] ?? '')?.[1]
      : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function recordsModel(
  file: { readonly path: string; readonly text: string },
  { table, column }: WantedTable,
  maps: boolean,
  eol: string,
): SchemaEdit {
  const { text } = file;
  const mapped = maps ? ' @map("processed_at")' : '';
  const lines = [
    `model ${table} {`,
    `  ${column.padEnd('processedAt'.length)} String   @id`,
    `  processedAt DateTime @default(now())${mapped}`,
    ...(maps ? ['', `  @@map("${databaseName(table, true)}")`] : []),
    '}',
  ];
  const gap = text.endsWith('\n') ? eol : eol.repeat(2);
  return { file, start: text.length, end: text.length, text: `${gap}${lines.join(eol)}${eol}` };
}

function databaseName(model: string, maps: boolean): string {
  return maps ? plural(snakeCase(model)) : model;
}

/** The next folder among the migrations; none where there are none, or the database is one we do not write for. */
export function migrationOf(
  schema: Schema,
  wanted: Wanted,
  { file }: Table,
  eol: string,
  write: (provider: Provider) => string,
): SchemaEdit | undefined {
  const root = `${posix.dirname(file)}/migrations/`;
  const folders = schema.files
    .filter((path) => path.startsWith(root) && path.endsWith('/migration.sql'))
    .map((path) => posix.dirname(path));
  const previous = last(folders);
  const provider = prismaProvider(schema);
  if (!previous || !isKnown(provider)) return undefined;
  const text = write(provider);
  const path = `${nextPath(previous, wordsOf(wanted), '')}/migration.sql`;
  return { file: { path, text: '', isNew: true }, start: 0, end: 0, text: `${text}\n`.replaceAll('\n', eol) };
}

function isKnown(provider: string | undefined): provider is Provider {
  return provider === 'postgresql' || provider === 'mysql' || provider === 'sqlite';
}

/** As “prisma migrate” writes it, so that it finds no difference to the schema. */
function statement(wanted: WantedTable, provider: Provider, maps: boolean): string {
  const name = (given: string): string => (provider === 'mysql' ? `\`${given}\`` : `"${given}"`);
  const table = databaseName(wanted.table, maps);
  const id = name(wanted.column);
  const at = name(maps ? 'processed_at' : 'processedAt');
  const lines = {
    postgresql: [
      `    ${id} TEXT NOT NULL,`,
      `    ${at} TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,`,
      '',
      `    CONSTRAINT ${name(`${table}_pkey`)} PRIMARY KEY (${id})`,
      ');',
    ],
    mysql: [
      `    ${id} VARCHAR(191) NOT NULL,`,
      `    ${at} DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),`,
      '',
      `    PRIMARY KEY (${id})`,
      ') DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;',
    ],
    sqlite: [`    ${id} TEXT NOT NULL PRIMARY KEY,`, `    ${at} DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP`, ');'],
  }[provider];
  return ['-- CreateTable', `CREATE TABLE ${name(table)} (`, ...lines].join('\n');
}
