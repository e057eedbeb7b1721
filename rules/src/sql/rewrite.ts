/** What makes a user's plain INSERT harmless when it is repeated, in the user's own spelling. */
import type { SqlDialect, SqlStatement } from './statement.js';

export interface SqlInsertion {
  /** UTF-16 offset in the source file. */
  readonly offset: number;
  readonly text: string;
  /** A clause of its own, which may stand on a line of its own. */
  readonly clause: boolean;
}

export interface ConflictRepair {
  /** `ignore`: the row that is there stays. `update`: the columns of `updates` are written again. */
  readonly action: 'ignore' | 'update';
  /** Columns of the key; they must be unique in the table. */
  readonly key: readonly string[];
  readonly updates: readonly string[];
  /** The row only says that a message was seen: nothing is lost when every error of it is passed over. */
  readonly marker: boolean;
}

/** The insertion, or undefined when the statement is no plain INSERT whose columns are listed, or its dialect has no such clause. */
export function conflictRepair(s: SqlStatement, dialect: SqlDialect, repair: ConflictRepair): SqlInsertion | undefined {
  if (s.kind !== 'insert' || s.conflict || !s.columns || s.fromSelect || repair.key.length === 0) return undefined;
  if (repair.action === 'update' && (repair.updates.length === 0 || s.rows.length !== 1)) return undefined;
  const spelt = (name: string): string => s.spelling[s.columns?.indexOf(name) ?? -1] ?? name;
  if (repair.action === 'ignore' && repair.marker && isMysql(dialect)) {
    return s.keywordEnd === undefined ? undefined : { offset: s.keywordEnd, text: cased(s, ' IGNORE'), clause: false };
  }
  const text = clauseText(dialect, repair, spelt, (keyword) => cased(s, keyword));
  if (text === undefined || s.insertionOffset === undefined) return undefined;
  return { offset: s.insertionOffset, text: ` ${text}`, clause: true };
}

/** May a conflict on any unique key count, not only on the one meant? */
export function matchesAnyKey(dialect: SqlDialect): boolean {
  return dialect !== 'postgresql' && dialect !== 'sqlite';
}

/** The dialect a statement is written in, where the library does not tell: numbered parameters are PostgreSQL's, backquotes MySQL's. */
export function spokenDialect(statement: SqlStatement, text: string): SqlDialect {
  if (statement.dialect === 'postgresql' && /\$\d/.test(text)) return 'postgresql';
  return text.includes('`') && statement.dialect === 'mysql' ? 'mysql' : 'unknown';
}

function isMysql(dialect: SqlDialect): boolean {
  return dialect === 'mysql' || dialect === 'mariadb';
}

function cased(statement: SqlStatement, keyword: string): string {
  return /^[a-z]/.test(statement.keyword) ? keyword.toLowerCase() : keyword;
}

function clauseText(
  dialect: SqlDialect,
  { action, key, updates }: ConflictRepair,
  spelt: (name: string) => string,
  cased: (keyword: string) => string,
): string | undefined {
  switch (dialect) {
    case 'postgresql':
    case 'sqlite': {
      const head = `${cased('ON CONFLICT')} (${key.map(spelt).join(', ')}) ${cased('DO')}`;
      const set = updates.map((c) => `${spelt(c)} = ${cased('EXCLUDED')}.${spelt(c)}`).join(', ');
      return action === 'ignore' ? `${head} ${cased('NOTHING')}` : `${head} ${cased('UPDATE SET')} ${set}`;
    }
    case 'mysql':
    case 'mariadb': {
      const head = cased('ON DUPLICATE KEY UPDATE');
      const first = spelt(key[0] ?? '');
      const set = updates.map((c) => `${spelt(c)} = ${cased('VALUES')}(${spelt(c)})`).join(', ');
      return action === 'ignore' ? `${head} ${first} = ${first}` : `${head} ${set}`;
    }
    case 'unknown':
      return undefined;
  }
}
