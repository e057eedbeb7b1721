/** What does DDL text change? `CREATE`, `ALTER`, `DROP` of tables and unique indexes, in any dialect; the rest is passed over. */
import { readItem, readKeyColumns, readsFreshDefault, typeOf } from './ddl-column.js';
import type { Change, ColumnChange, KeyChange } from './history.js';
import { Cursor, splitByComma, statementsOf, type Token } from './sql-tokens.js';

const DOWN = /^[ \t]*--[ \t]*(?:migrate:down|\+(?:goose|migrate)\s+down|down\s+migration|down|rollback)\b.*$/im;
const UP = /^[ \t]*--[ \t]*(?:migrate:up|\+(?:goose|migrate)\s+up|up\s+migration|up)\b.*$/im;

/** Is the file one that undoes a migration? */
export function isDownFile(path: string): boolean {
  return /(?:^|[/._-])(?:down|undo|rollback)\.sql$|\/(?:down|undo|rollback)\/|\/U\d[\d._]*__[^/]*\.sql$|\/(?:drop|reset|teardown|cleanup)(?:[_-](?:all|db|database|tables?|schema))?\.sql$/i.test(
    path,
  );
}

/** Changes the text makes when it runs. */
export function readDdl(sql: string, firstLine = 1): readonly Change[] {
  return statementsOf(upPart(sql)).flatMap((s) => readStatement(s, firstLine - 1));
}

/** What undoes a migration is blanked, whichever part comes first. */
function upPart(sql: string): string {
  const down = DOWN.exec(sql);
  if (!down) return sql;
  const rest = sql.slice(down.index);
  const up = UP.exec(rest);
  const undone = up ? rest.slice(0, up.index) : rest;
  return sql.slice(0, down.index) + undone.replace(/[^\n]/g, '') + (up ? rest.slice(up.index) : '');
}

function readStatement(tokens: readonly Token[], offset: number): readonly Change[] {
  const cursor = new Cursor(startOf(tokens));
  const line = (cursor.peek()?.line ?? 1) + offset;
  if (cursor.eat('do')) {
    const body = cursor.rest().find((t) => t.kind === 'string');
    return body ? readDdl(body.text, body.line + offset) : [];
  }
  if (cursor.eat('create')) return created(cursor, line);
  if (cursor.eat('alter table')) return altered(cursor, line);
  if (cursor.eat('alter index')) return renamedIndex(cursor, line);
  if (cursor.eat('drop table')) return dropped(cursor, line);
  if (cursor.eat('drop index')) return droppedIndex(cursor, line);
  if (cursor.eat('rename table')) return splitByComma(cursor.rest()).flatMap((p) => renamedTable(new Cursor(p), line));
  return [];
}

/** Skips what wraps a statement in a block: `BEGIN`, `IF … THEN`. */
function startOf(tokens: readonly Token[]): readonly Token[] {
  if (!/^(?:begin|if|else|declare)$/i.test(tokens[0]?.text ?? '')) return tokens;
  const at = tokens.findIndex(
    (t, i) =>
      t.kind === 'word' &&
      /^(?:create|alter|drop)$/i.test(t.text) &&
      /^(?:table|unique|index)$/i.test(tokens[i + 1]?.text ?? ''),
  );
  return at < 0 ? tokens : tokens.slice(at);
}

function created(cursor: Cursor, line: number): readonly Change[] {
  cursor.eat('or replace');
  const temporary =
    cursor.eat('temp') || cursor.eat('temporary') || cursor.eat('global temporary') || cursor.eat('local temporary');
  if (cursor.eat('unlogged table') || cursor.eat('foreign table') || cursor.eat('table'))
    return temporary ? [] : createdTable(cursor, line);
  return cursor.eat('unique') ? createdIndex(cursor, line) : [];
}

/** ClickHouse and Redshift write keys down, and let duplicates in. */
function createdTable(cursor: Cursor, line: number): readonly Change[] {
  const ifNotExists = cursor.eat('if not exists');
  const table = tableName(cursor);
  if (table === undefined || cursor.eat('partition of')) return [];
  const columns: ColumnChange[] = [];
  const keys: KeyChange[] = [];
  let like = cursor.eat('like') ? cursor.name() : undefined;
  for (const part of splitByComma(cursor.group() ?? [])) {
    const item = readItem(part);
    if (item.column) columns.push(item.column);
    keys.push(...item.keys);
    if (item.like !== undefined && part.some((t) => /^(?:all|indexes)$/i.test(t.text))) like = item.like;
  }
  const tail = cursor
    .rest()
    .map((t) => t.text)
    .join(' ');
  const isEnforced = !/\bengine (?:= )?\w*(?:MergeTree|Log)\b|\bdistkey\b|\bsortkey\b/i.test(tail);
  return [{ kind: 'create-table', table, ifNotExists, columns, keys: isEnforced ? keys : [], like, line }];
}

function tableName(cursor: Cursor): string | undefined {
  const name = cursor.name();
  return name?.includes('__hole__') ? undefined : name;
}

function createdIndex(cursor: Cursor, line: number): readonly Change[] {
  if (!cursor.eat('clustered')) cursor.eat('nonclustered');
  if (!cursor.eat('index')) return [];
  cursor.eat('concurrently');
  cursor.eat('if not exists');
  const name = cursor.is(/^on$/i) ? undefined : cursor.name();
  if (cursor.eat('using')) cursor.next();
  if (!cursor.eat('on')) return [];
  cursor.eat('only');
  const table = tableName(cursor);
  if (cursor.eat('using')) cursor.next();
  const list = readKeyColumns(cursor.group() ?? []);
  if (table === undefined || !list) return [];
  const tail = cursor.rest();
  const has = (words: RegExp): boolean => words.test(tail.map((t) => t.text).join(' '));
  const nullsEqual = list.nullsEqual || has(/\bnulls not distinct\b/i);
  return [
    {
      kind: 'add-key',
      table,
      key: { kind: 'unique', columns: list.columns, partial: has(/\bwhere\b/i), nullsEqual, name },
      line,
    },
  ];
}

