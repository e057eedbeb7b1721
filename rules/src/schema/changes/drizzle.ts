/** A change of the tables that a Drizzle schema file declares; the migrations are made from it by their own tool. */
import type { Schema } from '../schema.js';
import type { Table } from '../table.js';
import type { SchemaChange, SchemaEdit, WantedTable } from './change.js';

const THEN = 'run “drizzle-kit generate” and “drizzle-kit migrate”, or “drizzle-kit push”';

/** How a text that may be a key is declared, by the function that makes tables. */
const TEXT: Readonly<Record<string, { readonly column: string; readonly length: string }>> = {
  pgTable: { column: 'text', length: '' },
  sqliteTable: { column: 'text', length: '' },
  mysqlTable: { column: 'varchar', length: ', { length: 255 }' },
};

export function drizzleChange(schema: Schema, wanted: WantedTable, beside: Table): SchemaChange | undefined {
  const file = schema.sources.find(({ path }) => path === beside.file);
  if (!file) return undefined;
  const edits = recordsTable(file, wanted);
  return edits && { edits, then: THEN };
}

interface File {
  readonly path: string;
  readonly text: string;
}

function recordsTable(file: File, { table, column }: WantedTable): readonly SchemaEdit[] | undefined {
  const { text } = file;
  const list = /\bimport\s*\{([^{}]*)\}\s*from\s*(['"])drizzle-orm\/\w+-core\2(;?)/.exec(text);
  const makers = Object.keys(TEXT).filter((name) => new RegExp(`\\b${name}\\(`).test(text));
  const [maker] = makers;
  const form = maker === undefined ? undefined : TEXT[maker];
  if (!list || maker === undefined || !form || makers.length > 1) return undefined;
  const names = (list[1] ?? '').split(',').map((name) => name.trim());
  const [quote = "'", end = ''] = [list[2], list[3]];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const variable = variableOf(table);
  if (new RegExp(`\\b${variable}\\b`).test(text)) return undefined;
  const lines = [
    `export const ${variable} = ${maker}(${quote}${table}${quote}, {`,
    `  ${column}: ${form.column}(${quote}${column}${quote}${form.length}).primaryKey(),`,
    `})${end}`,
  ];
  const gap = text.endsWith('\n') ? eol : eol.repeat(2);
  const added = { file, start: text.length, end: text.length, text: `${gap}${lines.join(eol)}${eol}` };
  if (names.includes(form.column)) return [added];
  const inside = list.index + list[0].indexOf('{') + 1 + (list[1] ?? '').trimEnd().length;
  const comma = (list[1] ?? '').trimEnd().endsWith(',') ? ' ' : ', ';
  return [{ file, start: inside, end: inside, text: comma + form.column }, added];
}

/** `processed_messages` → `processedMessages`. */
function variableOf(table: string): string {
  return table.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}
