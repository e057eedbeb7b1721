/** Tests that come out the same way each time: of an optional parameter that this call does not give, of a constant. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '@typescript-eslint/scope-manager';
import { isFunctionNode, propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Env } from '../binding/value.js';
import type { Context } from './context.js';

/** The arm of the test that is never taken: 0 where it cannot hold, 1 where it cannot fail. */
export function deadArm(binder: Binder, test: TSESTree.Node, context: Context): 0 | 1 | undefined {
  const at = unwrap(test);
  const fixed =
    at.type === 'Identifier' ? (fixedTruth(at, context.env) ?? givenTruth(binder, at, context.env)) : undefined;
  if (fixed !== undefined) return fixed ? 1 : 0;
  // What the library passes to the handler itself is not all in the rows.
  if (context.trace.length === 0) return undefined;
  if (at.type === 'UnaryExpression' && at.operator === '!') {
    const inner = deadArm(binder, at.argument, context);
    return inner === undefined ? undefined : inner === 0 ? 1 : 0;
  }
  if (at.type === 'LogicalExpression' && at.operator === '&&')
    return [at.left, at.right].some((side) => deadArm(binder, side, context) === 0) ? 0 : undefined;
  if (at.type === 'BinaryExpression') return comparedArm(binder, at, context.env);
  return isAbsent(binder, at, context.env) ? 0 : undefined;
}

/** `channel === 'mail'`: the arm that is never taken where this call gives the parameter a constant. */
function comparedArm(
  binder: Binder,
  { operator, left, right }: TSESTree.BinaryExpression,
  env: Env,
): 0 | 1 | undefined {
  if (!/^[=!]==?$/.test(operator) || left.type === 'PrivateIdentifier') return undefined;
  const [given, other] = isGivenConstant(left, env) ? [left, right] : [right, left];
  if (!isGivenConstant(given, env)) return undefined;
  const [value, wanted] = [given, other].map((side) => binder.constant(side, env));
  if (typeof value !== 'string' || typeof wanted !== 'string') return undefined;
  return (value === wanted) === operator.startsWith('=') ? 1 : 0;
}

/** A parameter, never set anew, for which the call has a text: `send('mail', …)`. */
function isGivenConstant(node: TSESTree.Node, env: Env): boolean {
  const at = unwrap(node);
  const variable = at.type === 'Identifier' ? env.module.variables.get(at) : undefined;
  const def = variable?.defs[0];
  if (!variable || def?.type !== 'Parameter' || !isFunctionNode(def.node)) return false;
  return def.node.params.some((p) => p === def.name) && variable.references.every((r) => !r.isWrite());
}

/** `const isRetried = null`: whether a name that is given a literal once and for all counts as true. */
function fixedTruth(node: TSESTree.Identifier, { module }: Env): boolean | undefined {
  const def = module.variables.get(node)?.defs[0];
  if (def?.type !== 'Variable' || def.parent.kind !== 'const' || def.node.id.type !== 'Identifier') return undefined;
  return def.node.init?.type === 'Literal' ? Boolean(def.node.init.value) : undefined;
}

/** A parameter that this call gives a literal: `create(order, false)`. */
function givenTruth(binder: Binder, node: TSESTree.Identifier, env: Env): boolean | undefined {
  const variable = env.module.variables.get(node);
  const def = variable?.defs[0];
  if (!variable || def?.type !== 'Parameter' || !isFunctionNode(def.node)) return undefined;
  if (variable.references.some((r) => r.isWrite() && r.init !== true)) return undefined;
  const { args, fn } = binder.homeOf(variable, env);
  const index = def.node.params.findIndex(
    (p) => p === def.name || (p.type === 'AssignmentPattern' && p.left === def.name),
  );
  const given = fn === def.node && index >= 0 ? args?.[index] : undefined;
  const literal = given?.kind === 'expression' ? unwrap(given.node) : undefined;
  return literal?.type === 'Literal' ? Boolean(literal.value) : undefined;
}

/** `limit`, `options.limit` of a parameter that the call leaves out. */
function isAbsent(binder: Binder, node: TSESTree.Node, env: Env): boolean {
  const property = node.type === 'MemberExpression' && !node.computed ? propertyName(node) : undefined;
  const holder = node.type === 'MemberExpression' ? unwrap(node.object) : node;
  if (holder.type !== 'Identifier' || (node.type === 'MemberExpression' && property === undefined)) return false;
  const variable = env.module.variables.get(holder);
  const parameter = variable && leftOut(binder, variable, env);
  if (!parameter) return false;
  if (parameter.type === 'AssignmentPattern')
    return property !== undefined && parameter.left.type === 'Identifier' && lacks(parameter.right, property);
  return parameter.type === 'Identifier' && parameter.optional;
}

/** The parameter that the variable is, where the call of its function gives no argument for it. */
function leftOut(binder: Binder, variable: Variable, env: Env): TSESTree.Parameter | undefined {
  const def = variable.defs[0];
  if (def?.type !== 'Parameter' || !isFunctionNode(def.node)) return undefined;
  const index = def.node.params.findIndex(
    (p) => p === def.name || (p.type === 'AssignmentPattern' && p.left === def.name),
  );
  const { args, fn } = binder.homeOf(variable, env);
  const isGiven = index < 0 || args === undefined || fn !== def.node || args.length > index;
  if (isGiven || args.some((a) => a.kind === 'spread')) return undefined;
  const isSet = variable.references.some((r) => r.isWrite() && r.init !== true);
  return isSet ? undefined : def.node.params[index];
}

/** Is it an object literal without the property? */
function lacks(node: TSESTree.Node, property: string): boolean {
  const at = unwrap(node);
  return (
    at.type === 'ObjectExpression' &&
    at.properties.every((p) => p.type === 'Property' && !p.computed && propertyName(p) !== property)
  );
}
