/** What becomes of the value of a call? */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, isFunctionNode, propertyName, unwrap } from '../ast.js';
import type { Place } from '../effect.js';

/** `dropped`: nobody looks at it. `returned`: the function around gives it to its caller. `used`: the code around looks at it. */
export type Use = 'dropped' | 'returned' | 'used';

/** The use of the value of `call`, promises unwrapped; through functions written into another call as far as that call. */
export function useOf(call: TSESTree.Node, module: Place['module']): Use {
  let at = call;
  while (at.parent && unwrap(at.parent) === unwrap(call)) at = at.parent;
  const { parent } = at;
  if (parent?.type === 'ExpressionStatement') return 'dropped';
  if (parent?.type === 'UnaryExpression' && parent.operator === 'void') return 'dropped';
  if (parent?.type === 'ReturnStatement' || (isFunctionNode(parent) && parent.body === at)) return returned(at, module);
  if (parent?.type === 'ArrayExpression' || (parent?.type === 'CallExpression' && isGathered(parent)))
    return useOf(parent, module);
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return 'used';
  const variable = module.variables.get(parent.id);
  return variable?.references.every((r) => !r.isRead()) ? 'dropped' : 'used';
}

/** A function written into a call hands its value to that call: `list.map(async (x) => save(x))`. */
function returned(at: TSESTree.Node, module: Place['module']): Use {
  const fn = enclosingFunction(at);
  const outer = fn?.parent;
  const isInline = outer?.type === 'CallExpression' && outer.arguments.some((a) => a === fn);
  return isInline ? useOf(outer, module) : 'returned';
}

/** `Promise.all(…)` and its kind give what they are given. */
function isGathered(call: TSESTree.CallExpression): boolean {
  const { callee } = call;
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Promise';
}

/** Are the named properties all that is taken out of the value of the chain of calls that `call` is part of? */
export function isTakenApart(call: TSESTree.Node, names: readonly string[]): boolean {
  let at = chainOf(call);
  while (at.parent && unwrap(at.parent) === unwrap(at)) at = at.parent;
  const { parent } = at;
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'ObjectPattern') return false;
  return parent.id.properties.every((p) => p.type === 'Property' && names.includes(propertyName(p) ?? ''));
}

/** The whole of `call().filter().returning()`. */
function chainOf(call: TSESTree.Node): TSESTree.Node {
  const { parent } = call;
  const isReceiver = parent?.type === 'MemberExpression' && parent.object === call;
  const next = isReceiver ? parent.parent : undefined;
  return next?.type === 'CallExpression' && next.callee === parent ? chainOf(next) : call;
}
