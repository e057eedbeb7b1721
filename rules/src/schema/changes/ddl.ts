/** The SQL of a change, forward and back. */
import { snakeCase } from '../naming.js';
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

/** Statements without the semicolon. A record holds when it was made, so that old ones can be removed. */
export function ddlOf(wanted: Wanted, style: SqlStyle): { readonly up: string; readonly down: string } {
  const key = (words: string): string => (style.lower ? words.toLowerCase() : words);
  const name = (given: string): string =>
    /^[a-z_][a-z\d_]*$/.test(given) ? given : `${style.quote}${given}${style.quote}`;
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

/** What the migration is about, for its name: `create_processed_messages`. */
export function wordsOf({ table }: Wanted): string {
  return `create_${snakeCase(table)}`;
}
