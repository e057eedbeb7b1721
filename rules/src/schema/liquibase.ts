/** What do the changelogs of Liquibase change? XML alone: its tags and their attributes, and the SQL in `<sql>`. */
import { readDdl } from './ddl.js';
import type { Change, ColumnChange, KeyChange } from './history.js';

/** A tag as it is opened, and what stands between it and its end. */
interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Tag[];
  readonly text: string;
  readonly line: number;
}

/** Is it a changelog? */
export function isChangelog(path: string, text: string): boolean {
  return path.endsWith('.xml') && text.includes('<databaseChangeLog');
}

/** Changes of the file in the order of its text; what `<rollback>` undoes is left out. */
export function readLiquibase(text: string): readonly Change[] {
  return tagsOf(text).flatMap(changesOf);
}

function changesOf(tag: Tag): readonly Change[] {
  const { attributes, line } = tag;
  const table = attributes.get('tableName') ?? '';
  const columns = namesIn(attributes.get('columnNames') ?? attributes.get('columnName'));
  const name = attributes.get('constraintName') ?? attributes.get('indexName');
  switch (tag.name) {
    case 'createTable':
      return [{ kind: 'create-table', table, line, ...rowOf(tag) }];
    case 'addColumn':
      return addedColumns(tag, table);
    case 'addPrimaryKey':
      return [{ kind: 'add-key', table, line, key: { kind: 'primary', columns, name } }];
    case 'addUniqueConstraint':
      return [{ kind: 'add-key', table, line, key: { columns, name } }];
    case 'createIndex': {
      if (attributes.get('unique') !== 'true') return [];
      const key = { columns: columnsIn(tag).map(({ column }) => column.name), name };
      return [{ kind: 'add-key', table, line, key }];
    }
    case 'dropUniqueConstraint':
    case 'dropIndex':
      return [{ kind: 'drop-key', table, line, name }];
    case 'dropPrimaryKey':
      return [{ kind: 'drop-key', table, line, primary: true }];
    case 'dropTable':
      return [{ kind: 'drop-table', table, line }];
    case 'renameTable':
      return [
        {
          kind: 'rename-table',
          table: attributes.get('oldTableName') ?? '',
          to: attributes.get('newTableName') ?? '',
          line,
        },
      ];
    case 'dropColumn':
      return [...columns, ...columnsIn(tag).map(({ column }) => column.name)].map((column) => ({
        kind: 'drop-column',
        table,
        column,
        line,
      }));
    case 'renameColumn': {
      const column = attributes.get('oldColumnName') ?? '';
      return [{ kind: 'rename-column', table, column, to: attributes.get('newColumnName') ?? '', line }];
    }
    case 'addNotNullConstraint':
    case 'dropNotNullConstraint': {
      const nullable = tag.name === 'dropNotNullConstraint';
      return columns.map((c) => ({ kind: 'set-column', table, column: { name: c, nullable }, add: false, line }));
    }
    case 'sql':
      return readDdl(tag.text, line);
    case 'rollback':
      return [];
    default:
      return tag.children.flatMap(changesOf);
  }
}

function addedColumns(tag: Tag, table: string): readonly Change[] {
  return columnsIn(tag).flatMap(({ column, keys, line }): readonly Change[] => [
    { kind: 'set-column', table, column, add: true, line },
    ...keys.map((key): Change => ({ kind: 'add-key', table, key, line })),
  ]);
}

/** Columns of a new table; all that are said to be primary make one key. */
function rowOf(tag: Tag): { readonly columns: readonly ColumnChange[]; readonly keys: readonly KeyChange[] } {
  const found = columnsIn(tag);
  const keys = found.flatMap((c) => c.keys);
  const primary = keys.filter((k) => k.kind === 'primary').flatMap((k) => k.columns);
  const unique = keys.filter((k) => k.kind !== 'primary');
  return {
    columns: found.map((c) => c.column),
    keys: primary.length > 0 ? [{ kind: 'primary', columns: primary }, ...unique] : unique,
  };
}

function columnsIn(tag: Tag): readonly { column: ColumnChange; keys: readonly KeyChange[]; line: number }[] {
  return tag.children
    .filter((c) => c.name === 'column')
    .map(({ attributes, children, line }) => {
      const name = attributes.get('name') ?? '';
      const constraints = children.filter((c) => c.name === 'constraints').map((c) => c.attributes);
      const says = (word: string): boolean => constraints.some((c) => c.get(word) === 'true');
      const keys: KeyChange[] = [];
      if (says('primaryKey')) keys.push({ kind: 'primary', columns: [name] });
      if (says('unique')) keys.push({ columns: [name], name: constraints[0]?.get('uniqueConstraintName') });
      return { column: { name, generated: isGenerated(attributes), nullable: isNullable(constraints) }, keys, line };
    });
}

function isNullable(constraints: readonly ReadonlyMap<string, string>[]): boolean {
  return !constraints.some((c) => c.get('nullable') === 'false' || c.get('primaryKey') === 'true');
}

/** A sequence, or a default that is computed on each insert. */
function isGenerated(attributes: ReadonlyMap<string, string>): boolean {
  return (
    attributes.get('autoIncrement') === 'true' ||
    /serial/i.test(attributes.get('type') ?? '') ||
    attributes.has('defaultValueComputed') ||
    attributes.has('defaultValueSequenceNext')
  );
}

function namesIn(list: string | undefined): readonly string[] {
  return list === undefined ? [] : list.split(',').map((n) => n.trim());
}

const TAG = /<(\/?)(?:\w+:)?(\w+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /(?:\w+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const COMMENT = /<!--[\s\S]*?-->/g;
const CDATA = /<!\[CDATA\[([\s\S]*?)\]\]>/g;

/** The tags at the top, with all that is in them. */
function tagsOf(xml: string): readonly Tag[] {
  const text = xml.replace(COMMENT, (c) => c.replace(/[^\n]/g, ' '));
  const top: Tag[] = [];
  const open: { readonly tag: Tag & { text: string; readonly children: Tag[] }; readonly from: number }[] = [];
  for (const found of text.matchAll(TAG)) {
    const [whole, closing, name = '', attributes = '', alone] = found;
    if (closing === '/') {
      const last = open.pop();
      if (last) last.tag.text = text.slice(last.from, found.index).replace(CDATA, '$1');
      continue;
    }
    const line = text.slice(0, found.index).split('\n').length;
    const tag = { name, attributes: attributesOf(attributes), children: [], text: '', line };
    (open.at(-1)?.tag.children ?? top).push(tag);
    if (alone === '') open.push({ tag, from: found.index + whole.length });
  }
  return top;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(ATTRIBUTE)].map(([, name = '', a, b]) => [name, a ?? b ?? '']));
}
