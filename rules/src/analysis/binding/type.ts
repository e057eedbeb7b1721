/** What annotations and injection decorators say a value is. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '@typescript-eslint/scope-manager';
import { annotationOf, isClassNode, lastName, parameterPattern, propertyName } from '../ast.js';
import type { Binder } from './bind.js';
import { classValue, openInstance } from './class.js';
import { exportInstance } from './library-instance.js';
import { classesNaming } from './subclasses.js';
import { describedExport, exportedValues, sourceMember } from './module.js';
import { providedValues } from './provider.js';
import { type Env, type ShapeValue, type Value, union } from './value.js';
import { entry } from '../memo.js';
import { mayLeadTo } from './barrel.js';

const TRANSPARENT = new Set([
  'Promise',
  'PromiseLike',
  'Readonly',
  'Partial',
  'Required',
  'NonNullable',
  'Awaited',
  'Omit',
  'Pick',
  'DeepReadonly',
]);
const LISTS = new Set([
  'Array',
  'ReadonlyArray',
  'Set',
  'ReadonlySet',
  'Iterable',
  'AsyncIterable',
  'AsyncGenerator',
  'AsyncIterableIterator',
]);

const running = new WeakMap<Binder, Set<TSESTree.TypeNode>>();

/** Values of the annotation, promises unwrapped. Empty when it names nothing we know. */
export function typeValues(binder: Binder, type: TSESTree.TypeNode, env: Env): readonly Value[] {
  let active = running.get(binder);
  if (!active) running.set(binder, (active = new Set()));
  if (active.has(type)) return [];
  active.add(type);
  try {
    return readType(binder, type, env);
  } finally {
    active.delete(type);
  }
}

function readType(binder: Binder, type: TSESTree.TypeNode, env: Env): readonly Value[] {
  switch (type.type) {
    case 'TSTypeReference':
      return referenceValues(binder, type, env);
    case 'TSArrayType':
      return listOf(typeValues(binder, type.elementType, env));
    case 'TSUnionType':
    case 'TSIntersectionType':
      return union(...type.types.map((t) => typeValues(binder, t, env)));
    case 'TSTypeOperator':
      return type.typeAnnotation ? typeValues(binder, type.typeAnnotation, env) : [];
    case 'TSTypeQuery':
      return type.exprName.type === 'TSImportType' ? [] : entityValues(binder, type.exprName, env);
    case 'TSTypeLiteral':
      return [{ kind: 'shape', members: type.members, env }];
    case 'TSImportType': {
      const name = type.qualifier ? lastName(type.qualifier) : undefined;
      const source = type.source.value;
      return name === undefined
        ? []
        : asInstances(binder, sourceMember(binder, env.module, source, name), type.typeArguments ?? undefined);
    }
    default:
      return [];
  }
}

function listOf(values: readonly Value[]): readonly Value[] {
  return values.length === 0 ? [] : [{ kind: 'array', elements: [{ kind: 'value', values, provenance: 'unknown' }] }];
}

function referenceValues(binder: Binder, type: TSESTree.TSTypeReference, env: Env): readonly Value[] {
  const first = type.typeArguments?.params[0];
  if (type.typeName.type === 'Identifier') {
    const { name } = type.typeName;
    const variable = env.module.variables.get(type.typeName);
    const declared = variable !== undefined && variable.defs.length > 0;
    if (!declared && first) {
      if (TRANSPARENT.has(name)) return typeValues(binder, first, env);
      if (LISTS.has(name)) return listOf(typeValues(binder, first, env));
      if (name === 'ReturnType') return returnTypeValues(binder, first, env);
      if (name === 'InstanceType')
        return typeValues(binder, first, env).flatMap((v) => (v.kind === 'class' ? [openInstance(v)] : []));
    }
    if (declared) return declaredTypeValues(binder, variable, type, env);
    return annotated(binder, name);
  }
  if (type.typeName.type === 'TSQualifiedName') {
    const bases = entityValues(binder, type.typeName.left, env);
    const name = type.typeName.right.name;
    const members = union(...bases.map((b) => binder.member(b, name)));
    return asInstances(binder, members, type.typeArguments);
  }
  return [];
}

function annotated(binder: Binder, name: string): readonly Value[] {
  const row = binder.catalog.annotation(name);
  if (!row) return [];
  const made = exportInstance(
    binder,
    { kind: 'export', library: row.library, name, model: { class: row.type } },
    undefined,
  );
  return made ? [made] : [];
}

