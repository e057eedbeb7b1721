/** Tables of TypeORM: decorated entities and `EntitySchema`. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  Classes,
  type ClassRecord,
  type Decorator,
  decorator,
  isFrom,
  type Member,
  optionsOf,
  propertyList,
} from './classes.js';
import { snakeCase } from './naming.js';
import { elements, lastName, properties, scalar, text, type Unit, unwrap } from './syntax.js';
import { Draft } from './table.js';

type Node = TSESTree.Node;

const PACKAGE = /^typeorm(?:\/|$)/;
const COLUMN =
  /^(?:Column|PrimaryColumn|PrimaryGeneratedColumn|ObjectIdColumn|CreateDateColumn|UpdateDateColumn|DeleteDateColumn|VersionColumn|ManyToOne|OneToOne)$/;

export function readTypeorm(units: readonly Unit[], classes: Classes): readonly Draft[] {
  const tables = new Map<ClassRecord, Draft>();
  for (const record of classes.all) {
    const entity = entityOf(record, 'Entity');
    if (entity) tables.set(record, readEntity(record, entity, classes));
  }
  for (const record of classes.all) {
    const parent = entityOf(record, 'ChildEntity') && classes.lineage(record).find((r) => tables.has(r));
    const table = parent && tables.get(parent);
    if (table) fill(table.alias(record.name), record, classes);
  }
  return [...tables.values(), ...units.flatMap(entitySchemas)];
}

function entityOf(record: ClassRecord, name: 'Entity' | 'ChildEntity'): Decorator | undefined {
  const found = decorator(record, name);
  return found && isFrom(found, PACKAGE) && !/@mikro-orm\//.test(record.unit.text) ? found : undefined;
}

function readEntity(record: ClassRecord, entity: Decorator, classes: Classes): Draft {
  const name =
    text(entity.args[0], record.unit) ??
    text(properties(optionsOf(entity.args), record.unit).get('name'), record.unit) ??
    snakeCase(record.name);
  const table = new Draft(name, 'typeorm', record.file, record.line).alias(record.name);
  fill(table, record, classes);
  return table;
}

function fill(table: Draft, record: ClassRecord, classes: Classes): void {
  const primary: Member[] = [];
  for (const member of classes.members(record)) {
    const column = member.decorators.find((d) => COLUMN.test(d.name));
    if (!column || table.columns.has(member.property)) continue;
    if (isPrimary(member, column)) primary.push(member);
    readColumn(table, member, column);
  }
  table.key({ kind: 'primary', columns: primary.map((m) => m.property), line: primary[0]?.line ?? record.line });
  for (const d of classes.decorators(record)) readClassKey(table, d);
}

function isPrimary(member: Member, column: Decorator): boolean {
  return (
    /^(?:Primary\w*Column|ObjectIdColumn)$/.test(column.name) ||
    scalar(optionOf(column, 'primary'), member.unit) === true ||
    decorator(member, 'PrimaryColumn') !== undefined
  );
}

function optionOf(d: Decorator, name: string): Node | undefined {
  return properties(optionsOf(d.args), d.unit).get(name);
}

function readColumn(table: Draft, member: Member, column: Decorator): void {
  const isRelation = column.name === 'ManyToOne' || column.name === 'OneToOne';
  const join = decorator(member, 'JoinColumn');
  if (column.name === 'OneToOne' && !join) return;
  const named = isRelation ? join : column;
  const name =
    (named && text(optionOf(named, 'name'), member.unit)) ?? (isRelation ? `${member.property}Id` : member.property);
  const nullable = scalar(optionOf(column, 'nullable'), member.unit);
  table.column({
    name,
    property: member.property,
    generated: isGenerated(member, column),
    nullable: nullable === undefined ? isRelation : nullable === true,
    type: typeOf(column),
    line: member.line,
  });
  const isUnique =
    scalar(optionOf(column, 'unique'), member.unit) === true ||
    column.name === 'OneToOne' ||
    decorator(member, 'Unique') !== undefined;
  if (isUnique) table.key({ columns: [member.property], line: member.line });
  const index = decorator(member, 'Index');
  if (index && scalar(optionOf(index, 'unique'), member.unit) === true)
    table.key({ columns: [member.property], partial: isPartial(index), line: index.line });
}

/** `@Column('varchar', { length: 36 })` is `varchar(36)`; undefined where the property's type decides. */
function typeOf(column: Decorator): string | undefined {
  const type = text(column.args[0], column.unit) ?? text(optionOf(column, 'type'), column.unit);
  const length = scalar(optionOf(column, 'length'), column.unit);
  return type === undefined ? undefined : type.toLowerCase() + (length === undefined ? '' : `(${String(length)})`);
}

