/** What a class extends: project classes one after another, and the library type at their end. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName } from '../ast.js';
import type { Binder } from './bind.js';
import { constructorEnv } from './class-env.js';
import { className, openInstance } from './class.js';
import { exportInstance } from './library-instance.js';
import { typeArgumentName } from './type-instance.js';
import type { Argument, ClassValue, FunctionNode, InstanceValue, LibraryValue, Value } from './value.js';

/** A class in an instance's chain, with the arguments its constructor gets. */
export interface Link {
  readonly cls: ClassValue;
  readonly args: readonly Argument[] | undefined;
}

/** The chain of project classes from `cls` upwards, and the library type at its end. */
export function chain(
  binder: Binder,
  instance: InstanceValue,
): { links: readonly Link[]; library: LibraryValue | undefined } {
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

/** Base values of a class: project classes, or a library's. */
export function superValues(binder: Binder, cls: ClassValue): readonly Value[] {
  return cls.node.superClass ? binder.evaluate(cls.node.superClass, cls.env) : [];
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

/** The library object a class is. Its resource is the class of an active record, else the type argument, else the class. */
export function libraryBase(
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

/** The library type a class extends, directly or through project classes. */
export function libraryTypeOf(binder: Binder, cls: ClassValue): LibraryValue | undefined {
  return chain(binder, openInstance(cls)).library;
}
