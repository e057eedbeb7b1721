/** Migrations that describe columns as objects: Sequelize's query interface and node-pg-migrate. */
import type { TSESTree } from '@typescript-eslint/types';
import { readItem } from './ddl-column.js';
import type { Change, ColumnChange, KeyChange } from './history.js';
import { bareName } from './naming.js';
import { indexFields, isFreshDefault } from './sequelize.js';
import { type Call, properties, resolve, scalar, text, texts, type Unit } from './syntax.js';
import { statementsOf } from './sql-tokens.js';

type Node = TSESTree.Node;
type Facts = ReadonlyMap<string, Node>;

/** Changes of one call, by the shape of its arguments. */
export function readObjectCall(call: Call, unit: Unit): readonly Change[] {
  const line = unit.line(call.node);
  const [first, second, third] = call.args;
  const table = tableName(first, unit);
  if (table === undefined || !second) return [];
  switch (call.name) {
    case 'createTable':
      return isObject(second, unit) ? [createdTable(table, second, third, unit, line)] : [];
    case 'addColumn':
    case 'addColumns':
    case 'changeColumn':
    case 'alterColumn':
      return changedColumns(call, table, unit, line);
    case 'addConstraint':
    case 'createConstraint':
      return addedConstraint(call, table, unit, line);
    case 'addIndex':
    case 'createIndex':
      return addedIndex(call, table, unit, line);
    case 'dropConstraint':
    case 'dropUniqueConstraint':
    case 'removeConstraint':
    case 'removeIndex':
    case 'dropIndex':
      return droppedKey(call, table, unit, line);
    case 'dropPrimaryKey':
      return [{ kind: 'drop-key', table, primary: true, line }];
    case 'dropColumn':
    case 'dropColumns':
    case 'removeColumn':
      return (texts(second, unit) ?? []).map((column): Change => ({ kind: 'drop-column', table, column, line }));
    case 'renameColumn':
      return renamedColumn(call, table, unit, line);
    default:
      return [];
  }
}

function renamedColumn(call: Call, table: string, unit: Unit, line: number): readonly Change[] {
  const column = text(call.args[1], unit);
  const to = text(call.args[2], unit);
  return column !== undefined && to !== undefined ? [{ kind: 'rename-column', table, column, to, line }] : [];
}

function isObject(node: Node, unit: Unit): boolean {
  return resolve(node, unit).type === 'ObjectExpression';
}

/** `'t'`, `{ schema, name: 't' }`, `{ tableName: 't' }`. */
function tableName(node: Node | undefined, unit: Unit): string | undefined {
  const facts = properties(node, unit);
  const name = text(node, unit) ?? text(facts.get('tableName') ?? facts.get('name'), unit);
  return name === undefined ? undefined : bareName(name);
}

function createdTable(table: string, list: Node, options: Node | undefined, unit: Unit, line: number): Change {
  const columns: ColumnChange[] = [];
  const keys: KeyChange[] = [];
  const primary: string[] = [];
  for (const [property, value] of properties(list, unit)) {
    const found = readColumn(property, value, unit);
    columns.push(found.column);
    keys.push(...found.keys.filter((k) => k.kind !== 'primary'));
    if (found.keys.some((k) => k.kind === 'primary')) primary.push(found.column.name);
  }
  if (primary.length > 0) keys.push({ kind: 'primary', columns: primary });
  const facts = properties(options, unit);
  for (const [name, value] of properties(facts.get('uniqueKeys'), unit)) {
    const fields = indexFields(properties(value, unit).get('fields'), unit);
    if (fields) keys.push({ kind: 'unique', columns: fields, name });
  }
  keys.push(...constraintKeys(properties(facts.get('constraints'), unit), undefined, unit));
  return {
    kind: 'create-table',
    table,
    ifNotExists: scalar(facts.get('ifNotExists'), unit) === true,
    columns,
    keys,
    line,
  };
}

/** A column's options; a shorthand is a type (`'text'`), and `'id'` stands for a serial primary key. */
function readColumn(property: string, value: Node, unit: Unit): { column: ColumnChange; keys: readonly KeyChange[] } {
  const shorthand = text(value, unit);
  const facts = properties(value, unit);
  const is = (key: string): boolean => scalar(facts.get(key), unit) === true;
  const name = text(facts.get('field'), unit) ?? property;
  const type = shorthand ?? text(facts.get('type'), unit) ?? '';
  const serial = type === 'id' || /serial/i.test(type);
  const isPrimary = shorthand === 'id' || is('primaryKey');
  const fallback = facts.get('defaultValue') ?? facts.get('default');
  const generated = serial || is('autoIncrement') || facts.has('sequenceGenerated') || isFreshDefault(fallback, unit);
  const required = serial || isPrimary || is('notNull') || scalar(facts.get('allowNull'), unit) === false;
  const keys: KeyChange[] = [];
  if (isPrimary) keys.push({ kind: 'primary', columns: [name] });
  const unique = facts.get('unique');
  if (unique && scalar(unique, unit) !== false)
    keys.push({ kind: 'unique', columns: [name], name: text(unique, unit) });
  return { column: { name, generated, nullable: !required }, keys };
}

