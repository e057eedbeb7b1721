import { describe, expect, it } from 'vitest';
import { keysOf, protects, schemaOf } from './reading.js';

function table(sql: string, name = 't'): readonly string[] {
  return keysOf(schemaOf({ '/app/schema.sql': sql }).find(name));
}

describe('create table', () => {
  it.each([
    ['column keys', 'CREATE TABLE t (id uuid PRIMARY KEY, k text NOT NULL UNIQUE)', ['primary id', 'unique k']],
    ['serial', 'CREATE TABLE t (id BIGSERIAL PRIMARY KEY)', ['primary id*']],
    ['identity', 'CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY)', ['primary id*']],
    ['uuid default', 'CREATE TABLE t (id uuid DEFAULT gen_random_uuid() NOT NULL PRIMARY KEY)', ['primary id*']],
    [
      'constant default',
      `CREATE TABLE t (k varchar(20) NOT NULL DEFAULT 'x'::character varying(20), UNIQUE (k))`,
      ['unique k'],
    ],
    ['nullable', 'CREATE TABLE t (k text UNIQUE)', ['unique k?']],
    ['nulls not distinct', 'CREATE TABLE t (k text UNIQUE NULLS NOT DISTINCT)', ['unique k? nulls equal']],
    [
      'table constraints',
      'CREATE TABLE IF NOT EXISTS public."t" (a int, b int NOT NULL, PRIMARY KEY (a), CONSTRAINT u UNIQUE (a, b))',
      ['primary a', 'unique a, b'],
    ],
    ['exclusion', 'CREATE TABLE t (k int NOT NULL, EXCLUDE USING gist (k WITH =))', ['unique k']],
    [
      'exclusion of ranges',
      'CREATE TABLE t (k int NOT NULL, during tsrange, EXCLUDE USING gist (k WITH =, during WITH &&))',
      [],
    ],
    [
      'actions of references',
      'CREATE TABLE t (k int NOT NULL UNIQUE REFERENCES o (id) ON DELETE SET NULL ON UPDATE SET DEFAULT)',
      ['unique k'],
    ],
    ['sqlite rowid', 'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, k TEXT) WITHOUT ROWID', ['primary id*']],
    ['a column called key', 'CREATE TABLE t (key varchar(80) NOT NULL UNIQUE, KEY idx (key))', ['unique key']],
    [
      'mysql',
      "CREATE TABLE `t` (`id` int unsigned NOT NULL AUTO_INCREMENT COMMENT 'it\\'s, a key', `k` varchar(64) NOT NULL, `at` datetime DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, PRIMARY KEY (`id`), UNIQUE KEY `uk` (`k`(20)), KEY `x` (`at`)) ENGINE=InnoDB",
      ['primary id*', 'unique k'],
    ],
    [
      'sql server',
      'CREATE TABLE [dbo].[t] ([Id] INT IDENTITY(1,1) NOT NULL, [K] NVARCHAR(50) NOT NULL, CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([Id] ASC), CONSTRAINT [UK] UNIQUE NONCLUSTERED ([K]))\nGO',
      ['primary Id*', 'unique K'],
    ],
    [
      'clickhouse enforces nothing',
      'CREATE TABLE t (id UUID, at DateTime) ENGINE = MergeTree() PRIMARY KEY (id) ORDER BY (id)',
      [],
    ],
    ['temporary tables are none', 'CREATE TEMP TABLE t (k int UNIQUE)', ['no table']],
  ])('%s', (_name, sql, keys) => {
    expect(table(sql)).toEqual(keys);
  });
});

