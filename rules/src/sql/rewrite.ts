/** Conflict clauses that fit behind a user's INSERT. */
import type { SqlStatement } from './statement.js';

export interface SqlInsertion {
  /** UTF-16 offset in the source file. */
  readonly offset: number;
  readonly text: string;
}

/**
 * The clause that makes a plain INSERT harmless when repeated, in the case of the user's own keywords; undefined when the
 * statement is no plain INSERT with known columns or its dialect has no such clause.
 * @param target columns of the key; they must be unique in the table
 */
export function conflictClause(
  statement: SqlStatement,
  action: 'nothing' | 'update',
  target: readonly string[],
): SqlInsertion | undefined {
  const { insertionOffset: offset, columns } = statement;
  if (statement.kind !== 'insert' || statement.conflict || offset === undefined || !columns || target.length === 0)
    return undefined;
  const others = columns.filter((c) => !target.includes(c));
  if (action === 'update' && others.length === 0) return undefined;
  const clause = clauseText(statement, action, target, others);
  if (clause === undefined) return undefined;
  return {
    offset,
    text: ` ${/^[a-z]/.test(statement.keyword) ? clause.replace(/\b(?:ON|CONFLICT|DO|NOTHING|UPDATE|SET|EXCLUDED|DUPLICATE|KEY|VALUES)\b/g, (k) => k.toLowerCase()) : clause}`,
  };
}

function clauseText(
  statement: SqlStatement,
  action: 'nothing' | 'update',
  target: readonly string[],
  others: readonly string[],
): string | undefined {
  switch (statement.dialect) {
    case 'postgresql':
    case 'sqlite': {
      const quoted = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name}"`);
      const head = `ON CONFLICT (${target.map(quoted).join(', ')}) DO`;
      return action === 'nothing'
        ? `${head} NOTHING`
        : `${head} UPDATE SET ${others.map((c) => `${quoted(c)} = EXCLUDED.${quoted(c)}`).join(', ')}`;
    }
    case 'mysql':
    case 'mariadb': {
      const first = target[0] ?? '';
      return action === 'nothing'
        ? `ON DUPLICATE KEY UPDATE ${first} = ${first}`
        : `ON DUPLICATE KEY UPDATE ${others.map((c) => `${c} = VALUES(${c})`).join(', ')}`;
    }
    case 'unknown':
      return undefined;
  }
}