/** `addColumn(t, 'c', {…})` of Sequelize, `addColumns(t, { c: {…} })` of node-pg-migrate. */
function changedColumns(call: Call, table: string, unit: Unit, line: number): readonly Change[] {
  const add = call.name.startsWith('add');
  const named = text(call.args[1], unit);
  const entries: readonly (readonly [string, Node])[] =
    named === undefined ? [...properties(call.args[1], unit)] : call.args[2] ? [[named, call.args[2]]] : [];
  return entries.flatMap(([property, value]): readonly Change[] => {
    const { column, keys } = readColumn(property, value, unit);
    const isPartial = call.name === 'alterColumn';
    const facts = properties(value, unit);
    const required = scalar(facts.get('notNull'), unit) ?? scalar(facts.get('allowNull'), unit);
    const kept = isPartial
      ? {
          name: column.name,
          ...(required === undefined ? {} : { nullable: column.nullable }),
          ...(facts.has('default') ? { generated: column.generated } : {}),
        }
      : column;
    return [
      { kind: 'set-column', table, column: kept, add, line },
      ...keys.map((key): Change => ({ kind: 'add-key', table, key, line })),
    ];
  });
}

/** `{ unique: ['a'] | [['a'], ['b', 'c']], primaryKey }` of node-pg-migrate; or SQL text. */
function constraintKeys(facts: Facts, name: string | undefined, unit: Unit): readonly KeyChange[] {
  const keys: KeyChange[] = [];
  const primary = texts(facts.get('primaryKey'), unit);
  if (primary) keys.push({ kind: 'primary', columns: primary, name });
  const list = facts.get('unique') && resolve(facts.get('unique') as Node, unit);
  const groups =
    list?.type === 'ArrayExpression' && list.elements.some((e) => e?.type === 'ArrayExpression')
      ? list.elements
      : list
        ? [list]
        : [];
  for (const group of groups) {
    const columns = group ? texts(group, unit) : undefined;
    if (columns) keys.push({ kind: 'unique', columns, name });
  }
  return keys;
}

function addedConstraint(call: Call, table: string, unit: Unit, line: number): readonly Change[] {
  const [, second, third] = call.args;
  const add = (key: KeyChange): Change => ({ kind: 'add-key', table, key, line });
  const name = text(second, unit);
  const sql = text(third, unit);
  if (name !== undefined && sql !== undefined)
    return statementsOf(sql).flatMap((s) => readItem(s).keys.map((k) => add({ ...k, name })));
  const isOld = second !== undefined && resolve(second, unit).type === 'ArrayExpression';
  const facts = properties(isOld || name !== undefined ? third : second, unit);
  const type = text(facts.get('type'), unit)?.toLowerCase();
  if (type === undefined) return constraintKeys(facts, name, unit).map(add);
  const columns = indexFields(isOld ? second : facts.get('fields'), unit);
  const kind = type === 'unique' ? 'unique' : type === 'primary key' ? 'primary' : undefined;
  return columns && kind ? [add({ kind, columns, name: text(facts.get('name'), unit) })] : [];
}

/** `addIndex(t, ['a'], { unique })`, `addIndex(t, { fields, unique })`, `createIndex(t, 'a', { unique, where })`. */
function addedIndex(call: Call, table: string, unit: Unit, line: number): readonly Change[] {
  const [, second, third] = call.args;
  const inOptions = second !== undefined && isObject(second, unit);
  const facts = properties(inOptions ? second : third, unit);
  const isUnique =
    scalar(facts.get('unique'), unit) === true ||
    [facts.get('type'), facts.get('indicesType')].some((t) => text(t, unit)?.toUpperCase() === 'UNIQUE');
  const columns = isUnique ? indexFields(inOptions ? facts.get('fields') : second, unit) : undefined;
  if (!columns || columns.some((c) => /[^\w]/.test(c))) return [];
  const nulls = text(facts.get('nulls'), unit);
  return [
    {
      kind: 'add-key',
      table,
      key: {
        columns,
        partial: facts.has('where'),
        nullsEqual: nulls === 'not distinct',
        name: text(facts.get('name'), unit) ?? text(facts.get('indexName'), unit),
      },
      line,
    },
  ];
}

/** By name, by columns, or by the definition that made it. */
function droppedKey(call: Call, table: string, unit: Unit, line: number): readonly Change[] {
  const [, second, third] = call.args;
  const name = text(second, unit) ?? text(properties(third ?? second, unit).get('name'), unit);
  const listed = second && resolve(second, unit).type === 'ArrayExpression' ? texts(second, unit) : undefined;
  if (listed) return [{ kind: 'drop-key', table, columns: listed, name, line }];
  return name === undefined ? [] : [{ kind: 'drop-key', table, name, line }];
}