describe('indexes and alterations', () => {
  const base = 'CREATE TABLE t (id bigserial PRIMARY KEY, k text NOT NULL, n text, s text NOT NULL);\n';
  it.each([
    [
      'unique index',
      'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON public.t USING btree (k DESC, s)',
      'unique k, s',
    ],
    ['partial index', 'CREATE UNIQUE INDEX i ON t (k) WHERE n IS NULL', 'unique k partial'],
    ['expression', 'CREATE UNIQUE INDEX i ON t (lower(k))', 'unique k'],
    ['expression that evens out nulls', `CREATE UNIQUE INDEX i ON t (s, coalesce(n, ''))`, 'unique s, n? nulls equal'],
    ['plain index', 'CREATE INDEX i ON t (k)', undefined],
    ['added constraint', 'ALTER TABLE ONLY t ADD CONSTRAINT u UNIQUE (k)', 'unique k'],
    ['mysql added key', 'ALTER TABLE `t` ADD UNIQUE INDEX `u` (`k`), ADD KEY `x` (`s`)', 'unique k'],
    ['added column', 'ALTER TABLE t ADD COLUMN m text NOT NULL UNIQUE', 'unique m'],
    [
      'constraint from an index',
      'CREATE UNIQUE INDEX i ON t (k); ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i',
      'unique k',
    ],
    [
      'inside a block',
      'DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT u UNIQUE (k); EXCEPTION WHEN duplicate_object THEN null; END $$',
      'unique k',
    ],
    ['made required', 'ALTER TABLE t ADD UNIQUE (n); ALTER TABLE t ALTER COLUMN n SET NOT NULL', 'unique n'],
    [
      'made required in mysql',
      'ALTER TABLE t ADD UNIQUE (n); ALTER TABLE t MODIFY COLUMN n varchar(20) NOT NULL',
      'unique n',
    ],
    ['renamed column', 'ALTER TABLE t ADD UNIQUE (k); ALTER TABLE t RENAME COLUMN k TO m', 'unique m'],
    [
      'dropped by its given name',
      'ALTER TABLE t ADD CONSTRAINT u UNIQUE (k); ALTER TABLE t DROP CONSTRAINT IF EXISTS u',
      undefined,
    ],
    ['dropped by its default name', 'ALTER TABLE t ADD UNIQUE (k); ALTER TABLE t DROP CONSTRAINT t_k_key', undefined],
    ['dropped index', 'CREATE UNIQUE INDEX u ON t (k); DROP INDEX IF EXISTS public.u', undefined],
    ['dropped column', 'ALTER TABLE t ADD UNIQUE (k); ALTER TABLE t DROP COLUMN k', undefined],
    ['undone', 'SELECT 1;\n-- migrate:down\nALTER TABLE t ADD UNIQUE (k);', undefined],
    [
      'after odd statements',
      "CREATE FUNCTION f() RETURNS trigger AS $f$ BEGIN x := '; CREATE'; END $f$ LANGUAGE plpgsql; GRANT ?? ON (((; ALTER TABLE t ADD UNIQUE (k)",
      'unique k',
    ],
  ])('%s', (_name, sql, key) => {
    expect(table(base + sql)).toEqual(['primary id*', ...(key === undefined ? [] : [key])]);
  });
});

describe('histories', () => {
  it('replays files in the order of their names', () => {
    const schema = schemaOf({
      '/app/migrations/V10__drop.sql': 'ALTER TABLE jobs DROP CONSTRAINT jobs_key;',
      '/app/migrations/V2__key.sql': 'ALTER TABLE jobs ADD CONSTRAINT jobs_key UNIQUE (key);',
      '/app/migrations/V1__init.sql': 'CREATE TABLE jobs (id serial primary key, key text not null);',
      '/app/migrations/V3__again.down.sql': 'DROP TABLE jobs;',
    });
    expect(keysOf(schema.find('jobs'))).toEqual(['primary id*']);
  });

  it('follows the way SQLite rebuilds a table', () => {
    const schema = schemaOf({
      '/app/migrations/1.sql': 'CREATE TABLE `jobs` (`id` integer primary key, `key` text);',
      '/app/migrations/2.sql':
        'CREATE TABLE `new_jobs` (`id` integer primary key, `key` text NOT NULL);\nDROP TABLE `jobs`;\nALTER TABLE `new_jobs` RENAME TO `jobs`;\nCREATE UNIQUE INDEX `u` ON `jobs` (`key`);',
    });
    expect(keysOf(schema.find('jobs'))).toEqual(['primary id*', 'unique key']);
    expect(schema.find('new_jobs')).toBeUndefined();
  });

  it('keeps histories of different directories apart', () => {
    const files = {
      '/a/migrations/1.sql': 'CREATE TABLE jobs (id int primary key);',
      '/b/migrations/1.sql': 'CREATE TABLE jobs (id int primary key);',
    };
    expect(keysOf(schemaOf(files).find('jobs'))).toEqual(['primary id']);
    expect(
      schemaOf({ ...files, '/b/migrations/2.sql': 'CREATE UNIQUE INDEX u ON jobs (key);' }).find('jobs'),
    ).toBeUndefined();
  });

  it('reads an alteration whose table stands in another directory', () => {
    const schema = schemaOf({
      '/a/schema/tables.sql': 'CREATE TABLE jobs (id serial primary key, k text not null);',
      '/a/migrations/1.sql': 'ALTER TABLE jobs ADD UNIQUE (k);',
    });
    expect(protects(schema.find('jobs'), 'k')).toBe('k');
  });

  it('passes over the rows of a dump', () => {
    const schema = schemaOf({
      '/a/dump.sql':
        "CREATE TABLE public.jobs (\n    id integer NOT NULL\n);\nCOPY public.jobs (id) FROM stdin;\n1\tit's; (\n\\.\n\nALTER TABLE ONLY public.jobs ALTER COLUMN id SET DEFAULT nextval('public.jobs_id_seq'::regclass);\nALTER TABLE ONLY public.jobs\n    ADD CONSTRAINT jobs_pkey PRIMARY KEY (id);\n",
    });
    expect(keysOf(schema.find('jobs'))).toEqual(['primary id*']);
    expect(schema.find('jobs')?.keys[0]?.line).toBe(9);
  });
});