function returnTypeValues(binder: Binder, type: TSESTree.TypeNode, env: Env): readonly Value[] {
  if (type.type !== 'TSTypeQuery' || type.exprName.type === 'TSImportType') return [];
  const functions = entityValues(binder, type.exprName, env);
  return union(...functions.map((f) => binder.callFunction(f, type, env)));
}

function entityValues(binder: Binder, name: TSESTree.EntityName, env: Env): readonly Value[] {
  if (name.type === 'Identifier') {
    const variable = env.module.variables.get(name) ?? lookUp(name.name, env);
    return variable ? binder.variable(variable, env) : [];
  }
  if (name.type === 'TSQualifiedName') {
    return union(...entityValues(binder, name.left, env).map((v) => binder.member(v, name.right.name)));
  }
  return [];
}

function lookUp(name: string, env: Env): Variable | undefined {
  const top = env.module.scopes.globalScope;
  return top?.childScopes[0]?.set.get(name) ?? top?.set.get(name);
}

function declaredTypeValues(
  binder: Binder,
  variable: Variable,
  type: TSESTree.TSTypeReference,
  env: Env,
): readonly Value[] {
  const def = variable.defs[0];
  if (!def) return [];
  if (def.type === 'ImportBinding') {
    const binding = env.module.imports.get(variable.name);
    if (!binding) return [];
    return importedTypeValues(binder, variable.name, type, env);
  }
  return declarationValues(binder, def.node, env, type);
}

function importedTypeValues(binder: Binder, local: string, type: TSESTree.TSTypeReference, env: Env): readonly Value[] {
  const binding = env.module.imports.get(local);
  if (binding?.kind !== 'named' && !(binding?.kind === 'require' && binding.name !== undefined)) return [];
  const name = binding.name ?? local;
  const target = binder.project.resolve(env.module.path, binding.source);
  if (target.kind !== 'module') {
    const found = asInstances(binder, sourceMember(binder, env.module, binding.source, name), type.typeArguments);
    return found.length > 0 ? found : annotated(binder, name);
  }
  const declaration = findTypeDeclaration(binder, target.path, name, new Set());
  const described = declaration && describedExport(binder, declaration.env.module, name);
  if (described) return asInstances(binder, described, type.typeArguments);
  if (declaration) return declarationValues(binder, declaration.node, declaration.env, type);
  const module = binder.project.module(target.path);
  const values = module ? exportedValues(binder, module, name) : [];
  return asInstances(binder, values, type.typeArguments);
}

/** The interface, alias or class that `name` denotes in `env`, wherever in the project it is declared. */
export function typeDeclaration(
  binder: Binder,
  name: string,
  env: Env,
): { readonly node: TSESTree.Node; readonly env: Env } | undefined {
  const binding = env.module.imports.get(name);
  if (binding?.kind === 'named') return through(binder, env.module.path, binding.source, binding.name, new Set());
  const def = lookUp(name, env)?.defs[0];
  return def && { node: def.node as TSESTree.Node, env };
}

/** The interface, alias or class that a module exports under `name`. */
function findTypeDeclaration(
  binder: Binder,
  path: string,
  name: string,
  seen: Set<string>,
): { node: TSESTree.Node; env: Env } | undefined {
  const key = `${path}#${name}`;
  const module = binder.project.module(path);
  if (!module || seen.has(key)) return undefined;
  seen.add(key);
  const binding = module.exports.get(name);
  if (binding?.kind === 'node') return { node: binding.node, env: binder.moduleEnv(module) };
  if (binding?.kind === 'local') {
    const def = lookUp(binding.name, binder.moduleEnv(module))?.defs[0];
    if (def?.type !== 'ImportBinding') return def && { node: def.node as TSESTree.Node, env: binder.moduleEnv(module) };
    const imported = module.imports.get(binding.name);
    if (imported?.kind !== 'named') return undefined;
    return through(binder, path, imported.source, imported.name, seen);
  }
  if (binding?.kind === 'reexport') return through(binder, path, binding.source, binding.name, seen);
  for (const source of module.exportAll) {
    if (!mayLeadTo(binder, path, source, name)) continue;
    const found = through(binder, path, source, name, seen);
    if (found) return found;
  }
  return undefined;
}

function through(
  binder: Binder,
  from: string,
  source: string,
  name: string,
  seen: Set<string>,
): { node: TSESTree.Node; env: Env } | undefined {
  const target = binder.project.resolve(from, source);
  return target.kind === 'module' ? findTypeDeclaration(binder, target.path, name, seen) : undefined;
}

