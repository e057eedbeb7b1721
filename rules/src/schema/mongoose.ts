/** Collections of Mongoose: `new Schema({…})`, `schema.index(…)`, `model('X', schema)`, and schema classes. */
import type { TSESTree } from '@typescript-eslint/types';
import { type Classes, type ClassRecord, type Decorator, decorator, type Member, optionsOf } from './classes.js';
import { nearest, plural } from './naming.js';
import {
  chainOf,
  elements,
  isFunction,
  lastName,
  properties,
  resolve,
  scalar,
  text,
  type Unit,
  unwrap,
} from './syntax.js';
import { Draft } from './table.js';
import { variableOf } from './typeorm.js';

type Node = TSESTree.Node;
type Facts = ReadonlyMap<string, Node>;

/** A model made of a schema: `model('Order', orderSchema, 'orders')`. */
interface Model {
  readonly schema: string;
  readonly name: string | undefined;
  readonly collection: string | undefined;
  readonly variable: string | undefined;
  readonly file: string;
}

export function readMongoose(units: readonly Unit[], classes: Classes): readonly Draft[] {
  const schemas = new Map<string, Draft[]>();
  const note = (name: string, draft: Draft): void => void schemas.set(name, [...(schemas.get(name) ?? []), draft]);
  for (const unit of units) schemaLiterals(unit, note);
  for (const record of classes.all) schemaClass(record, classes, note);
  const find = (name: string, file: string): Draft | undefined => nearest(file, schemas.get(name) ?? []);
  for (const unit of units) addIndexes(unit, find);
  const copies = nameByModels(units.flatMap(modelsOf), find);
  return [...new Set([...schemas.values()].flat()), ...copies].filter((d) => d.name !== collectionOf(''));
}

/** A schema of several models stands for several collections: the further ones are given back. */
function nameByModels(
  models: readonly Model[],
  find: (name: string, file: string) => Draft | undefined,
): readonly Draft[] {
  const copies: Draft[] = [];
  const named = new Set<Draft>();
  for (const model of models) {
    const draft = find(model.schema, model.file);
    if (!draft) continue;
    const collection =
      model.collection ?? (model.name !== undefined && byVariable.has(draft) ? collectionOf(model.name) : undefined);
    const isFurther = named.has(draft) && collection !== undefined && collection !== draft.name;
    const target = isFurther ? copyOf(draft) : draft;
    if (isFurther) copies.push(target);
    if (collection !== undefined) {
      target.name = collection;
      named.add(target);
    }
    target.alias(model.name, model.variable);
  }
  return copies;
}

function copyOf(draft: Draft): Draft {
  const copy = new Draft(draft.name, draft.source, draft.file, draft.line);
  for (const column of draft.columns.values()) copy.column(column);
  copy.keys.push(...draft.keys);
  return copy;
}

function collectionOf(model: string): string {
  return plural(model.toLowerCase());
}

/** Schemas named after their variable until a model names them. */
const byVariable = new WeakSet<Draft>();

/** A path's options, from a literal or a decorator. */
interface Path {
  readonly property: string;
  readonly facts: Facts;
  /** The type when it stands alone: `key: String`. */
  readonly type: string | undefined;
  readonly line: number;
  readonly unit: Unit;
}

function fill(table: Draft, paths: readonly Path[], line: number): void {
  const id = paths.find((p) => p.property === '_id');
  const idType = id?.type ?? '';
  const given =
    id !== undefined && !/ObjectId/.test(idType) && idType !== '' && !id.facts.has('default') && !id.facts.has('auto');
  table.column({ name: '_id', generated: !given, line: id?.line ?? line });
  table.key({ kind: 'primary', columns: ['_id'], nullsEqual: true, line: id?.line ?? line });
  for (const { property, facts, line: at, unit } of paths) {
    if (property === '_id') continue;
    const fallback = facts.get('default');
    const fresh = fallback !== undefined && isFreshDefault(fallback, unit);
    table.column({ name: property, generated: fresh, nullable: !isYes(facts.get('required'), unit), line: at });
    const index = properties(facts.get('index'), unit);
    const unique = isYes(facts.get('unique'), unit) || isYes(index.get('unique'), unit);
    const partial = [facts, index].some((f) => isYes(f.get('sparse'), unit) || f.has('partialFilterExpression'));
    if (unique) table.key({ columns: [property], partial, nullsEqual: true, line: at });
  }
}

