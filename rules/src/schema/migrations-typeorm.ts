/** TypeORM's query runner: `createTable(new Table({…}))`, `createIndex('t', new TableIndex({…}))` and their kin. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Change, ColumnChange, KeyChange } from './history.js';
import { bareName } from './naming.js';
import { type Call, elements, lastName, properties, resolve, scalar, text, texts, type Unit } from './syntax.js';

type Node = TSESTree.Node;
type Facts = ReadonlyMap<string, Node>;

/** Changes of one call; none when its arguments are not the query runner's. */
export function readTypeormCall(call: Call, unit: Unit): readonly Change[] {
  const line = unit.line(call.node);
  const [first, second, third] = call.args;
  const created = first && construction(first, 'Table', unit);
  if (call.name === 'createTable' && created) return createdTable(created, scalar(second, unit) === true, unit, line);
  const table = text(first, unit);
  if (table === undefined || !second) return [];
  const name = bareName(table);
  switch (call.name) {
    case 'createUniqueConstraint':
    case 'createUniqueConstraints':
      return elements(second, unit).flatMap((e) =>
        added(name, keyOf(construction(e, 'TableUnique', unit), 'unique', unit), line),
      );
    case 'createIndex':
    case 'createIndices':
      return elements(second, unit).flatMap((e) =>
        added(name, indexKey(construction(e, 'TableIndex', unit), unit), line),
      );
    case 'createPrimaryKey': {
      const columns = texts(second, unit);
      return columns ? added(name, { kind: 'primary', columns }, line) : [];
    }
    case 'addColumn':
    case 'addColumns':
      return elements(second, unit).flatMap((e) => addedColumn(name, construction(e, 'TableColumn', unit), unit, line));
    case 'changeColumn':
      return changedColumn(name, text(second, unit), construction(third, 'TableColumn', unit), unit, line);
    default:
      return [];
  }
}

/** Options of `new TableX({…})`, or of a bare object where one is accepted. */
function construction(node: Node | undefined, name: string, unit: Unit): Facts | undefined {
  const at = node && resolve(node, unit);
  return at?.type === 'NewExpression' && lastName(at.callee) === name ? properties(at.arguments[0], unit) : undefined;
}

function createdTable(facts: Facts, ifNotExists: boolean, unit: Unit, line: number): readonly Change[] {
  const table = text(facts.get('name'), unit);
  if (table === undefined) return [];
  const columns: ColumnChange[] = [];
  const keys: KeyChange[] = [];
  const primary: string[] = [];
  for (const entry of elements(facts.get('columns'), unit)) {
    const own = construction(entry, 'TableColumn', unit) ?? properties(entry, unit);
    const column = columnOf(own, unit);
    if (!column) continue;
    columns.push(column);
    if (scalar(own.get('isPrimary'), unit) === true) primary.push(column.name);
    if (scalar(own.get('isUnique'), unit) === true) keys.push({ kind: 'unique', columns: [column.name] });
  }
  if (primary.length > 0) keys.push({ kind: 'primary', columns: primary });
  for (const entry of elements(facts.get('uniques'), unit))
    keys.push(...(keyOf(construction(entry, 'TableUnique', unit) ?? properties(entry, unit), 'unique', unit) ?? []));
  for (const entry of elements(facts.get('indices'), unit))
    keys.push(...(indexKey(construction(entry, 'TableIndex', unit) ?? properties(entry, unit), unit) ?? []));
  return [{ kind: 'create-table', table: bareName(table), ifNotExists, columns, keys, line }];
}

function columnOf(facts: Facts, unit: Unit): ColumnChange | undefined {
  const name = text(facts.get('name'), unit);
  if (name === undefined) return undefined;
  const is = (key: string): boolean => scalar(facts.get(key), unit) === true;
  const fallback = text(facts.get('default'), unit) ?? '';
  const generated =
    is('isGenerated') ||
    facts.has('generationStrategy') ||
    /serial/i.test(text(facts.get('type'), unit) ?? '') ||
    /^(?!').*\w\s*\(|^current_/i.test(fallback);
  return { name, generated, nullable: is('isNullable') };
}

function keyOf(facts: Facts | undefined, kind: 'primary' | 'unique', unit: Unit): KeyChange[] | undefined {
  const columns = texts(facts?.get('columnNames'), unit);
  return columns ? [{ kind, columns, name: text(facts?.get('name'), unit) }] : undefined;
}

function indexKey(facts: Facts | undefined, unit: Unit): KeyChange[] | undefined {
  if (!facts || scalar(facts.get('isUnique'), unit) !== true) return undefined;
  return keyOf(facts, 'unique', unit)?.map((k) => ({ ...k, partial: facts.has('where') || facts.has('isSparse') }));
}

function added(table: string, keys: KeyChange | readonly KeyChange[] | undefined, line: number): readonly Change[] {
  return (keys === undefined ? [] : 'columns' in keys ? [keys] : keys).map((key): Change => ({
    kind: 'add-key',
    table,
    key,
    line,
  }));
}

function addedColumn(table: string, facts: Facts | undefined, unit: Unit, line: number): readonly Change[] {
  const column = facts && columnOf(facts, unit);
  if (!column) return [];
  const unique =
    scalar(facts.get('isUnique'), unit) === true ? added(table, { kind: 'unique', columns: [column.name] }, line) : [];
  return [{ kind: 'set-column', table, column, add: true, line }, ...unique];
}

function changedColumn(
  table: string,
  from: string | undefined,
  facts: Facts | undefined,
  unit: Unit,
  line: number,
): readonly Change[] {
  const column = facts && columnOf(facts, unit);
  if (!column) return [];
  const renaming: readonly Change[] =
    from !== undefined && from !== column.name
      ? [{ kind: 'rename-column', table, column: from, to: column.name, line }]
      : [];
  const isUnique = scalar(facts.get('isUnique'), unit);
  const dropping: readonly Change[] =
    isUnique === false ? [{ kind: 'drop-key', table, columns: [column.name], line }] : [];
  return [
    ...renaming,
    { kind: 'set-column', table, column, add: false, line },
    ...dropping,
    ...(isUnique === true ? added(table, { kind: 'unique', columns: [column.name] }, line) : []),
  ];
}
