/** The SQL of a change, forward and back. */
import { snakeCase } from '../naming.js';
import { getColumn } from '../schema.js';
import type { Wanted } from './change.js';

export interface SqlStyle {
  /** Keywords in small letters? */
  readonly lower: boolean;
  /** What stands around names that need it. */
  readonly quote: '"' | '`';
  readonly eol: string;
  readonly unit: string;
}

/** As the text writes it. */
export function sqlStyleOf(text: string): SqlStyle {
  return {
    lower: /\bcreate\s+table\b/.test(text) && !/\bCREATE\s+TABLE\b/.test(text),
    quote: /`\w+`/.test(text.replace(/\(\s*`/g, '')) && !/"\w+"/.test(text) ? '`' : '"',
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    unit: /^(\t| {2,4})\S/m.exec(text)?.[1] ?? '  ',
  };
}

/** Statements without the semicolon; that of “records” holds when the record was made, so that old ones can be removed. */
export function ddlOf(wanted: Wanted, style: SqlStyle): { readonly up: string; readonly down: string } {
  const key = (words: string): string => (style.lower ? words.toLowerCase() : words);
  const name = (given: string): string =>
    /^[a-z_][a-z\d_]*$/.test(given) ? given : `${style.quote}${given}${style.quote}`;
  if (wanted.kind === 'records') {
    const columns = [
      `${name(wanted.column)} ${key('VARCHAR(255) PRIMARY KEY')}`,
      `processed_at ${key('TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP')}`,
    ];
    const body = columns.map((c) => `${style.eol}${style.unit}${c}`).join(',');
    return {
      up: `${key('CREATE TABLE')} ${name(wanted.table)} (${body}${style.eol})`,
      down: `${key('DROP TABLE')} ${name(wanted.table)}`,
    };
  }
  const table = wanted.table.name;
  const index = indexName(wanted);
  const of = style.quote === '`' ? ` ${key('ON')} ${name(table)}` : '';
  return {
    up: `${key('CREATE UNIQUE INDEX')} ${index} ${key('ON')} ${name(table)} (${columnNames(wanted).map(name).join(', ')})`,
    down: `${key('DROP INDEX')} ${index}${of}`,
  };
}

/** As the database calls them. */
export function columnNames({ table, columns }: Extract<Wanted, { kind: 'unique' }>): readonly string[] {
  return columns.map((column) => getColumn(table, column)?.name ?? column);
}

/** `orders_customer_id_key`. */
export function indexName(wanted: Extract<Wanted, { kind: 'unique' }>): string {
  const name = [wanted.table.name, ...columnNames(wanted)].map((n) => snakeCase(n.replace(/\W+/g, '_'))).join('_');
  return `${name.slice(0, MAX_NAME - '_key'.length)}_key`;
}
/** Characters that PostgreSQL keeps of a name. */
export const MAX_NAME = 63;

/** What the migration is about, for its name: `processed_messages`, `unique_orders_number`. */
export function wordsOf(wanted: Wanted): string {
  if (wanted.kind === 'records') return `create_${snakeCase(wanted.table)}`;
  return `unique_${snakeCase(wanted.table.name)}_${columnNames(wanted).map(snakeCase).join('_')}`;
}
