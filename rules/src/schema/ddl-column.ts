/** One item of a table definition: a column with its keys, or a table constraint. */
import type { ColumnChange, KeyChange } from './history.js';
import { Cursor, splitByComma, type Token } from './sql-tokens.js';

const SERIAL = /^(?:(?:big|small)?serial[248]?|rowversion)$/i;
const CLOCK = /^(?:current_(?:timestamp|date|time)|localtime(?:stamp)?|sysdate|systimestamp)$/i;
const ENDS_DEFAULT =
  /^(?:not|null|unique|primary|check|references|constraint|comment|on|collate|generated|auto_?increment|identity|visible|invisible|first|after|key)$/i;
const TYPE =
  /^(?:n?(?:var)?char(?:acter)?|var(?:char2|binary)|text|(?:tiny|medium|long)(?:text|blob|int)|(?:small|big)?int(?:eger|2|4|8)?|(?:big|small)?serial|uuid|uniqueidentifier|bool(?:ean)?|bit|json|jsonb|bytea|blob|binary|date|time|timestamp|timestamptz|datetime2?|numeric|decimal|real|float|double|money|citext|ulid|xml|enum)$/i;

/** What one item declares. */
export interface Item {
  readonly column?: ColumnChange | undefined;
  readonly keys: readonly KeyChange[];
  readonly like?: string | undefined;
  /** An index that becomes the constraint. */
  readonly from?: string | undefined;
}

const NOTHING: Item = { keys: [] };

/** An item of `CREATE TABLE (…)`, or what follows `ADD`. */
export function readItem(tokens: readonly Token[]): Item {
  const cursor = new Cursor(tokens);
  const name = cursor.eat('constraint') ? cursor.name() : undefined;
  if (cursor.is(/^primary$/i) && cursor.is(/^key$/i, 1)) return constraint(cursor, 'primary', name);
  if (cursor.is(/^unique$/i)) return constraint(cursor, 'unique', name);
  if (cursor.is(/^exclude$/i)) return exclusion(cursor, name);
  if (name !== undefined || cursor.is(/^(?:foreign|check|fulltext|spatial|period|partition)$/i)) return NOTHING;
  if (cursor.is(/^(?:key|index)$/i) && !isType(cursor.peek(1))) return NOTHING;
  if (cursor.eat('like')) return { keys: [], like: cursor.name() };
  return columnItem(cursor);
}

function isType(token: Token | undefined): boolean {
  return token?.kind === 'word' && TYPE.test(token.text);
}

/** `PRIMARY KEY (…)`, `UNIQUE KEY name (…)`, `UNIQUE NULLS NOT DISTINCT (…)`, `UNIQUE USING INDEX name`. */
function constraint(cursor: Cursor, kind: 'primary' | 'unique', given: string | undefined): Item {
  cursor.next();
  let name = given;
  let nullsEqual = false;
  for (;;) {
    if (cursor.isOpen() || cursor.done) break;
    if (cursor.eat('nulls not distinct')) nullsEqual = true;
    else if (cursor.eat('using index')) return { keys: [{ kind, columns: [], name }], from: cursor.name() };
    else if (cursor.eat('using')) cursor.next();
    else if (!(
      cursor.eat('key') ||
      cursor.eat('index') ||
      cursor.eat('clustered') ||
      cursor.eat('nonclustered') ||
      cursor.eat('nulls distinct')
    ))
      name = cursor.name() ?? cursor.next()?.text;
  }
  const list = readKeyColumns(cursor.group() ?? []);
  return list ? { keys: [{ kind, ...list, nullsEqual: nullsEqual || list.nullsEqual, name }] } : NOTHING;
}

/** `EXCLUDE USING gist (a WITH =)` is a unique key when every operator is `=`. */
function exclusion(cursor: Cursor, name: string | undefined): Item {
  while (!cursor.done && !cursor.isOpen()) cursor.next();
  const parts = splitByComma(cursor.group() ?? []);
  const columns = parts.map((p) => (p.length === 3 && p[2]?.text === '=' ? p[0]?.text : undefined));
  if (!columns.every((c) => c !== undefined)) return NOTHING;
  return { keys: [{ kind: 'unique', columns, partial: cursor.is(/^where$/i), name }] };
}

