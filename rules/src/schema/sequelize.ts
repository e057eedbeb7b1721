/** Tables of Sequelize: `define`, `Model.init` and the decorators of sequelize-typescript and v7. */
import type { TSESTree } from '@typescript-eslint/types';
import { type Classes, type ClassRecord, type Decorator, decorator, type Member, optionsOf } from './classes.js';
import { plural } from './naming.js';
import {
  elements,
  isFunction,
  lastName,
  properties,
  resolve,
  scalar,
  text,
  texts,
  type Unit,
  unwrap,
} from './syntax.js';
import { Draft } from './table.js';
import { variableOf } from './typeorm.js';

type Node = TSESTree.Node;
type Facts = ReadonlyMap<string, Node>;

const DECORATED = /^(?:sequelize-typescript|@sequelize\/core)/;
const FRESH_DEFAULT = /^(?:UUIDV[1-7]|NOW|fn|literal|now|uuidV[14])$/;

export function readSequelize(units: readonly Unit[], classes: Classes): readonly Draft[] {
  return [...units.flatMap(built), ...classes.all.flatMap((record) => decorated(record, classes))];
}

/** Is the file about Sequelize at all? `.init(` and `.define(` are words of many. */
function isAbout(unit: Unit): boolean {
  return /sequelize|DataTypes/i.test(unit.text);
}

function built(unit: Unit): readonly Draft[] {
  const found: Draft[] = [];
  if (!isAbout(unit)) return found;
  for (const node of unit.all('CallExpression')) {
    if (node.callee.type !== 'MemberExpression') continue;
    const method = lastName(node.callee);
    const [first, second, third] = node.arguments;
    if (method === 'define' && first && second) {
      const name = text(first, unit);
      if (name !== undefined && isObject(second, unit)) found.push(readModel(node, name, second, third, unit));
    } else if (
      method === 'init' &&
      first &&
      second &&
      isObject(first, unit) &&
      properties(second, unit).has('sequelize')
    ) {
      const owner = unwrap(node.callee.object);
      const name =
        text(properties(second, unit).get('modelName'), unit) ??
        (owner.type === 'ThisExpression' || owner.type === 'Super' ? classAround(unit, node) : lastName(owner));
      if (name !== undefined)
        found.push(readModel(node, name, first, second, unit).alias(lastName(owner), classAround(unit, node)));
    }
  }
  return found;
}

function isObject(node: Node, unit: Unit): boolean {
  return resolve(node, unit).type === 'ObjectExpression';
}

function classAround(unit: Unit, inner: Node): string | undefined {
  return [...unit.all('ClassDeclaration'), ...unit.all('ClassExpression')].findLast(
    (c) => c.range[0] < inner.range[0] && c.range[1] > inner.range[1],
  )?.id?.name;
}

function readModel(node: Node, name: string, attributes: Node, options: Node | undefined, unit: Unit): Draft {
  const facts = properties(options, unit);
  const frozen = scalar(facts.get('freezeTableName'), unit) === true;
  const table = new Draft(
    text(facts.get('tableName'), unit) ?? (frozen ? name : plural(name)),
    'sequelize',
    unit.path,
    unit.line(node),
  ).alias(name, variableOf(node, unit));
  const columns = [...properties(attributes, unit)].map(([property, value]) => ({
    property,
    facts: properties(value, unit),
    line: unit.line(value),
    unit,
  }));
  fill(table, columns, unit.line(node));
  readIndexes(table, facts.get('indexes'), unit);
  return table;
}

interface Attribute {
  readonly property: string;
  readonly facts: Facts;
  readonly line: number;
  readonly unit: Unit;
}

/** Columns and their keys; without a declared primary key Sequelize adds `id`. */
function fill(table: Draft, attributes: readonly Attribute[], line: number): void {
  const primary: string[] = [];
  const named = new Map<string, string[]>();
  for (const { property, facts, line: at, unit } of attributes) {
    const is = (key: string): boolean => scalar(facts.get(key), unit) === true;
    const generated =
      is('autoIncrement') || is('autoIncrementIdentity') || isFreshDefault(facts.get('defaultValue'), unit);
    table.column({
      name: text(facts.get('field'), unit) ?? property,
      property,
      generated,
      nullable: !is('primaryKey') && scalar(facts.get('allowNull'), unit) !== false,
      line: at,
    });
    if (is('primaryKey')) primary.push(property);
    const unique = facts.get('unique');
    const group = unique && (text(unique, unit) ?? text(properties(unique, unit).get('name'), unit));
    if (group !== undefined) named.set(group, [...(named.get(group) ?? []), property]);
    else if (unique && (scalar(unique, unit) === true || isObject(unique, unit)))
      table.key({ columns: [property], line: at });
  }
  for (const [name, columns] of named) table.key({ columns, name, line });
  if (primary.length === 0) table.column({ name: 'id', generated: true, line });
  table.key({ kind: 'primary', columns: primary.length > 0 ? primary : ['id'], line });
}

/** `DataTypes.UUIDV4`, `Sequelize.fn('now')`, `() => v4()`. */
export function isFreshDefault(node: Node | undefined, unit: Unit): boolean {
  if (!node) return false;
  const at = resolve(node, unit);
  if (isFunction(at)) return true;
  if (at.type === 'CallExpression') return true;
  if (at.type === 'NewExpression') return true;
  const name = lastName(at);
  return (
    name !== undefined &&
    (FRESH_DEFAULT.test(name) || /^(?:v[1-7]|uuid(?:v[1-7])?|nanoid|cuid|ulid|randomUUID)$/i.test(name))
  );
}