function dropped(cursor: Cursor, line: number): readonly Change[] {
  cursor.eat('if exists');
  return splitByComma(cursor.rest()).flatMap((p): readonly Change[] => {
    const table = tableName(new Cursor(p));
    return table === undefined ? [] : [{ kind: 'drop-table', table, line }];
  });
}

function droppedIndex(cursor: Cursor, line: number): readonly Change[] {
  cursor.eat('concurrently');
  cursor.eat('if exists');
  return splitByComma(cursor.rest()).flatMap((p): readonly Change[] => {
    const part = new Cursor(p);
    const name = part.name();
    return name === undefined
      ? []
      : [{ kind: 'drop-key', table: part.eat('on') ? part.name() : undefined, name, line }];
  });
}

function renamedTable(cursor: Cursor, line: number): readonly Change[] {
  const table = tableName(cursor);
  const to = cursor.eat('to') ? tableName(cursor) : undefined;
  return table === undefined || to === undefined ? [] : [{ kind: 'rename-table', table, to, line }];
}

function renamedIndex(cursor: Cursor, line: number): readonly Change[] {
  cursor.eat('if exists');
  const name = cursor.name();
  const to = cursor.eat('rename to') ? cursor.name() : undefined;
  return name === undefined || to === undefined ? [] : [{ kind: 'rename-key', name, to, line }];
}

function altered(cursor: Cursor, line: number): readonly Change[] {
  cursor.eat('if exists');
  cursor.eat('only');
  const table = tableName(cursor);
  if (table === undefined) return [];
  return splitByComma(cursor.rest()).flatMap((part) => readAction(new Cursor(part), table, line));
}

function readAction(cursor: Cursor, table: string, line: number): readonly Change[] {
  if (cursor.eat('with check') || cursor.eat('with nocheck')) return readAction(cursor, table, line);
  if (cursor.eat('add')) return added(cursor, table, line);
  if (cursor.eat('drop')) return removed(cursor, table, line);
  if (cursor.eat('rename')) return renamed(cursor, table, line);
  if (cursor.eat('alter')) return columnAltered(cursor, table, line);
  const changed = cursor.eat('change');
  if (!changed && !cursor.eat('modify')) return [];
  cursor.eat('column');
  const from = changed ? cursor.name() : undefined;
  const { column, keys } = readItem(cursor.rest());
  if (!column) return [];
  const renaming: readonly Change[] =
    from !== undefined && from !== column.name
      ? [{ kind: 'rename-column', table, column: from, to: column.name, line }]
      : [];
  return [
    ...renaming,
    { kind: 'set-column', table, column, add: false, line },
    ...keys.map((key): Change => ({ kind: 'add-key', table, key, line })),
  ];
}

function added(cursor: Cursor, table: string, line: number): readonly Change[] {
  cursor.eat('column');
  cursor.eat('if not exists');
  const group = cursor.group();
  return (group ? splitByComma(group) : [cursor.rest()]).flatMap((part): readonly Change[] => {
    const { column, keys, from } = readItem(part);
    return [
      ...(column ? [{ kind: 'set-column', table, column, add: true, line } satisfies Change] : []),
      ...keys.map((key): Change => ({ kind: 'add-key', table, key, from, line })),
    ];
  });
}

function removed(cursor: Cursor, table: string, line: number): readonly Change[] {
  if (cursor.eat('primary key')) return [{ kind: 'drop-key', table, primary: true, line }];
  if (cursor.is(/^(?:foreign|check|partition|default)$/i)) return [];
  const isKey = cursor.eat('constraint') || cursor.eat('index') || cursor.eat('key');
  if (!isKey) cursor.eat('column');
  cursor.eat('if exists');
  const name = cursor.name();
  if (name === undefined) return [];
  return [isKey ? { kind: 'drop-key', table, name, line } : { kind: 'drop-column', table, column: name, line }];
}

function renamed(cursor: Cursor, table: string, line: number): readonly Change[] {
  if (cursor.eat('to') || cursor.eat('as')) {
    const to = tableName(cursor);
    return to === undefined ? [] : [{ kind: 'rename-table', table, to, line }];
  }
  const isKey = cursor.eat('constraint') || cursor.eat('index') || cursor.eat('key');
  if (!isKey) cursor.eat('column');
  const from = cursor.name();
  const to = cursor.eat('to') ? cursor.name() : undefined;
  if (from === undefined || to === undefined) return [];
  return [
    isKey ? { kind: 'rename-key', name: from, to, line } : { kind: 'rename-column', table, column: from, to, line },
  ];
}

function columnAltered(cursor: Cursor, table: string, line: number): readonly Change[] {
  cursor.eat('column');
  const name = cursor.name();
  if (name === undefined) return [];
  const change = (facts: Omit<ColumnChange, 'name'>): readonly Change[] => [
    { kind: 'set-column', table, column: { name, ...facts }, add: false, line },
  ];
  if (cursor.eat('set not null')) return change({ nullable: false });
  if (cursor.eat('drop not null')) return change({ nullable: true });
  if (cursor.eat('set default')) return change({ generated: readsFreshDefault(cursor) });
  if (cursor.eat('drop default') || cursor.eat('drop identity')) return change({ generated: false });
  if (cursor.eat('add generated')) return change({ generated: true });
  if (cursor.eat('type') || cursor.eat('set data type')) return change({ type: typeOf(cursor.rest()) ?? 'unknown' });
  return [];
}
