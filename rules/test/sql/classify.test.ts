/** What a second execution of a statement does, and what a builder puts into its text. */
import { describe, expect, it } from 'vitest';
import { readSql } from '../../src/sql/read.js';
import { classifySql, type SqlDialect, type SqlPart, type SqlStatement } from '../../src/sql/statement.js';

/** `{}` stands for a hole. */
function read(text: string, dialect: SqlDialect = 'unknown'): readonly SqlStatement[] | undefined {
  const parts = text.split('{}').flatMap((piece, i): readonly SqlPart[] => {
    const own: SqlPart = { kind: 'text', text: piece, raw: piece, start: 0 };
    return i === 0 ? [own] : [{ kind: 'hole', index: i - 1 }, own];
  });
  return readSql(parts, dialect)?.flatMap((s) => [...s.nested, s]);
}

const kinds: readonly (readonly [text: string, ...kinds: string[]])[] = [
  ['INSERT INTO t (a) VALUES ($1)', 'insert'],
  ['INSERT INTO t (a) VALUES ($1) ON CONFLICT DO NOTHING', 'claim'],
  ['INSERT IGNORE INTO t (a) VALUES (?)', 'claim'],
  ['INSERT OR IGNORE INTO t (a) VALUES (?)', 'claim'],
  ['INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET b = EXCLUDED.b', 'upsert'],
  ['INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET n = t.n + EXCLUDED.n', 'relative'],
  ['INSERT INTO t (a, b) SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM t WHERE a = $1)', 'conditional'],
  ['UPDATE t SET a = $1 WHERE id = $2', 'absolute'],
  ['UPDATE t SET n = n + 1 WHERE id = $1', 'relative'],
  ['UPDATE t SET n = n - $1 WHERE id = $2 AND n >= $1', 'relative'],
  ['UPDATE t SET n = GREATEST(n - $1, 0) WHERE id = $2', 'relative'],
  ['UPDATE t SET n = GREATEST(n, $1) WHERE id = $2', 'absolute'],
  ['UPDATE t SET n = COALESCE(n, 0) + 1 WHERE id = $2', 'relative'],
  ['UPDATE t SET on_ = NOT on_ WHERE id = $2', 'relative'],
  ["UPDATE t SET s = CASE WHEN s = 'a' THEN 'b' ELSE s END WHERE id = $1", 'absolute'],
  ['UPDATE t SET total = (SELECT SUM(total) FROM lines)', 'absolute'],
  ['UPDATE t SET d = d || $1::jsonb WHERE id = $2', 'relative'],
  ["UPDATE t SET d = d || jsonb_build_object('a', $1) WHERE id = $2", 'absolute'],
  ['UPDATE t SET l = array_append(l, $1) WHERE id = $2', 'relative'],
  ['UPDATE t SET l = array_append(l, $1), n = n + 1 WHERE id = $2 AND NOT ($1 = ANY(l))', 'conditional'],
  ["UPDATE t SET s = 'paid' WHERE id = $1 AND s = 'new'", 'conditional'],
  ["UPDATE t SET s = 'paid', n = n + 1 WHERE s IN ('new', 'open')", 'conditional'],
  ["UPDATE t SET s = 'paid', n = n + 1 WHERE s <> 'closed'", 'relative'],
  ["UPDATE t SET s = 'paid', n = n + 1 WHERE s <> 'paid'", 'conditional'],
  ['UPDATE t SET at = now() WHERE id = $1 AND at IS NULL', 'conditional'],
  ['UPDATE t SET at = now() WHERE id = $1 AND at IS NOT NULL', 'absolute'],
  ['UPDATE t SET v = $1 WHERE id = $2 AND v < $1', 'conditional'],
  ['UPDATE t SET v = v + 1, n = n + 1 WHERE id = $1 AND v = $2', 'conditional'],
  [
    'WITH m AS (INSERT INTO i (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1) UPDATE t SET n = n + 1 WHERE EXISTS (SELECT 1 FROM m)',
    'claim',
    'conditional',
  ],
  ['INSERT INTO dbo.Orders (Id) OUTPUT inserted.Id VALUES (@id)', 'insert'],
  ['SELECT TOP 1 * FROM Orders WITH (UPDLOCK) WHERE Id = @id', 'read'],
  ['DELETE FROM t WHERE id = $1', 'delete'],
  ["SELECT pg_notify('orders', $1)", 'publish'],
  ['INSERT INTO t (day) VALUES ({day: Date})', 'insert'],
  ['BEGIN ISOLATION LEVEL SERIALIZABLE', 'none'],
];

describe('statements', () => {
  it.each(kinds)('%s', (text, ...expected) => {
    expect(read(text)?.map(classifySql)).toEqual(expected);
  });
});

const expansions: readonly (readonly [text: string, dialect: SqlDialect, expanded: string])[] = [
  ['insert into t {}', 'postgresql', 'hole'],
  ['insert into t {} on conflict (a) do nothing returning *', 'postgresql', 'hole'],
  ['insert into t (a, b) values {}', 'postgresql', 'hole'],
  ['update t set {} where id = {}', 'postgresql', 'hole'],
  ['INSERT INTO t SET ?', 'mysql', 'parameter'],
  ['UPDATE t SET ? WHERE id = ?', 'mysql', 'parameter'],
  ['insert into t ($1:name) values ($1:csv)', 'postgresql', 'parameter'],
];

describe('what builders expand', () => {
  it.each(expansions)('%s', (text, dialect, expanded) => {
    expect(read(text, dialect)?.[0]?.expanded?.kind).toBe(expanded);
  });
  it.each(['update t set a = {} {}', 'update t set n = n + {} where a = {} {}', 'select 1 from t {} order by a'])(
    'an optional clause: %s',
    (text) => {
      expect(read(text, 'postgresql')?.[0]?.table).toBe('t');
    },
  );
  it('rejects what no dialect takes', () => {
    expect(read('insert into where values')).toBeUndefined();
  });
});