/** `true`, or a message: `unique: [true, 'taken']`. */
function isYes(node: Node | undefined, unit: Unit): boolean {
  const value = scalar(elements(node, unit)[0], unit);
  return value === true || (typeof value === 'string' && value !== '');
}

/** `default: Date.now`, `() => uuid()`, `uuidv4`; constants are none. */
function isFreshDefault(node: Node, unit: Unit): boolean {
  const at = resolve(node, unit);
  if (isFunction(at) || at.type === 'CallExpression' || at.type === 'MemberExpression') return true;
  return at.type === 'Identifier' && at.name !== 'undefined';
}

function schemaLiterals(unit: Unit, note: (name: string, draft: Draft) => void): void {
  if (!/mongoose|typegoose/i.test(unit.text)) return;
  for (const node of unit.all('NewExpression')) {
    const listed = properties(node.arguments[0], unit);
    if (lastName(node.callee) !== 'Schema' || listed.size === 0) continue;
    const variable = variableOf(node, unit);
    const options = properties(node.arguments[1], unit);
    const collection = text(options.get('collection'), unit);
    const stem = (variable ?? '').replace(/_?schema$/i, '');
    const draft = new Draft(collection ?? collectionOf(stem), 'mongoose', unit.path, unit.line(node));
    if (collection === undefined) byVariable.add(draft);
    const paths = [...listed].map(([property, value]) => pathOf(property, value, unit));
    fill(draft, paths, unit.line(node));
    if (isYes(options.get('timestamps'), unit) || properties(options.get('timestamps'), unit).size > 0)
      addTimestamps(draft, unit.line(node));
    if (scalar(options.get('_id'), unit) !== false) note(variable ?? anonymous(unit, node), draft.alias(stem));
  }
}

function addTimestamps(draft: Draft, line: number): void {
  for (const name of ['createdAt', 'updatedAt']) draft.column({ name, generated: true, line });
}

function anonymous(unit: Unit, node: Node): string {
  return `${unit.path}:${String(node.range[0])}`;
}

function pathOf(property: string, value: Node, unit: Unit): Path {
  const at = resolve(value, unit);
  const facts = at.type === 'ObjectExpression' ? properties(at, unit) : new Map<string, Node>();
  const type = at.type === 'ObjectExpression' ? facts.get('type') : at;
  const isNested = at.type === 'ObjectExpression' && !facts.has('type');
  return {
    property,
    facts: isNested ? new Map() : facts,
    type: type && (lastName(type) ?? text(type, unit)),
    line: unit.line(value),
    unit,
  };
}

/** Nest's `@Schema` with `@Prop`, and typegoose's `@prop`. */
function schemaClass(record: ClassRecord, classes: Classes, note: (name: string, draft: Draft) => void): void {
  const members = classes.members(record).filter((m) => decorator(m, 'Prop', 'prop'));
  const marked = decorator(record, 'Schema', 'modelOptions');
  if (members.length === 0 && !marked) return;
  const own = properties(marked && optionsOf(marked.args), record.unit);
  const options = own.has('schemaOptions') ? properties(own.get('schemaOptions'), record.unit) : own;
  const draft = new Draft(
    text(options.get('collection'), record.unit) ?? collectionOf(record.name),
    'mongoose',
    record.file,
    record.line,
  ).alias(record.name);
  fill(draft, members.map(memberPath), record.line);
  if (isYes(options.get('timestamps'), record.unit)) addTimestamps(draft, record.line);
  for (const d of classes.decorators(record)) {
    if (d.name === 'index') readIndex(draft, d.args, d.unit, d.line);
  }
  if (scalar(options.get('_id'), record.unit) === false) return;
  note(record.name, draft);
  for (const [name, value] of record.unit.values) {
    const made =
      value.type === 'CallExpression' && /^(?:createForClass|buildSchema)$/.test(lastName(value.callee) ?? '');
    if (made && value.arguments[0] && lastName(value.arguments[0]) === record.name) note(name, draft);
  }
}

