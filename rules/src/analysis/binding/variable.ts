/** What a variable denotes, and where it gets its value from. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '@typescript-eslint/scope-manager';
import { annotationOf, enclosingFunction, isClassNode, isFunctionNode, propertyName } from '../ast.js';
import type { Binder } from './bind.js';
import { importedValues } from './module.js';
import { parameterValues } from './parameter.js';
import { follow, patternPath } from './pattern.js';
import { argumentsObject } from './reflection.js';
import { typeValues } from './type.js';
import { type Argument, type Env, type FunctionNode, type Value, isTelling, union } from './value.js';

/** What a name denotes, which may be a global one. */
export function identifierValues(binder: Binder, node: TSESTree.Identifier, env: Env): readonly Value[] {
  const variable = env.module.variables.get(node);
  if (!variable || variable.defs.length === 0)
    return node.name === 'arguments' ? argumentsObject(env) : globalValues(binder, node.name, env);
  return binder.variable(variable, env);
}

function globalValues(binder: Binder, name: string, { module }: Env): readonly Value[] {
  if (name === 'exports' && module.exports.size > 0) return [{ kind: 'namespace', module }];
  const row = binder.catalog.global(name);
  return row ? [{ kind: 'export', library: row.library, name, model: row.model }] : [];
}

/** What a variable denotes, seen from `env`. */
export function variableValues(binder: Binder, variable: Variable, env: Env): readonly Value[] {
  const home = binder.homeOf(variable, env);
  const def = variable.defs.find((d) => d.type !== 'FunctionName' || hasBody(d.node)) ?? variable.defs[0];
  if (!def) return [];
  switch (def.type) {
    case 'ImportBinding':
      return importedValues(binder, env.module, variable.name);
    case 'FunctionName':
      return isFunctionNode(def.node) ? binder.evaluate(def.node, home) : [];
    case 'ClassName':
      return isClassNode(def.node) ? binder.evaluate(def.node, home) : [];
    case 'TSEnumName':
      return binder.evaluate(def.node, home);
    case 'Parameter':
      return isFunctionNode(def.node) ? parameter(binder, variable, def.node, def.name, home) : [];
    case 'Variable':
      return declared(binder, variable, def.node, home);
    default:
      return [];
  }
}

/** What a parameter is given; where that is not seen, what its function sets it to: `client ??= connect()`. */
function parameter(
  binder: Binder,
  variable: Variable,
  fn: FunctionNode,
  name: TSESTree.Node,
  home: Env,
): readonly Value[] {
  const given = withAssigned(parameterValues(binder, fn, name, home), variable, home);
  return isTelling(given) ? given : union(given, ...writtenValues(binder, variable, home));
}

/** `options.handler = handler`: objects that a parameter stands for, with what its function sets on them. */
function withAssigned(values: readonly Value[], { references }: Variable, home: Env): readonly Value[] {
  if (!values.some((v) => v.kind === 'object')) return values;
  const assigned = new Map<string, Argument>();
  for (const { identifier } of references) {
    const member = identifier.parent;
    const write = member.type === 'MemberExpression' && member.object === identifier ? member.parent : undefined;
    const name = member.type === 'MemberExpression' ? propertyName(member) : undefined;
    if (name === undefined || write?.type !== 'AssignmentExpression' || write.left !== member) continue;
    if (write.operator === '=' && enclosingFunction(write) === home.fn)
      assigned.set(name, { kind: 'expression', node: write.right, env: home });
  }
  return assigned.size === 0 ? values : values.map((v) => (v.kind === 'object' ? { ...v, assigned } : v));
}

function hasBody(node: TSESTree.Node): boolean {
  return 'body' in node && Boolean(node.body);
}

function declared(
  binder: Binder,
  variable: Variable,
  declarator: TSESTree.VariableDeclarator,
  home: Env,
): readonly Value[] {
  const imported = home.module.imports.get(variable.name);
  if (imported?.kind === 'require' && home.fn === undefined) return importedValues(binder, home.module, variable.name);
  const source = binder.declaratorArgument(variable, home);
  const values = union(source ? binder.argument(source) : [], ...writtenValues(binder, variable, home));
  if (isTelling(values)) return values;
  const annotation = annotationOf(declarator.id);
  const typed = annotation && declarator.id.type === 'Identifier' ? typeValues(binder, annotation, home) : [];
  return typed.length > 0 ? typed : values;
}

/** What the variable is set to after its declaration. */
function writtenValues(binder: Binder, { references }: Variable, home: Env): readonly (readonly Value[])[] {
  return references
    .filter((r) => r.isWrite() && !r.init && r.writeExpr)
    .map((r) => binder.evaluate(r.writeExpr as TSESTree.Node, writeEnv(binder, r.identifier, home)));
}

function writeEnv(binder: Binder, node: TSESTree.Node, home: Env): Env {
  return enclosingFunction(node) === home.fn ? home : binder.openEnv(node, home.module);
}

/** Where a declared variable gets its first value from, destructuring included; undefined for `let x;`. */
export function declaratorArgument(binder: Binder, variable: Variable, home: Env): Argument | undefined {
  const def = variable.defs[0];
  if (def?.type !== 'Variable') return undefined;
  const declarator = def.node;
  const loop = declarator.parent.parent;
  let base: Argument | undefined;
  if (loop.type === 'ForOfStatement' && loop.left === declarator.parent) {
    base = { kind: 'element', of: { kind: 'expression', node: loop.right, env: home } };
  } else if (declarator.init) base = { kind: 'expression', node: declarator.init, env: home };
  if (!base) return undefined;
  const path = patternPath(declarator.id, def.name);
  return path && follow(binder, base, path, home);
}
