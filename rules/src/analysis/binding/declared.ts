/** What do JSDoc tags say of the function that is called: its own, or those of what it implements? */
import type { TSESTree } from '@typescript-eslint/types';
import type { ArgPath, CallModel } from '../../models/model.js';
import { type Declaration, mayDeclare } from '../../project/declarations.js';
import { annotationOf, classOfMethod, parameterPattern, propertyName, unwrap } from '../ast.js';
import { entry } from '../memo.js';
import type { Binder } from './bind.js';
import { functionName } from './callers.js';
import { chain } from './class-chain.js';
import { classValue, constructorOf, openInstance } from './class.js';
import { findTypeDeclaration, typeDeclaration } from './type-declaration.js';
import type { ClassValue, Env, FunctionValue, InstanceValue, Value } from './value.js';

/** A declaration, and where the code it speaks of is read. */
export interface Declared extends Declaration {
  readonly env: Env;
}

/** Interfaces between a class and the one that declares something. */
const MAX_HOPS = 5;
const declaring = new WeakMap<Binder, { readonly is: boolean }>();

/** Does any file of the project declare something? */
function isDeclaring({ project }: Binder): boolean {
  return ['idempotent', 'nonIdempotent', 'idempotencyKey'].some((word) =>
    project.filesWithWord(word).some((file) => mayDeclare(project.text(file) ?? '')),
  );
}

/** What is declared of a function of the project; a method keeps what its interfaces and base classes promise. */
export function declaredOf(binder: Binder, fn: FunctionValue): Declared | undefined {
  if (!entry(declaring, binder, () => ({ is: isDeclaring(binder) })).is) return undefined;
  const own = at(fn.node, fn.env);
  const cls = own ? undefined : classOfMethod(fn.node);
  const name = functionName(fn.node);
  if (!cls || name === undefined || isStatic(fn.node.parent)) return own;
  const self = fn.self?.kind === 'instance' ? fn.self : openInstance(classValue(cls, fn.env));
  return memberDeclared(binder, self, name);
}

function isStatic(member: TSESTree.Node | undefined): boolean {
  return member !== undefined && 'static' in member && member.static;
}

/** What is declared of the variable, property or method that a call names, where no function is seen behind it. */
export function declaredCallee(binder: Binder, callee: TSESTree.Node, env: Env): Declared | undefined {
  if (!entry(declaring, binder, () => ({ is: isDeclaring(binder) })).is) return undefined;
  const node = unwrap(callee);
  if (node.type === 'Identifier') return variableDeclared(binder, node, env);
  const name = node.type === 'MemberExpression' ? propertyName(node) : undefined;
  if (node.type !== 'MemberExpression' || node.object.type === 'Super' || name === undefined) return undefined;
  const { object } = node;
  return (
    first(binder.evaluate(object, env), (v) => ofMember(binder, v, name)) ??
    first(annotationsOf(binder, unwrap(object), env), (a) => ofAnnotation(binder, a.type, a.env, name))
  );
}

interface Annotation {
  readonly type: TSESTree.TypeNode | undefined;
  readonly env: Env;
}

/** The type that is written beside a variable, a parameter or a field: what stands behind it may be something of no class. */
function annotationsOf(binder: Binder, node: TSESTree.Node, env: Env): readonly Annotation[] {
  if (node.type === 'Identifier') {
    const name = env.module.variables.get(node)?.defs[0]?.name;
    return name ? [{ type: annotationOf(name), env }] : [];
  }
  const name = node.type === 'MemberExpression' ? propertyName(node) : undefined;
  if (node.type !== 'MemberExpression' || node.object.type !== 'ThisExpression' || name === undefined) return [];
  const selves = binder.evaluate(node.object, env).filter((v) => v.kind === 'instance');
  return selves
    .flatMap((self) => chain(binder, self).links)
    .map(({ cls }) => ({ type: fieldAnnotation(cls, name), env: cls.env }));
}

function fieldAnnotation({ node }: ClassValue, name: string): TSESTree.TypeNode | undefined {
  const parameters = constructorOf(node)?.params.filter((p) => p.type === 'TSParameterProperty') ?? [];
  const parameter = parameters.map((p) => parameterPattern(p)).find((p) => p.type === 'Identifier' && p.name === name);
  const field = node.body.body.find((m) => m.type === 'PropertyDefinition' && isNamed(m, name));
  const declared = parameter ?? field;
  return declared && annotationOf(declared);
}