function memberPath(member: Member): Path {
  const d = decorator(member, 'Prop', 'prop') as Decorator;
  const facts = properties(optionsOf(d.args), member.unit);
  const type = facts.get('type') ?? d.args.find((a) => lastName(a) !== undefined);
  const named = type && (lastName(type) ?? text(type, member.unit));
  return { property: member.property, facts, type: named ?? member.type, line: member.line, unit: member.unit };
}

/** `OrderSchema.index({ a: 1 }, { unique: true })`, wherever it stands. */
function addIndexes(unit: Unit, find: (name: string, file: string) => Draft | undefined): void {
  for (const node of unit.all('CallExpression')) {
    if (node.callee.type !== 'MemberExpression' || lastName(node.callee) !== 'index') continue;
    const first = chainOf(node)?.root;
    const owner = first?.type === 'Identifier' ? first.name : undefined;
    const draft = owner === undefined ? undefined : find(owner, unit.path);
    if (draft) readIndex(draft, node.arguments, unit, unit.line(node));
  }
}

/** Keys and options of a MongoDB index. */
export function readIndex(draft: Draft, args: readonly Node[], unit: Unit, line: number): void {
  const options = properties(args[1], unit);
  if (!isYes(options.get('unique'), unit)) return;
  const partial = isYes(options.get('sparse'), unit) || options.has('partialFilterExpression');
  const single = text(args[0], unit);
  const columns = single === undefined ? [...properties(args[0], unit).keys()] : [single];
  draft.key({ columns, partial, nullsEqual: true, name: text(options.get('name'), unit), line });
}

/** `model('Order', schema)`, `connection.model(…)`, `getModelForClass(Order)`, `forFeature([{ name, schema }])`. */
function modelsOf(unit: Unit): readonly Model[] {
  return [
    ...unit.all('CallExpression').flatMap((n) => modelCall(n, unit)),
    ...unit.all('ObjectExpression').flatMap((n) => feature(n, unit)),
  ];
}

function modelCall(node: TSESTree.CallExpression, unit: Unit): readonly Model[] {
  const method = lastName(node.callee);
  const [first, second, third] = node.arguments;
  if (method === 'getModelForClass' && first)
    return [
      {
        schema: lastName(first) ?? '',
        name: undefined,
        collection: undefined,
        variable: variableOf(node, unit),
        file: unit.path,
      },
    ];
  if (method !== 'model' || !first || !second) return [];
  const at = unwrap(second);
  const schema = at.type === 'Identifier' ? at.name : at.type === 'NewExpression' ? anonymous(unit, at) : undefined;
  return schema === undefined
    ? []
    : [
        {
          schema,
          name: className(first, unit),
          collection: text(third, unit),
          variable: holderOf(node, unit),
          file: unit.path,
        },
      ];
}

function feature(node: TSESTree.ObjectExpression, unit: Unit): readonly Model[] {
  const facts = properties(node, unit);
  const [schema, name] = [facts.get('schema'), facts.get('name')];
  if (schema?.type !== 'Identifier' || !name) return [];
  return [
    {
      schema: schema.name,
      name: className(name, unit),
      collection: text(facts.get('collection'), unit),
      variable: undefined,
      file: unit.path,
    },
  ];
}

/** `'Order'` or `Order.name`. */
function className(node: Node, unit: Unit): string | undefined {
  const at = unwrap(node);
  if (at.type === 'MemberExpression' && lastName(at) === 'name') return lastName(at.object);
  return text(at, unit);
}

/** `const Order = models.Order || model('Order', schema)`. */
function holderOf(node: Node, unit: Unit): string | undefined {
  const direct = variableOf(node, unit);
  if (direct !== undefined) return direct;
  for (const [name, value] of unit.values) {
    if (value.type === 'LogicalExpression' && unwrap(value.right) === node) return name;
  }
  return undefined;
}
