/** Classes of the project: members, fields, injected dependencies, inheritance and overrides. */
import type { TSESTree } from '@typescript-eslint/types';
import { annotationOf, isClassNode, isFunctionNode, parameterPattern, propertyName, within } from '../ast.js';
import type { Binder } from './bind.js';
import { parameterValues } from './parameter.js';
import { providedValues } from './provider.js';
import { injectedValues, typeArgumentName } from './type.js';
import {
  type Argument,
  type ClassNode,
  type ClassValue,
  type Env,
  type FunctionNode,
  type InstanceValue,
  type LibraryValue,
  type Value,
  isTelling,
  newEnv,
  union,
} from './value.js';
import { entry } from '../memo.js';

/** The value of a class literal; one object per class and environment. */
export function classValue(_binder: Binder, node: ClassNode, env: Env): ClassValue {
  const known = env.memo.classes;
  let value = known.get(node);
  if (!value) known.set(node, (value = { kind: 'class', node, env }));
  return value;
}

const instances = new WeakMap<ClassValue, InstanceValue>();

/** The instance of a class that a container makes: constructor arguments unknown. */
export function openInstance(cls: ClassValue): InstanceValue {
  let value = instances.get(cls);
  if (!value) instances.set(cls, (value = { kind: 'instance', cls, args: undefined, site: undefined }));
  return value;
}

const bodyEnvs = new WeakMap<InstanceValue, Map<ClassNode, Env>>();

/** Environment of field initialisers of `cls` (a class of the instance's chain). */
function bodyEnv(instance: InstanceValue, cls: ClassValue): Env {
  const known = entry(bodyEnvs, instance, () => new Map<ClassNode, Env>());
  let env = known.get(cls.node);
  if (!env) {
    env = newEnv(
      { module: cls.env.module, fn: undefined, args: [], self: instance, parent: cls.env },
      cls.env.depth + 1,
    );
    known.set(cls.node, env);
  }
  return env;
}

export function constructorOf(cls: ClassNode): FunctionNode | undefined {
  const member = cls.body.body.find(
    (m): m is TSESTree.MethodDefinition =>
      m.type === 'MethodDefinition' && m.kind === 'constructor' && m.value.type === 'FunctionExpression',
  );
  return member?.value;
}

const constructorEnvs = new WeakMap<InstanceValue, Map<ClassNode, Env>>();

/** The constructor's activation in `cls` for this instance. `args` undefined = made by a container. */
export function constructorEnv(
  instance: InstanceValue,
  cls: ClassValue,
  args: readonly Argument[] | undefined,
): Env | undefined {
  const fn = constructorOf(cls.node);
  if (!fn) return undefined;
  const known = entry(constructorEnvs, instance, () => new Map<ClassNode, Env>());
  let env = known.get(cls.node);
  if (!env) {
    env = newEnv({ module: cls.env.module, fn, args, self: instance, parent: cls.env }, cls.env.depth + 1);
    known.set(cls.node, env);
  }
  return env;
}

/** A class in an instance's chain, with the arguments its constructor gets. */
interface Link {
  readonly cls: ClassValue;
  readonly args: readonly Argument[] | undefined;
}

/** Base values of a class: project classes, or a library's. */
function superValues(binder: Binder, cls: ClassValue): readonly Value[] {
  return cls.node.superClass ? binder.evaluate(cls.node.superClass, cls.env) : [];
}

/** The chain of project classes from `cls` upwards, and the library type at its end. */
function chain(binder: Binder, instance: InstanceValue): { links: readonly Link[]; library: LibraryValue | undefined } {
  const links: Link[] = [];
  let at: Link | undefined = { cls: instance.cls, args: instance.args };
  let library: LibraryValue | undefined;
  let types: TypeNames = new Map();
  for (let hops = 0; at && hops < 12; hops++) {
    links.push(at);
    const bases = superValues(binder, at.cls);
    const base = bases.find((b): b is ClassValue => b.kind === 'class');
    const args = superArguments(instance, at);
    library = library ?? libraryBase(binder, bases, instance.cls, baseTypeName(at.cls, types));
    types = base ? typesOfBase(at.cls, base, types) : types;
    at = base ? { cls: base, args } : undefined;
  }
  return { links, library };
}

/** Type parameters of a class in the chain, by name, and what they stand for. */
type TypeNames = ReadonlyMap<string, string>;

/** `Order` in `class Orders extends Repository<Order>`, or in `Base<T> extends Repository<T>` under `Orders extends Base<Order>`. */
function baseTypeName(cls: ClassValue, types: TypeNames): string | undefined {
  const name = typeArgumentName(cls.node.superTypeArguments ?? undefined);
  return name === undefined ? undefined : (types.get(name) ?? name);
}

