/** SQL text to statement facts, by a real parser; what it rejects stays unknown. */
import { type DialectName, parse, type ParserOptions } from 'sql-parser-cst';
import { type Prepared, prepare } from './text.js';
import { readStatement } from './facts.js';
import type { SqlDialect, SqlPart, SqlStatement } from './statement.js';

const START =
  /^\s*(?:(?:--[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)*(?:insert|update|delete|select|with|replace|merge|truncate|begin|start\s+transaction|commit|rollback|create|alter|drop|\()\b/i;
const MAX_LENGTH = 100_000;

const PARAMETERS: Readonly<Record<'postgresql' | 'mysql' | 'sqlite', NonNullable<ParserOptions['paramTypes']>>> = {
  postgresql: ['$nr', ':name', '@name', '?'],
  mysql: ['?', ':name'],
  sqlite: ['?', '?nr', ':name', '@name', '$name'],
};

const cache = new Map<string, readonly SqlStatement[] | undefined>();

/** Could this text be SQL at all? Cheap. */
export function looksLikeSql(text: string): boolean {
  return START.test(text);
}

/**
 * Facts of each statement in the text, or undefined when no dialect's parser takes it.
 * @param dialect `unknown` tries PostgreSQL, then MySQL, then SQLite
 */
export function readSql(parts: readonly SqlPart[], dialect: SqlDialect): readonly SqlStatement[] | undefined {
  const prepared = prepare(parts);
  if (prepared.text.length > MAX_LENGTH || !START.test(prepared.text)) return undefined;
  const first = parts[0];
  const key = `${dialect}\0${String(first?.kind === 'text' ? first.start : -1)}\0${parts.map((p) => (p.kind === 'text' ? p.raw : '\u0001')).join('')}`;
  if (!cache.has(key)) {
    if (cache.size > 5000) cache.clear();
    cache.set(key, readUncached(prepared, dialect));
  }
  return cache.get(key);
}

function readUncached(prepared: Prepared, dialect: SqlDialect): readonly SqlStatement[] | undefined {
  for (const text of variants(prepared.text)) {
    for (const name of dialectsFor(prepared.text, dialect)) {
      const cst = tryParse(text, name);
      if (cst) {
        return cst.statements
          .filter((s) => s.type !== 'empty')
          .map((s) => readStatement(s, { prepared, dialect: name, exact: text === prepared.text }));
      }
    }
  }
  return undefined;
}

function dialectsFor(text: string, dialect: SqlDialect): readonly ('postgresql' | 'mysql' | 'sqlite')[] {
  if (dialect === 'mysql' || dialect === 'mariadb') return ['mysql'];
  if (dialect === 'sqlite') return ['sqlite'];
  if (dialect === 'postgresql') return ['postgresql'];
  if (text.includes('`')) return ['mysql', 'sqlite'];
  return ['postgresql', 'mysql', 'sqlite'];
}

/** The text, then the text with what builders expand rewritten to something that parses; offsets past a rewrite are lost. */
function* variants(text: string): Generator<string> {
  yield text;
  const named = text
    .replace(/\?\?/g, '__name__')
    .replace(/:(\w+):/g, '$1')
    .replace(/\$[<{(/[](\w+)[^>})/\]]*[>})/\]]/g, ':$1');
  if (named !== text) yield named;
  const inserted = /(\binsert\s+(?:ignore\s+)?into\s+\S+(?:\s*\([^)]*\))?\s+)(?:values\s+)?(__hole_\d+__|\?)/i;
  if (inserted.test(text)) yield text.replace(inserted, '$1default values ');
  const set = /(\bset\s+)(__hole_\d+__|\?)(?!\s*=)/i;
  if (set.test(text)) yield text.replace(set, '$1__any__ = $2 ');
  const where = /(\bwhere\s+|\band\s+)(__hole_\d+__)\s+(__hole_\d+__)/gi;
  if (where.test(text)) yield text.replace(where, '$1$2');
}

function tryParse(
  text: string,
  dialect: DialectName & ('postgresql' | 'mysql' | 'sqlite'),
): ReturnType<typeof parse> | undefined {
  try {
    return parse(text, { dialect, includeRange: true, paramTypes: PARAMETERS[dialect] });
  } catch {
    return undefined;
  }
}
