/** SQL text to statement facts, by a real parser; what it rejects stays unknown. */
import { createRequire } from 'node:module';
import type { DialectName, ParserOptions } from 'sql-parser-cst';
import { type Prepared, prepare } from './text.js';
import { ANY, readStatement, transactionStatement } from './facts.js';
import type { SqlDialect, SqlPart, SqlStatement } from './statement.js';

const START =
  /^\s*(?:(?:--[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)*(?:insert|update|delete|select|with|replace|merge|truncate|begin|start\s+transaction|commit|rollback|create|alter|drop|\()\b/i;
const MAX_LENGTH = 100_000;
/** Lock hints of SQL Server, which no parser takes. */
const LOCK_HINT = /\bwith\s*\([^)]*\b(?:updlock|holdlock|xlock|serializable)\b/i;

const PARAMETERS: Readonly<Record<'postgresql' | 'mysql' | 'sqlite', NonNullable<ParserOptions['paramTypes']>>> = {
  postgresql: ['$nr', ':name', '@name', '?'],
  mysql: ['?', ':name'],
  sqlite: ['?', '?nr', ':name', '@name', '$name'],
};

const cache = new Map<string, readonly SqlStatement[] | undefined>();

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
  const control = transactionControl(prepared.text);
  if (control) return [transactionStatement(control, dialect)];
  for (const text of variants(prepared.text)) {
    for (const name of dialectsFor(prepared.text, dialect)) {
      const cst = tryParse(text, name);
      if (cst) {
        return cst.statements
          .filter((s) => s.type !== 'empty')
          .map((s) => readStatement(s, { prepared, dialect: name, exact: text === prepared.text }))
          .map((s) => (LOCK_HINT.test(prepared.text) ? { ...s, locks: true } : s));
      }
    }
  }
  return undefined;
}

/** `BEGIN IMMEDIATE`, `START TRANSACTION ISOLATION LEVEL …`: the parser knows them without their options only. */
function transactionControl(text: string): 'begin' | 'commit' | 'rollback' | undefined {
  const word = /^\s*(begin|start\s+transaction|commit|rollback)\b(?!\s+(?:to|transaction\s+to)\b)[\w\s,]*;?\s*$/i.exec(
    text,
  )?.[1];
  if (word === undefined) return undefined;
  return /^[bs]/i.test(word) ? 'begin' : /^c/i.test(word) ? 'commit' : 'rollback';
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
    .replace(/\(\s*\$\S*?(?::name|~)\s*\)\s*values\s*\((\s*\$\S*?):(?:csv|list)\s*\)/gi, `(${ANY}) values ($1)`)
    .replace(/(\$(?:\d+|[<{(/[]\w+[>})/\]])):(?:csv|list|json|raw|value)\b/g, '$1')
    .replace(/\{(\w+)\s*:\s*[A-Za-z][^{}]*\}/g, ':$1 ')
    .replace(/\?\?/g, '__name__')
    .replace(/:(\w+):/g, '$1')
    .replace(/(?<![\w:]):(\d+)\b/g, '$$$1')
    .replace(/\bwith\s*\((?:\s*(?:updlock|holdlock|rowlock|serializable|nolock|readpast|xlock)\s*,?)+\)/gi, '')
    .replace(/(\bselect\s+)top\s*\(?\s*\d+\s*\)?/gi, '$1')
    .replace(/\boutput\s+(?:inserted|deleted)\.[\w*[\]]+(?:\s*,\s*(?:inserted|deleted)\.[\w*[\]]+)*/gi, '')
    .replace(/\$[<{(/[](\w+)[^>})/\]]*[>})/\]]/g, ':$1');
  if (named !== text) yield named;
  for (const [pattern, parsed] of EXPANSIONS) if (pattern.test(named)) yield named.replace(pattern, parsed);
  const expanded = EXPANSIONS.reduce((t, [pattern, parsed]) => t.replace(pattern, parsed), named);
  yield expanded;
  yield expanded.replace(LOOSE_HOLE, ' ');
}

/** What stands for rows, assignments, lists and conditions, and a form of it that parses. */
const EXPANSIONS: readonly (readonly [RegExp, string])[] = [
  [/(\binto\s+[\w."`]+)\s+(?:set\s+)?(__hole_\d+__|\?)(?!\s*[(=])/gi, `$1 (${ANY}) values ($2) `],
  [/(\binto\s+[\w."`]+\s*\([^()]*\)\s*values\s*)(__hole_\d+__|\?)/gi, '$1($2) '],
  [/(\bvalues\s+)(__hole_\d+__)(?!\s*[(,])/gi, '$1($2) '],
  [/(\bset\s+)(__hole_\d+__|\?)(?!\s*[=.])/gi, `$1${ANY} = $2 `],
  [/(\bin\s+)(__hole_\d+__|\?)/gi, '$1($2) '],
  [/(\bwhere\s+|\band\s+)(__hole_\d+__)\s+(__hole_\d+__)/gi, '$1$2'],
];

/** A hole where an optional clause stands: no operand is wanted before it, and no more of the expression follows. */
const LOOSE_HOLE =
  /(?<![-=<>+*/|,(%])(?<!\b(?:and|any|as|between|by|else|from|in|into|is|join|like|limit|not|offset|on|or|returning|select|set|then|update|values|when|where))\s+__hole_\d+__(?=\s*(?:$|;|\)|\b(?:where|order|group|having|limit|offset|returning|on|for|union)\b))/gi;

function tryParse(
  text: string,
  dialect: DialectName & ('postgresql' | 'mysql' | 'sqlite'),
): ReturnType<Parser['parse']> | undefined {
  try {
    return parser().parse(text, { dialect, includeRange: true, paramTypes: PARAMETERS[dialect] });
  } catch {
    return undefined;
  }
}

type Parser = typeof import('sql-parser-cst');
let loaded: Parser | undefined;

/** Loaded with the first statement: it is large, and most programs are asked about files without SQL. */
function parser(): Parser {
  return (loaded ??= createRequire(import.meta.url)('sql-parser-cst') as Parser);
}