function isGenerated(member: Member, column: Decorator): boolean {
  if (/^(?:PrimaryGeneratedColumn|ObjectIdColumn|CreateDateColumn|UpdateDateColumn|VersionColumn)$/.test(column.name))
    return true;
  if (decorator(member, 'Generated') || member.fresh) return true;
  const generated = optionOf(column, 'generated');
  if (generated && scalar(generated, member.unit) !== false) return true;
  return (
    isGeneratedDefault(optionOf(column, 'default'), column.unit) ||
    ['serial', 'bigserial'].includes(text(column.args[0], column.unit) ?? '')
  );
}

/** `default: () => 'uuid_generate_v4()'`; a constant is none. */
export function isGeneratedDefault(node: Node | undefined, unit: Unit): boolean {
  if (!node) return false;
  const at = unwrap(node);
  const value = at.type === 'ArrowFunctionExpression' ? text(at.body, unit) : text(at, unit);
  if (value === undefined) return at.type === 'ArrowFunctionExpression';
  return at.type === 'ArrowFunctionExpression'
    ? /\w\s*\(|^current_|^localtime/i.test(value)
    : /^(?:now|uuid|gen_random_uuid|uuid_generate_v\d\w*|uuidv\d|newid|newsequentialid|nextval|sys_guid)\s*\(|^current_timestamp/i.test(
        value,
      );
}

function isPartial(d: Decorator): boolean {
  return optionOf(d, 'where') !== undefined || scalar(optionOf(d, 'sparse'), d.unit) === true;
}

/** `@Unique(['a'])`, `@Unique('name', ['a'])`, `@Index(['a'], { unique: true })` on a class. */
function readClassKey(table: Draft, d: Decorator): void {
  const isIndex = d.name === 'Index';
  if (!isIndex && d.name !== 'Unique') return;
  if (isIndex && scalar(optionOf(d, 'unique'), d.unit) !== true) return;
  const name = text(d.args[0], d.unit);
  const columns = propertyList(name === undefined ? d.args[0] : d.args[1], d.unit);
  if (columns) table.key({ columns, partial: isPartial(d), name, line: d.line });
}

function entitySchemas(unit: Unit): readonly Draft[] {
  return unit.all('NewExpression').flatMap((node) => {
    const options = lastName(node.callee) === 'EntitySchema' ? properties(node.arguments[0], unit) : undefined;
    return options?.has('columns') ? [readEntitySchema(node, options, unit)] : [];
  });
}

function readEntitySchema(node: TSESTree.NewExpression, options: ReadonlyMap<string, Node>, unit: Unit): Draft {
  const target = options.get('target');
  const name = text(options.get('name'), unit) ?? (target && lastName(target)) ?? '';
  const table = new Draft(
    text(options.get('tableName'), unit) ?? snakeCase(name),
    'typeorm',
    unit.path,
    unit.line(node),
  ).alias(name, target && lastName(target), variableOf(node, unit));
  const primary: string[] = [];
  for (const [property, value] of properties(options.get('columns'), unit)) {
    const facts = properties(value, unit);
    const is = (key: string): boolean =>
      ![undefined, false].includes(facts.has(key) ? (scalar(facts.get(key), unit) as boolean) : false);
    const generated =
      is('generated') ||
      is('createDate') ||
      is('updateDate') ||
      is('objectId') ||
      isGeneratedDefault(facts.get('default'), unit);
    table.column({
      name: text(facts.get('name'), unit) ?? property,
      property,
      generated,
      nullable: is('nullable'),
      line: unit.line(value),
    });
    if (is('primary') || is('objectId')) primary.push(property);
    if (is('unique')) table.key({ columns: [property], line: unit.line(value) });
  }
  table.key({ kind: 'primary', columns: primary, line: unit.line(node) });
  for (const [list, always] of [
    ['uniques', true],
    ['indices', false],
  ] as const) {
    for (const entry of elements(options.get(list), unit)) {
      const facts = properties(entry, unit);
      const columns = propertyList(facts.get('columns'), unit);
      if (columns && (always || scalar(facts.get('unique'), unit) === true))
        table.key({
          columns,
          partial: facts.has('where') || facts.has('sparse'),
          name: text(facts.get('name'), unit),
          line: unit.line(entry),
        });
    }
  }
  return table;
}

/** The variable that is set to this very node. */
export function variableOf(node: Node, unit: Unit): string | undefined {
  for (const [name, value] of unit.values) if (value === node) return name;
  return undefined;
}