function ofAnnotation(
  binder: Binder,
  type: TSESTree.TypeNode | undefined,
  env: Env,
  name: string,
): Declared | undefined {
  return type?.type === 'TSTypeReference' ? ofHeritage(binder, type.typeName, env, name) : undefined;
}

/** What a row says of the calls that take it. */
export function declaredByRow(row: CallModel | undefined, env: Env): Declared | undefined {
  if (!row?.declared) return undefined;
  const { is, key } = row.declared;
  return { is, key: key && { name: positionName(key), path: key, fallback: undefined }, env };
}

function positionName([argument, ...properties]: ArgPath): string {
  return properties.at(-1) ?? (argument < 0 ? 'last argument' : `argument ${String(argument + 1)}`);
}

function at(node: TSESTree.Node, env: Env): Declared | undefined {
  const declaration = env.module.declarations.of.get(node);
  return declaration && { ...declaration, env };
}

function first<T>(list: readonly T[], read: (item: T) => Declared | undefined): Declared | undefined {
  for (const item of list) {
    const found = read(item);
    if (found) return found;
  }
  return undefined;
}

function variableDeclared(binder: Binder, node: TSESTree.Identifier, env: Env): Declared | undefined {
  const def = env.module.variables.get(node)?.defs[0];
  if (!def) return undefined;
  if (def.type !== 'ImportBinding') return at(def.node, env);
  const declaration = typeDeclaration(binder, node.name, env);
  return declaration && at(declaration.node, declaration.env);
}

function ofMember(binder: Binder, value: Value, name: string): Declared | undefined {
  switch (value.kind) {
    case 'instance':
      return memberDeclared(binder, value, name);
    case 'shape':
      return first(value.members, (m) => (isNamed(m, name) ? at(m, value.env) : undefined));
    case 'object':
      return first(value.node.properties, (p) => (isNamed(p, name) ? at(p, value.env) : undefined));
    case 'class':
      return first(value.node.body.body, (m) => (isStatic(m) && isNamed(m, name) ? at(m, value.env) : undefined));
    case 'namespace': {
      const found = findTypeDeclaration(binder, value.module.path, name, new Set());
      return found && at(found.node, found.env);
    }
    default:
      return undefined;
  }
}

/** By the nearest class of the chain that says something itself or by its interfaces. */
function memberDeclared(binder: Binder, instance: InstanceValue, name: string): Declared | undefined {
  return first(
    chain(binder, instance).links,
    ({ cls }) =>
      ownMember(cls, name) ?? first(cls.node.implements, (i) => ofHeritage(binder, i.expression, cls.env, name)),
  );
}

function ownMember({ node, env }: ClassValue, name: string): Declared | undefined {
  return first(node.body.body, (m) => {
    if (isStatic(m) || !isNamed(m, name)) return undefined;
    return at(m, env) ?? ('value' in m && m.value ? at(m.value, env) : undefined);
  });
}

/** The member of an interface, or of one that it extends. */
function ofHeritage(binder: Binder, heritage: TSESTree.Node, env: Env, name: string, hops = 0): Declared | undefined {
  const declaration = heritage.type === 'Identifier' ? typeDeclaration(binder, heritage.name, env) : undefined;
  if (!declaration || hops > MAX_HOPS) return undefined;
  const { node, env: home } = declaration;
  if (node.type === 'TSTypeAliasDeclaration' && node.typeAnnotation.type === 'TSTypeLiteral')
    return first(node.typeAnnotation.members, (m) => (isNamed(m, name) ? at(m, home) : undefined));
  if (node.type === 'ClassDeclaration') return ownMember(classValue(node, binder.openEnv(node, home.module)), name);
  if (node.type !== 'TSInterfaceDeclaration') return undefined;
  return (
    first(node.body.body, (m) => (isNamed(m, name) ? at(m, home) : undefined)) ??
    first(node.extends, (e) => ofHeritage(binder, e.expression, home, name, hops + 1))
  );
}

function isNamed(member: TSESTree.Node, name: string): boolean {
  switch (member.type) {
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'TSAbstractMethodDefinition':
    case 'TSAbstractPropertyDefinition':
    case 'TSMethodSignature':
    case 'TSPropertySignature':
    case 'Property':
      return propertyName(member) === name;
    default:
      return false;
  }
}
