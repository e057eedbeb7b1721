/** Which writes of a database function are certain, and what are its parameters? */
import { describe, expect, it } from 'vitest';
import { readRoutines } from '../../src/schema/routines.js';

function routine(sql: string): unknown {
  return [...readRoutines([{ path: 'migrations/1.sql', text: sql }]).values()];
}

const body = (statements: string): string =>
  `CREATE FUNCTION f() RETURNS VOID LANGUAGE plpgsql AS $$ DECLARE n INT; BEGIN ${statements} END; $$;`;

describe('routines', () => {
  it.each([
    ['a INT, b TEXT', ['a', 'b']],
    ['IN a INT, OUT b TEXT, INOUT c TEXT DEFAULT NULL', ['a', 'c']],
    ['INT, numeric(10, 2)', ['', '']],
    ['', []],
  ])('parameters (%s)', (list, parameters) => {
    const sql = `create or replace function public.f(${list}) returns void language sql as 'delete from t';`;
    expect(routine(sql)).toEqual([{ name: 'f', parameters, writes: ['delete from t'] }]);
  });

  it.each([
    ['INSERT INTO t VALUES (1); UPDATE t SET n = 1;', ['INSERT INTO t VALUES (1)', 'UPDATE t SET n = 1']],
    ["INSERT INTO t VALUES ('a;b'); -- DELETE FROM t;\n", ["INSERT INTO t VALUES ('a;b')"]],
    ['UPDATE t SET n = n + 1 RETURNING n INTO n; RETURN n;', ['UPDATE t SET n = n + 1 RETURNING n']],
    ['n := 1; SELECT 1 INTO n; DELETE FROM t;', ['DELETE FROM t']],
    ['DELETE FROM t; IF NOT FOUND THEN INSERT INTO t VALUES (1); END IF; INSERT INTO t VALUES (2);', ['DELETE FROM t']],
    ['FOR n IN 1..2 LOOP INSERT INTO t VALUES (n); END LOOP;', []],
    ['INSERT INTO t VALUES (1); EXCEPTION WHEN unique_violation THEN NULL;', []],
  ])('writes of %s', (statements, writes) => {
    expect(routine(body(statements))).toEqual([{ name: 'f', parameters: [], writes }]);
  });

  it('takes the last definition, and none of another language', () => {
    const files = [
      {
        path: 'migrations/2.sql',
        text: "create or replace function f() returns void language sql as 'delete from b';",
      },
      { path: 'migrations/1.sql', text: "create function f() returns void language sql as 'delete from a';" },
      {
        path: 'migrations/3.sql',
        text: "create or replace function f() returns void language plv8 as 'delete from c';",
      },
      {
        path: 'migrations/4.down.sql',
        text: "create or replace function f() returns void language sql as 'delete from d';",
      },
    ];
    expect(readRoutines(files).get('f')?.writes).toEqual(['delete from b']);
  });
});