/** `indexes: [{ unique: true, fields: ['a', { name: 'b' }], where }]`. */
function readIndexes(table: Draft, list: Node | undefined, unit: Unit): void {
  for (const entry of elements(list, unit)) {
    const facts = properties(entry, unit);
    const isUnique =
      scalar(facts.get('unique'), unit) === true || text(facts.get('type'), unit)?.toUpperCase() === 'UNIQUE';
    const columns = isUnique ? indexFields(facts.get('fields'), unit) : undefined;
    if (columns)
      table.key({
        columns: columns.map((c) => propertyOf(table, c)),
        partial: facts.has('where'),
        name: text(facts.get('name'), unit),
        line: unit.line(entry),
      });
  }
}

function propertyOf(table: Draft, column: string): string {
  return [...table.columns.values()].find((c) => c.name === column)?.property ?? column;
}

/** Names of an index; undefined when one is an expression. */
export function indexFields(node: Node | undefined, unit: Unit): readonly string[] | undefined {
  const fields = elements(node, unit).map(
    (f) => text(f, unit) ?? text(properties(f, unit).get('name') ?? properties(f, unit).get('attribute'), unit),
  );
  return fields.length > 0 && fields.every((f) => f !== undefined) ? fields : undefined;
}

function decorated(record: ClassRecord, classes: Classes): readonly Draft[] {
  const marked = decorator(record, 'Table');
  const columns = classes.members(record).filter((m) => columnOf(m) !== undefined);
  const isOurs = (d: Decorator): boolean => d.from !== undefined && DECORATED.test(d.from);
  const isModel = marked
    ? isOurs(marked)
    : classes.lineage(record).some((r) => r.base === 'Model') &&
      !decorator(record, 'AbstractModel') &&
      columns.some((m) => m.decorators.some(isOurs));
  if (columns.length === 0 || !isModel) return [];
  const options = properties(marked && optionsOf(marked.args), record.unit);
  const name =
    text(options.get('tableName'), record.unit) ??
    text(marked?.args[0], record.unit) ??
    plural(text(options.get('modelName'), record.unit) ?? record.name);
  const table = new Draft(name, 'sequelize', record.file, record.line).alias(
    record.name,
    text(options.get('modelName'), record.unit),
  );
  fill(table, columns.map(attributeOf), record.line);
  readIndexes(table, options.get('indexes'), record.unit);
  readIndexDecorators(table, columns);
  return [table];
}

function columnOf(member: Member): Decorator | undefined {
  return decorator(member, 'Column', 'Attribute', 'PrimaryKey', 'ForeignKey', 'CreatedAt', 'UpdatedAt');
}

const yes = { type: 'Literal', value: true, range: [0, 0] } as unknown as Node;
const no = { type: 'Literal', value: false, range: [0, 0] } as unknown as Node;

/** A decorated member as the options object it stands for. */
function attributeOf(member: Member): Attribute {
  const column = decorator(member, 'Column', 'Attribute');
  const facts = new Map(properties(column && optionsOf(column.args), member.unit));
  if (decorator(member, 'PrimaryKey')) facts.set('primaryKey', yes);
  if (decorator(member, 'AutoIncrement', 'CreatedAt', 'UpdatedAt')) facts.set('autoIncrement', yes);
  if (member.fresh) facts.set('autoIncrement', yes);
  const allowNull = decorator(member, 'AllowNull');
  if (allowNull) facts.set('allowNull', allowNull.args[0] ?? yes);
  if (decorator(member, 'NotNull')) facts.set('allowNull', no);
  const fallback = decorator(member, 'Default')?.args[0];
  if (fallback) facts.set('defaultValue', fallback);
  const name = text(decorator(member, 'ColumnName')?.args[0], member.unit);
  if (name !== undefined) facts.set('field', decorator(member, 'ColumnName')?.args[0] ?? yes);
  const unique = decorator(member, 'Unique');
  if (unique) facts.set('unique', unique.args[0] ?? yes);
  return { property: member.property, facts, line: member.line, unit: member.unit };
}

/** `@Index({ unique: true })`, and decorators of `createIndexDecorator({ unique: true })`: one composite key each. */
function readIndexDecorators(table: Draft, members: readonly Member[]): void {
  const groups = new Map<string, { columns: string[]; facts: Facts; unit: Unit; line: number }>();
  for (const member of members) {
    for (const d of member.decorators) {
      const made = member.unit.values.get(d.name);
      const isMade = made?.type === 'CallExpression' && /^createIndex(?:Decorator)?$/.test(lastName(made.callee) ?? '');
      if (d.name !== 'Index' && !isMade) continue;
      const facts = properties(optionsOf(isMade ? made.arguments : d.args), member.unit);
      if (
        scalar(facts.get('unique'), member.unit) !== true &&
        text(facts.get('type'), member.unit)?.toUpperCase() !== 'UNIQUE'
      )
        continue;
      const id = isMade ? d.name : (text(facts.get('name'), member.unit) ?? `${member.property}.`);
      const group = groups.get(id) ?? { columns: [], facts, unit: member.unit, line: d.line };
      group.columns.push(member.property);
      groups.set(id, group);
    }
  }
  for (const { columns, facts, unit, line } of groups.values())
    table.key({ columns, partial: facts.has('where'), name: texts(facts.get('name'), unit)?.[0], line });
}