/** Columns of an index: plain, with length or direction, or those inside an expression. Undefined when one is not known. */
export function readKeyColumns(
  tokens: readonly Token[],
): { columns: readonly string[]; nullsEqual: boolean } | undefined {
  const columns: string[] = [];
  let nullsEqual = false;
  for (const part of splitByComma(tokens)) {
    const isPlain =
      (part[0]?.kind === 'name' || part[0]?.kind === 'word') && (part[1]?.text !== '(' || part[2]?.kind === 'number');
    const found = isPlain && part[0] ? [part[0].text] : columnsInside(part);
    if (found.length === 0 || found.some((c) => c.includes('__hole__'))) return undefined;
    nullsEqual ||= !isPlain && part.some((t) => /^(?:coalesce|ifnull|nvl)$/i.test(t.text));
    columns.push(...found.filter((c) => !columns.includes(c)));
  }
  return { columns, nullsEqual };
}

function columnsInside(part: readonly Token[]): readonly string[] {
  return part.flatMap((t, i) => {
    const isName =
      t.kind === 'name' ||
      (t.kind === 'word' && !/^(?:asc|desc|nulls|first|last|collate|as|null|and|or|not|is)$/i.test(t.text));
    return isName &&
      part[i + 1]?.text !== '(' &&
      part[i - 1]?.text !== '::' &&
      !/^(?:as|collate)$/i.test(part[i - 1]?.text ?? '')
      ? [t.text]
      : [];
  });
}

function columnItem(cursor: Cursor): Item {
  const name = cursor.next();
  if (!name || (name.kind !== 'word' && name.kind !== 'name') || name.text.includes('__hole__')) return NOTHING;
  const tokens = cursor.rest();
  const facts = columnFacts(tokens);
  const keys: KeyChange[] = [];
  if (facts.primary) keys.push({ kind: 'primary', columns: [name.text], name: facts.primary.name });
  if (facts.unique)
    keys.push({ kind: 'unique', columns: [name.text], nullsEqual: facts.nullsEqual, name: facts.unique.name });
  return {
    column: { name: name.text, generated: facts.generated, nullable: facts.nullable, type: typeOf(tokens) },
    keys,
  };
}

/** `varchar(36)`, `character varying(36)`, `uuid`. */
export function typeOf(tokens: readonly Token[]): string | undefined {
  const words = tokens.slice(0, 2).filter((t, i) => t.kind === 'word' && (i === 0 || /^varying$/i.test(t.text)));
  const [open, length] = tokens.slice(words.length);
  const size = open?.text === '(' && length?.kind === 'number' ? `(${length.text})` : '';
  return words.length === 0 ? undefined : words.map((w) => w.text.toLowerCase()).join(' ') + size;
}

interface ColumnFacts {
  readonly primary: { readonly name: string | undefined } | undefined;
  readonly unique: { readonly name: string | undefined } | undefined;
  readonly nullsEqual: boolean;
  readonly generated: boolean;
  readonly nullable: boolean;
}

/** What stands after a column's name. */
function columnFacts(tokens: readonly Token[]): ColumnFacts {
  const cursor = new Cursor(tokens);
  const type = tokens[0]?.text ?? '';
  let primary: ColumnFacts['primary'];
  let unique: ColumnFacts['unique'];
  let name: string | undefined;
  let [nullsEqual, generated, required] = [false, SERIAL.test(type), SERIAL.test(type)];
  while (!cursor.done) {
    if (cursor.group()) continue;
    if (cursor.eat('constraint')) name = cursor.name();
    else if (cursor.eat('primary key')) primary = { name };
    else if (cursor.eat('unique')) unique = { name };
    else if (cursor.eat('nulls not distinct')) nullsEqual = true;
    else if (cursor.eat('not null')) required = true;
    else if (
      cursor.eat('as identity') ||
      cursor.eat('auto_increment') ||
      cursor.eat('autoincrement') ||
      (cursor.is(/^identity$/i) && cursor.next())
    )
      generated = true;
    else if (cursor.eat('set default') || cursor.eat('on update')) cursor.next();
    else if (cursor.eat('default')) generated = readsFreshDefault(cursor) || generated;
    else cursor.next();
  }
  if (primary && /^integer$/i.test(type)) generated = true;
  return { primary, unique, nullsEqual, generated, nullable: !required && !primary };
}

/** The expression after `DEFAULT`: does it call anything? Constants and casts do not. */
export function readsFreshDefault(cursor: Cursor): boolean {
  let fresh = false;
  for (let first = true; !cursor.done; first = false) {
    if (!first && cursor.is(ENDS_DEFAULT)) break;
    if (cursor.peek()?.text === '::') {
      cursor.next();
      while (cursor.is(/./) && !cursor.is(ENDS_DEFAULT)) cursor.next();
      cursor.group();
      continue;
    }
    const inner = cursor.group();
    if (inner) fresh = readsFreshDefault(new Cursor(inner)) || fresh;
    else {
      if (cursor.is(CLOCK) || (cursor.is(/./) && cursor.isOpen(1))) fresh = true;
      cursor.next();
    }
  }
  return fresh;
}