function declarationValues(
  binder: Binder,
  node: TSESTree.Node,
  env: Env,
  type: TSESTree.TSTypeReference,
): readonly Value[] {
  if (isClassNode(node)) return [openInstance(classValue(binder, node, binder.openEnv(node, env.module)))];
  if (node.type === 'TSTypeAliasDeclaration') return typeValues(binder, node.typeAnnotation, env);
  if (node.type === 'TSInterfaceDeclaration') return interfaceValues(binder, node, env);
  if (node.type === 'TSTypeParameter') return node.constraint ? typeValues(binder, node.constraint, env) : [];
  if (node.type === 'VariableDeclarator' || node.type === 'Identifier')
    return asInstances(binder, binder.evaluate(node, env), type.typeArguments);
  return [];
}

const implementers = new WeakMap<Binder, Map<TSESTree.TSInterfaceDeclaration, readonly Value[]>>();

/** What may stand behind an interface: implementing classes, else what it extends, else its declared members. */
function interfaceValues(binder: Binder, node: TSESTree.TSInterfaceDeclaration, env: Env): readonly Value[] {
  const known = entry(implementers, binder, () => new Map<TSESTree.TSInterfaceDeclaration, readonly Value[]>());
  const cached = known.get(node);
  if (cached) return cached;
  known.set(node, []);
  const provided = providedValues(binder, node.id, env);
  const classes =
    provided.length > 0 ? [] : classesNaming(binder, node.id.name, (cls) => implementsInterface(binder, cls, node));
  const found: readonly Value[] =
    provided.length > 0 ? provided : classes.filter((c) => !c.node.abstract).map((c) => openInstance(c));
  const extended = union(...node.extends.map((e) => heritageValues(binder, e.expression, env)));
  const values =
    found.length > 0 ? union(found, extended) : union(extended, [{ kind: 'shape', members: node.body.body, env }]);
  known.set(node, values);
  return values;
}

function heritageValues(binder: Binder, node: TSESTree.Node, env: Env): readonly Value[] {
  if (node.type !== 'Identifier') return [];
  const binding = env.module.imports.get(node.name);
  if (binding?.kind === 'named') {
    const target = binder.project.resolve(env.module.path, binding.source);
    if (target.kind !== 'module')
      return asInstances(binder, sourceMember(binder, env.module, binding.source, binding.name), undefined);
    const declaration = findTypeDeclaration(binder, target.path, binding.name, new Set());
    return declaration?.node.type === 'TSInterfaceDeclaration'
      ? interfaceValues(binder, declaration.node, declaration.env)
      : [];
  }
  const local = typeDeclaration(binder, node.name, env);
  return local?.node.type === 'TSInterfaceDeclaration' ? interfaceValues(binder, local.node, local.env) : [];
}

function implementsInterface(
  binder: Binder,
  cls: Extract<Value, { kind: 'class' }>,
  node: TSESTree.TSInterfaceDeclaration,
): boolean {
  return cls.node.implements.some((clause) => {
    if (clause.expression.type !== 'Identifier') return false;
    return interfaceNamed(binder, clause.expression.name, cls.env, node);
  });
}

/** Does `name`, as seen from `env`, denote the interface `node` or one that extends it? */
function interfaceNamed(
  binder: Binder,
  name: string,
  env: Env,
  node: TSESTree.TSInterfaceDeclaration,
  hops = 0,
): boolean {
  const declaration = typeDeclaration(binder, name, env);
  if (declaration?.node === node) return true;
  if (declaration?.node.type !== 'TSInterfaceDeclaration' || hops > 4) return false;
  const { env: at } = declaration;
  return declaration.node.extends.some(
    (e) => e.expression.type === 'Identifier' && interfaceNamed(binder, e.expression.name, at, node, hops + 1),
  );
}

/** Classes and exports named in a type position denote their instances. */
function asInstances(
  binder: Binder,
  values: readonly Value[],
  typeArguments: TSESTree.TSTypeParameterInstantiation | undefined,
): readonly Value[] {
  return values.flatMap((v): readonly Value[] => {
    if (v.kind === 'class') return [openInstance(v)];
    if (v.kind === 'library') return [v];
    if (v.kind === 'export' && v.model.class !== undefined) {
      const made = exportInstance(binder, v, typeArgumentName(typeArguments));
      return made ? [made] : [];
    }
    return [];
  });
}

