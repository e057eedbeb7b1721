/** Tables of MikroORM: decorated entities, `EntitySchema` and `defineEntity`. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  type Classes,
  type ClassRecord,
  type Decorator,
  decorator,
  isFrom,
  type Member,
  optionsOf,
  propertyList,
} from './classes.js';
import { snakeCase } from './naming.js';
import {
  chainOf,
  elements,
  isFunction,
  lastName,
  properties,
  resolve,
  returned,
  scalar,
  text,
  type Unit,
  unwrap,
} from './syntax.js';
import { Draft } from './table.js';
import { isGeneratedDefault, variableOf } from './typeorm.js';

type Node = TSESTree.Node;
type Facts = ReadonlyMap<string, Node>;

const PACKAGE = /^@mikro-orm\//;
const COLUMN = /^(?:Property|PrimaryKey|SerializedPrimaryKey|Enum|ManyToOne|OneToOne|Formula)$/;
const NUMERIC = /^(?:number|bigint|int|integer|bigserial|serial|smallint|BigIntType|int8|int4)$/i;

export function readMikroorm(units: readonly Unit[], classes: Classes): readonly Draft[] {
  const entities = classes.all.flatMap((record) => {
    const entity = decorator(record, 'Entity');
    return entity && isFrom(entity, PACKAGE) && /@mikro-orm\//.test(record.unit.text)
      ? [readEntity(record, entity, classes)]
      : [];
  });
  return [...entities, ...units.flatMap(defined)];
}

function readEntity(record: ClassRecord, entity: Decorator, classes: Classes): Draft {
  const options = properties(optionsOf(entity.args), record.unit);
  const name =
    text(options.get('tableName'), record.unit) ??
    text(options.get('collection'), record.unit) ??
    snakeCase(record.name);
  const table = new Draft(name, 'mikroorm', record.file, record.line).alias(record.name);
  const members = classes.members(record);
  const primary = members.filter((m) => isPrimary(m));
  for (const member of members) readMember(table, member, primary.length === 1);
  table.key({ kind: 'primary', columns: primary.map((m) => m.property), line: primary[0]?.line ?? record.line });
  for (const d of classes.decorators(record)) {
    if (d.name === 'Unique') readUnique(table, properties(optionsOf(d.args), d.unit), d.unit, d.line);
  }
  return table;
}

function columnOf(member: Member): Decorator | undefined {
  return member.decorators.find((d) => COLUMN.test(d.name));
}

function factsOf(d: Decorator): Facts {
  return properties(optionsOf(d.args), d.unit);
}

function isPrimary(member: Member): boolean {
  const column = columnOf(member);
  return (
    column !== undefined &&
    (column.name === 'PrimaryKey' || scalar(factsOf(column).get('primary'), member.unit) === true)
  );
}

function readMember(table: Draft, member: Member, onlyKey: boolean): void {
  const column = columnOf(member);
  if (!column || column.name === 'SerializedPrimaryKey') return;
  const facts = factsOf(column);
  const isRelation = column.name === 'ManyToOne' || column.name === 'OneToOne';
  if (column.name === 'OneToOne' && !isOwner(column, facts)) return;
  const declared = typeName(facts.get('type'), member.unit) ?? member.type ?? '';
  const counted =
    isPrimary(member) &&
    onlyKey &&
    !isRelation &&
    NUMERIC.test(declared) &&
    scalar(facts.get('autoincrement'), member.unit) !== false;
  const given =
    text(facts.get('fieldName'), member.unit) ??
    text(facts.get('name'), member.unit) ??
    text(facts.get('joinColumn'), member.unit);
  table.column({
    name: given ?? snakeCase(member.property) + (isRelation ? '_id' : ''),
    property: member.property,
    generated: counted || member.fresh || isGenerated(facts, member.unit) || /^(?:ObjectId)$/.test(declared),
    nullable: !isPrimary(member) && (member.optional || scalar(facts.get('nullable'), member.unit) === true),
    line: member.line,
  });
  const unique = decorator(member, 'Unique');
  const isUnique = truthy(facts.get('unique'), member.unit) || column.name === 'OneToOne';
  const options = unique && properties(optionsOf(unique.args), unique.unit);
  if (isUnique || unique)
    table.key({ columns: [member.property], partial: options?.has('where') === true, line: (unique ?? member).line });
}

function isGenerated(facts: Facts, unit: Unit): boolean {
  const raw = facts.get('defaultRaw');
  if (facts.has('onCreate') || truthy(facts.get('autoincrement'), unit) || facts.has('version')) return true;
  return (
    (raw !== undefined && /\w\s*\(|^current_/i.test(text(raw, unit) ?? '()')) ||
    isGeneratedDefault(facts.get('default'), unit)
  );
}

/** The side that has the column: without `mappedBy`. */
function isOwner(column: Decorator, facts: Facts): boolean {
  if (facts.has('mappedBy')) return false;
  return (
    facts.has('inversedBy') ||
    truthy(facts.get('owner'), column.unit) ||
    column.args.filter((a) => isFunction(unwrap(a))).length < 2
  );
}