function typesOfBase(cls: ClassValue, base: ClassValue, types: TypeNames): TypeNames {
  const given = cls.node.superTypeArguments?.params ?? [];
  const found = new Map<string, string>();
  for (const [i, parameter] of (base.node.typeParameters?.params ?? []).entries()) {
    const node = given[i];
    const name =
      node?.type === 'TSTypeReference' && node.typeName.type === 'Identifier' ? node.typeName.name : undefined;
    if (name !== undefined) found.set(parameter.name.name, types.get(name) ?? name);
  }
  return found;
}

function superArguments(instance: InstanceValue, link: Link): readonly Argument[] | undefined {
  const env = constructorEnv(instance, link.cls, link.args);
  if (!env?.fn) return link.args;
  const call = superCall(env.fn);
  if (!call) return link.args;
  return call.arguments.map((a) =>
    a.type === 'SpreadElement' ? { kind: 'spread', node: a.argument, env } : { kind: 'expression', node: a, env },
  );
}

function superCall(fn: FunctionNode): TSESTree.CallExpression | undefined {
  if (fn.body?.type !== 'BlockStatement') return undefined;
  for (const statement of fn.body.body) {
    if (
      statement.type === 'ExpressionStatement' &&
      statement.expression.type === 'CallExpression' &&
      statement.expression.callee.type === 'Super'
    ) {
      return statement.expression;
    }
  }
  return undefined;
}

/** The library object a class is. Its resource is the class of an active record, else the type argument, else the class. */
function libraryBase(
  binder: Binder,
  bases: readonly Value[],
  cls: ClassValue,
  typeName?: string,
): LibraryValue | undefined {
  for (const base of bases) {
    if (base.kind === 'export' && base.model.class !== undefined) {
      const made = resourceOf(binder, exportInstance(binder, base, className(cls.node)), cls);
      const isRecord = made && binder.catalog.inherited(made.library, made.type, (t) => t.staticMembers) !== undefined;
      return made && typeName !== undefined && !isRecord ? { ...made, resource: typeName } : made;
    }
    if (base.kind === 'library') return base;
  }
  return undefined;
}

/** The value with the name its class gives itself, where the library asks for one (`static tableName = 'orders'`). */
function resourceOf(binder: Binder, made: LibraryValue | undefined, cls: ClassValue): LibraryValue | undefined {
  const property = made && binder.catalog.inherited(made.library, made.type, (t) => t.resourceProperty)?.value;
  if (!made || property === undefined) return made;
  const member = cls.node.body.body.find(
    (m) => m.type === 'PropertyDefinition' && m.static && propertyName(m) === property,
  );
  const name =
    member?.type === 'PropertyDefinition' && member.value ? binder.constant(member.value, cls.env) : undefined;
  return typeof name === 'string' ? { ...made, resource: name } : made;
}

/** An instance of an exported library class. */
export function exportInstance(
  binder: Binder,
  value: Extract<Value, { kind: 'export' }>,
  resource: string | undefined,
): LibraryValue | undefined {
  const ref = value.model.class;
  const at = ref === undefined ? undefined : binder.catalog.resolveType(value.library, ref);
  if (!at) return undefined;
  return {
    kind: 'library',
    library: at.library,
    type: at.type,
    resource,
    site: undefined,
    provenance: binder.catalog.type(at.library, at.type)?.provenance,
    draft: [],
    content: undefined,
  };
}

/** The library type a class extends, directly or through project classes. */
export function libraryTypeOf(binder: Binder, cls: ClassValue): LibraryValue | undefined {
  return chain(binder, openInstance(cls)).library;
}

export function className(cls: ClassNode): string | undefined {
  if (cls.id) return cls.id.name;
  return cls.parent.type === 'VariableDeclarator' && cls.parent.id.type === 'Identifier'
    ? cls.parent.id.name
    : undefined;
}

/** `instance.name`: method, field, constructor property, assigned in a method, inherited, or implemented by a subclass. */
export function memberOfInstance(binder: Binder, instance: InstanceValue, name: string): readonly Value[] {
  const { links, library } = chain(binder, instance);
  let abstract = false;
  for (const link of links) {
    const found = ownMember(binder, instance, link, name);
    if (found === 'abstract') abstract = true;
    else if (found.length > 0) return found;
  }
  const inherited = library ? binder.memberOfLibrary(library, name) : [];
  if (inherited.length > 0 && !abstract) return inherited;
  const provided = abstract ? providedMember(binder, instance.cls, name) : [];
  if (provided.length > 0) return provided;
  return union(
    ...subclassesOf(binder, instance.cls)
      .filter((s) => !s.node.abstract)
      .map((s) => declaredMember(binder, openInstance(s), name)),
  );
}