/** `Repository<Order>` → `Order`. */
export function typeArgumentName(typeArguments: TSESTree.TSTypeParameterInstantiation | undefined): string | undefined {
  let first = typeArguments?.params[0];
  if (first?.type === 'TSTypeQuery' && first.exprName.type === 'Identifier') return first.exprName.name;
  if (
    first?.type === 'TSTypeReference' &&
    first.typeArguments?.params[0] &&
    first.typeName.type === 'Identifier' &&
    /Document|Entity|Partial/.test(first.typeName.name)
  ) {
    first = first.typeArguments.params[0];
  }
  return first?.type === 'TSTypeReference' && first.typeName.type === 'Identifier' ? first.typeName.name : undefined;
}

/** What a parameter's decorators and annotation say. */
export function parameterTypeValues(binder: Binder, parameter: TSESTree.Parameter, env: Env): readonly Value[] {
  const annotation =
    annotationOf(parameterPattern(parameter)) ??
    (parameter.type === 'RestElement' ? annotationOf(parameter) : undefined);
  return injectedValues(binder, parameter.decorators, annotation, env, env);
}

/**
 * What is injected at a parameter or field. The decorator knows the resource; where it gives a library's object but the
 * annotation names a class of the project (a custom repository), the class knows more.
 */
export function injectedValues(
  binder: Binder,
  decorators: readonly TSESTree.Decorator[],
  annotation: TSESTree.TypeNode | undefined,
  env: Env,
  typeEnv: Env,
): readonly Value[] {
  const decorated = decoratorValues(binder, decorators, env);
  const typed = (): readonly Value[] => (annotation ? typeValues(binder, annotation, typeEnv) : []);
  if (decorated.length === 0) return typed();
  return decorated.every((v) => v.kind === 'library') ? narrowed(decorated, typed()) : decorated;
}

/** A class of the project says more than the library's object it is (`repo as OrderRepository`). */
export function narrowed(values: readonly Value[], typed: readonly Value[]): readonly Value[] {
  const classes = typed.filter((v) => v.kind === 'instance');
  return classes.length > 0 ? classes : values.length > 0 ? values : typed;
}

/** Values that injection decorators give: `@InjectRepository(E)`, `@Inject(TOKEN)`. */
export function decoratorValues(binder: Binder, decorators: readonly TSESTree.Decorator[], env: Env): readonly Value[] {
  for (const decorator of decorators) {
    const call = decorator.expression.type === 'CallExpression' ? decorator.expression : undefined;
    const callee = call ? call.callee : decorator.expression;
    for (const value of binder.evaluate(callee, env)) {
      const inject = value.kind === 'export' ? value.model.decorator?.inject : undefined;
      if (!inject || value.kind !== 'export') continue;
      const args = call ? binder.argumentsOf(call, env) : [];
      if (inject.token) {
        const token = binder.at(args, inject.token)[0];
        const found = token?.kind === 'expression' ? providedValues(binder, token.node, token.env) : [];
        if (found.length > 0) return found;
      }
      if (inject.type === undefined) continue;
      const made = exportInstance(
        binder,
        { ...value, model: { class: inject.type } },
        injectedResource(binder, inject.resource, args),
      );
      if (made) return [made];
    }
  }
  return [];
}

function injectedResource(
  binder: Binder,
  path: readonly [number, ...string[]] | undefined,
  args: ReturnType<Binder['argumentsOf']>,
): string | undefined {
  return path ? resourceName(binder, binder.at(args, path)[0]) : undefined;
}

/** The name of the table, collection or queue an argument stands for. */
export function resourceName(
  binder: Binder,
  argument: ReturnType<Binder['argumentsOf']>[number] | undefined,
): string | undefined {
  if (!argument) return undefined;
  for (const value of binder.argument(argument)) {
    if (value.kind === 'constant' && value.value !== null && value.value !== '') return String(value.value);
    if (value.kind === 'class')
      return value.node.id?.name ?? (argument.kind === 'expression' ? lastName(argument.node) : undefined);
    if (value.kind === 'library' && value.resource !== undefined) return value.resource;
    if (value.kind === 'instance') return value.cls.node.id?.name;
  }
  return argument.kind === 'expression' && argument.node.type === 'Identifier' && /^[A-Z]/.test(argument.node.name)
    ? argument.node.name
    : undefined;
}

/** A declared member of an interface or object type. */
export function memberOfShape(binder: Binder, shape: ShapeValue, name: string): readonly Value[] {
  for (const member of shape.members) {
    if (member.type === 'TSPropertySignature' && propertyName(member) === name) {
      const annotation = member.typeAnnotation?.typeAnnotation;
      return annotation ? typeValues(binder, annotation, shape.env) : [];
    }
  }
  return [];
}
