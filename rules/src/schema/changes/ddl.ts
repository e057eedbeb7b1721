/** The SQL of a change, forward and back. */
import { snakeCase } from '../naming.js';
import type { Wanted, WantedKey } from './change.js';

export interface SqlStyle {
  /** Keywords in small letters? */
  readonly lower: boolean;
  /** What stands around names that need it. */
  readonly quote: '"' | '`';
  /** Is it written for MySQL? */
  readonly mySql: boolean;
  readonly eol: string;
  readonly unit: string;
}

/** As the text writes it. */
export function sqlStyleOf(text: string): SqlStyle {
  const mySql = (/`\w+`/.test(text.replace(/\(\s*`/g, '')) && !/"\w+"/.test(text)) || MYSQL.test(text);
  return {
    mySql,
    lower: /\bcreate\s+table\b/.test(text) && !/\bCREATE\s+TABLE\b/.test(text),
    quote: mySql ? '`' : '"',
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    unit: /^(\t| {2,4})\S/m.exec(text)?.[1] ?? '  ',
  };
}

const MYSQL = /\bauto_increment\b|\bengine\s*=/i;

/** Words that a name may be, and that stand for something else where it is not quoted. */
const RESERVED =
  /^(?:all|and|as|asc|between|by|case|check|column|constraint|create|cross|current_\w+|default|desc|distinct|do|else|end|except|for|foreign|from|grant|group|having|in|index|inner|interval|into|is|join|key|keys|left|like|limit|not|null|offset|on|or|order|primary|rank|references|right|row|rows|select|set|system|table|then|to|trigger|true|union|unique|update|user|using|value|values|when|where|with)$/;

interface Ddl {
  readonly up: string;
  readonly down: string;
  /** What finds the rows that keep it from being made; undefined where none can. */
  readonly search: string | undefined;
}

/** Statements without the semicolon. */
export function ddlOf(wanted: Wanted, style: SqlStyle): Ddl {
  const key = (words: string): string => (style.lower ? words.toLowerCase() : words);
  const name = (given: string): string =>
    /^[a-z_][a-z\d_]*$/.test(given) && !RESERVED.test(given) ? given : `${style.quote}${given}${style.quote}`;
  if (wanted.kind === 'key') return keyDdl(wanted, style, key, name);
  // A record holds when it was made, so that old ones can be removed.
  const columns = [
    `${name(wanted.column)} ${key('VARCHAR(255) PRIMARY KEY')}`,
    `processed_at ${key('TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP')}`,
  ];
  const body = columns.map((c) => `${style.eol}${style.unit}${c}`).join(',');
  return {
    up: `${key('CREATE TABLE')} ${name(wanted.table)} (${body}${style.eol})`,
    down: `${key('DROP TABLE')} ${name(wanted.table)}`,
    search: undefined,
  };
}

function keyDdl(
  wanted: WantedKey,
  { mySql }: SqlStyle,
  key: (words: string) => string,
  name: (given: string) => string,
): Ddl {
  const table = name(wanted.table);
  const columns = wanted.columns.map(name).join(', ');
  const named = name(wanted.name);
  return {
    up: `${key('CREATE UNIQUE INDEX')} ${named} ${key('ON')} ${table} (${columns})`,
    down: `${key('DROP INDEX')} ${named}${mySql ? ` ${key('ON')} ${table}` : ''}`,
    search: `${key('SELECT')} ${columns} ${key('FROM')} ${table} ${key('GROUP BY')} ${columns} ${key('HAVING')} count(*) > 1`,
  };
}

/** What stands above a unique key in a migration, for who runs it. */
export function warning(search: string): string {
  return `Fails as long as this finds rows: ${search}`;
}

/** What the migration is about, for its name: `create_processed_messages`, `unique_orders_event_id`. */
export function wordsOf(wanted: Wanted): string {
  if (wanted.kind === 'table') return `create_${snakeCase(wanted.table)}`;
  return ['unique', wanted.table, ...wanted.columns].map(snakeCase).join('_');
}