/** What a container gives for an abstract class: `{ provide: Orders, useClass: SqlOrders }`. */
function providedMember(binder: Binder, cls: ClassValue, name: string): readonly Value[] {
  const token = cls.node.id;
  if (!token) return [];
  const others = providedValues(binder, token, cls.env).filter((v) => v.kind !== 'instance' || v.cls.node !== cls.node);
  return union(
    ...others.map((v) => (v.kind === 'instance' ? declaredMember(binder, v, name) : binder.member(v, name))),
  );
}

/** Member in the class's own chain, subclasses not asked. */
function declaredMember(binder: Binder, instance: InstanceValue, name: string): readonly Value[] {
  for (const link of chain(binder, instance).links) {
    const found = ownMember(binder, instance, link, name);
    if (found !== 'abstract' && found.length > 0) return found;
  }
  return [];
}

function ownMember(binder: Binder, instance: InstanceValue, link: Link, name: string): readonly Value[] | 'abstract' {
  let abstract = false;
  for (const member of link.cls.node.body.body) {
    if (
      member.type === 'StaticBlock' ||
      member.type === 'TSIndexSignature' ||
      propertyName(member) !== name ||
      member.static
    )
      continue;
    switch (member.type) {
      case 'TSAbstractMethodDefinition':
      case 'TSAbstractPropertyDefinition':
        abstract = true;
        break;
      case 'MethodDefinition': {
        if (!isFunctionNode(member.value) || !member.value.body) break;
        const method: Value = { kind: 'function', node: member.value, env: link.cls.env, self: instance };
        return member.kind === 'get' ? binder.callFunction(method, member, bodyEnv(instance, link.cls)) : [method];
      }
      case 'PropertyDefinition':
        return fieldValues(binder, instance, link, member, name);
      default:
        break;
    }
  }
  if (abstract) return 'abstract';
  const property = constructorProperty(binder, instance, link, name);
  return property.length > 0 ? property : assignedValues(binder, instance, link, name);
}

function fieldValues(
  binder: Binder,
  instance: InstanceValue,
  link: Link,
  member: TSESTree.PropertyDefinition,
  name: string,
): readonly Value[] {
  const env = bodyEnv(instance, link.cls);
  if (member.value) {
    const values = binder.evaluate(member.value, env);
    if (isTelling(values))
      return values.map((v) =>
        v.kind === 'function' && v.self === undefined && isMethodValue(member) ? { ...v, self: instance } : v,
      );
  }
  const assigned = assignedValues(binder, instance, link, name);
  if (assigned.length > 0) return assigned;
  return injectedValues(binder, member.decorators, annotationOf(member), env, link.cls.env);
}

function isMethodValue(member: TSESTree.PropertyDefinition): boolean {
  return member.value?.type === 'FunctionExpression';
}

function constructorProperty(binder: Binder, instance: InstanceValue, link: Link, name: string): readonly Value[] {
  const env = constructorEnv(instance, link.cls, link.args);
  for (const parameter of env?.fn?.params ?? []) {
    if (parameter.type !== 'TSParameterProperty') continue;
    const pattern = parameterPattern(parameter);
    if (pattern.type === 'Identifier' && pattern.name === name && env?.fn)
      return parameterValues(binder, env.fn, pattern, env);
  }
  return [];
}

function assignedValues(binder: Binder, instance: InstanceValue, link: Link, name: string): readonly Value[] {
  const writes = link.cls.env.module.thisWrites.get(name) ?? [];
  const found: (readonly Value[])[] = [];
  for (const write of writes) {
    if (!within(write, link.cls.node)) continue;
    const env = methodEnvAt(binder, instance, link, write);
    if (env) found.push(binder.evaluate(write.right, env));
  }
  return union(...found);
}

/** Environment of code at `node` inside a method of the instance's class. */
function methodEnvAt(binder: Binder, instance: InstanceValue, link: Link, node: TSESTree.Node): Env | undefined {
  const member = memberAround(node, link.cls.node);
  if (member?.type !== 'MethodDefinition' || !isFunctionNode(member.value)) return undefined;
  const top =
    member.kind === 'constructor'
      ? constructorEnv(instance, link.cls, link.args)
      : binder.activate(
          { kind: 'function', node: member.value, env: link.cls.env, self: instance },
          undefined,
          member,
          bodyEnv(instance, link.cls),
        );
  return top && nestedEnv(node, member.value, top);
}

/** Open activations of the functions between `node` and `outer`, on top of `top`. */
function nestedEnv(node: TSESTree.Node, outer: FunctionNode, top: Env): Env {
  const inner: FunctionNode[] = [];
  for (let at = node.parent; at && at !== outer; at = at.parent) if (isFunctionNode(at)) inner.unshift(at);
  let env = top;
  for (const fn of inner) env = openInside(fn, env);
  return env;
}