function truthy(node: Node | undefined, unit: Unit): boolean {
  const value = scalar(node, unit);
  return value === true || (typeof value === 'string' && value !== '');
}

function typeName(node: Node | undefined, unit: Unit): string | undefined {
  return node && (text(node, unit) ?? lastName(node));
}

/** `{ properties: ['a', 'b'], where }`; with `expression` the columns are not known. */
function readUnique(table: Draft, facts: Facts, unit: Unit, line: number): void {
  const columns = propertyList(facts.get('properties'), unit);
  if (columns && !facts.has('expression'))
    table.key({ columns, partial: facts.has('where'), name: text(facts.get('name'), unit), line });
}

function defined(unit: Unit): readonly Draft[] {
  const schemas = unit.all('NewExpression').filter((n) => lastName(n.callee) === 'EntitySchema');
  const definitions = unit.all('CallExpression').filter((n) => lastName(n.callee) === 'defineEntity');
  return [...schemas, ...definitions].flatMap((node) => {
    const options = properties(node.arguments[0], unit);
    return options.has('properties') ? [readDefinition(node, options, unit)] : [];
  });
}

function readDefinition(node: TSESTree.NewExpression | TSESTree.CallExpression, options: Facts, unit: Unit): Draft {
  const target = options.get('class');
  const name = text(options.get('name'), unit) ?? (target && lastName(target)) ?? '';
  const table = new Draft(
    text(options.get('tableName'), unit) ?? snakeCase(name),
    'mikroorm',
    unit.path,
    unit.line(node),
  ).alias(name, variableOf(node, unit));
  const list = options.get('properties');
  const primary: string[] = [];
  for (const [property, value] of properties((list && returned(list)) ?? list, unit)) {
    const facts = builtFacts(value, unit);
    const type = typeName(facts.get('type'), unit) ?? '';
    const isKey = truthy(facts.get('primary'), unit);
    table.column({
      name: text(facts.get('fieldName'), unit) ?? snakeCase(property),
      property,
      generated: isGenerated(facts, unit) || (isKey && NUMERIC.test(type)),
      nullable: truthy(facts.get('nullable'), unit),
      line: unit.line(value),
    });
    if (isKey) primary.push(property);
    if (truthy(facts.get('unique'), unit)) table.key({ columns: [property], line: unit.line(value) });
  }
  table.key({ kind: 'primary', columns: primary, line: unit.line(node) });
  for (const entry of elements(options.get('uniques'), unit))
    readUnique(table, properties(entry, unit), unit, unit.line(entry));
  return table;
}

const YES = { type: 'Literal', value: true, range: [0, 0] } as unknown as Node;

/** Facts of an options object, or of a builder chain: `p.integer().primary()`. */
function builtFacts(value: Node, unit: Unit): Facts {
  const at = resolve(value, unit);
  if (at.type === 'ObjectExpression') return properties(at, unit);
  const facts = new Map<string, Node>();
  chainOf(at)?.calls.forEach((call, i) => {
    if (i === 0) facts.set('type', { type: 'Literal', value: call.name, range: [0, 0] } as unknown as Node);
    else facts.set(call.name, call.args[0] ?? YES);
  });
  return facts;
}