function openInside(fn: FunctionNode, parent: Env): Env {
  const known = parent.memo.nested.get(fn);
  if (known) return known;
  const env = newEnv({ module: parent.module, fn, args: undefined, self: undefined, parent }, parent.depth + 1);
  parent.memo.nested.set(fn, env);
  return env;
}

function memberAround(node: TSESTree.Node, cls: ClassNode): TSESTree.Node | undefined {
  let at = node;
  while (at.parent && at.parent !== cls.body) at = at.parent;
  return at;
}

/** `Class.name`: static members, and those of a library base class. */
export function memberOfClass(binder: Binder, cls: ClassValue, name: string): readonly Value[] {
  if (name === 'name') {
    const own = className(cls.node);
    return own === undefined ? [] : [{ kind: 'constant', value: own }];
  }
  let at: ClassValue | undefined = cls;
  for (let hops = 0; at && hops < 12; hops++) {
    for (const member of at.node.body.body) {
      if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
      if (!member.static || propertyName(member) !== name) continue;
      if (member.type === 'PropertyDefinition') return member.value ? binder.evaluate(member.value, at.env) : [];
      if (!isFunctionNode(member.value)) continue;
      const method: Value = { kind: 'function', node: member.value, env: at.env, self: cls };
      return member.kind === 'get' ? binder.callFunction(method, member, at.env) : [method];
    }
    const bases = superValues(binder, at);
    const statics = staticMember(binder, bases, cls, name);
    if (statics.length > 0) return statics;
    at = bases.find((b): b is ClassValue => b.kind === 'class');
  }
  return [];
}

/** Active record: static members that a library's base class gives its subclasses. */
function staticMember(binder: Binder, bases: readonly Value[], cls: ClassValue, name: string): readonly Value[] {
  const base = libraryBase(binder, bases, cls);
  if (!base) return [];
  const statics = binder.catalog.inherited(base.library, base.type, (t) => t.staticMembers);
  const type =
    statics &&
    binder.libraryValue({ ...base, library: statics.library }, statics.value, {
      resource: base.resource ?? className(cls.node),
    });
  return type ? binder.memberOfLibrary(type, name) : [];
}

/** `super.name` inside a method. */
export function superMember(binder: Binder, node: TSESTree.MemberExpression, env: Env): readonly Value[] {
  const name = propertyName(node);
  let self: Value | undefined;
  for (let at: Env | undefined = env; at && !self; at = at.parent) self = at.self;
  const cls = classAround(node);
  if (name === undefined || self?.kind !== 'instance' || !cls) return [];
  const { links, library } = chain(binder, self);
  const start = links.findIndex((l) => l.cls.node === cls);
  for (const link of links.slice(start + 1)) {
    const found = ownMember(binder, self, link, name);
    if (found !== 'abstract' && found.length > 0) return found;
  }
  return library ? binder.memberOfLibrary(library, name) : [];
}

function classAround(node: TSESTree.Node): ClassNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isClassNode(at)) return at;
  return undefined;
}

const subclasses = new WeakMap<Binder, Map<ClassNode, readonly ClassValue[]>>();

/** Classes of the project that extend `cls` or implement it, at any depth; tests and mocks are not among the project's files. */
export function subclassesOf(binder: Binder, cls: ClassValue): readonly ClassValue[] {
  const known = entry(subclasses, binder, () => new Map<ClassNode, readonly ClassValue[]>());
  const cached = known.get(cls.node);
  if (cached) return cached;
  known.set(cls.node, []);
  const name = className(cls.node);
  const direct = name === undefined ? [] : classesNaming(binder, name, (node) => extendsClass(binder, node, cls));
  const all = [...direct, ...direct.flatMap((d) => subclassesOf(binder, d))];
  known.set(cls.node, all);
  return all;
}

function extendsClass(binder: Binder, node: ClassValue, cls: ClassValue): boolean {
  const named = node.node.implements.flatMap((clause) => binder.evaluate(clause.expression, node.env));
  return [...superValues(binder, node), ...named].some((v) => v.kind === 'class' && v.node === cls.node);
}

/** Classes of modules whose text holds `name`, for which `holds`. */
export function classesNaming(
  binder: Binder,
  name: string,
  holds: (cls: ClassValue) => boolean,
): readonly ClassValue[] {
  const found: ClassValue[] = [];
  for (const file of binder.project.filesWithWord(name, ['extends', 'implements'])) {
    const module = binder.project.module(file);
    for (const node of module?.classes ?? []) {
      if (!module || (!node.superClass && node.implements.length === 0)) continue;
      const value = classValue(binder, node, binder.openEnv(node, module));
      if (holds(value)) found.push(value);
    }
  }
  return found;
}
