/** Lists that a function made one by one from another list: `await Promise.all(orders.map(async (o) => …))`. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { globalName } from '../binding/global.js';
import { originOf } from '../binding/origin.js';
import type { Env } from '../binding/value.js';

const MAX_DEPTH = 10;
/** Methods that give some of the same things, perhaps in another order. */
const SAME = new Set(['filter', 'slice', 'sort', 'reverse', 'flat', 'toSorted', 'toReversed']);

/** `call` made each element with the function `by` from one of `from`. */
export interface MadeList {
  readonly call: TSESTree.CallExpression;
  readonly by: TSESTree.Node;
  readonly from: TSESTree.Node;
  readonly env: Env;
}

/** Is it the only argument of a call of `filter`? */
export function isPredicate(node: TSESTree.Node): boolean {
  const call = node.parent;
  if (call?.type !== 'CallExpression' || call.arguments.length !== 1 || call.arguments[0] !== node) return false;
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && propertyName(callee) === 'filter';
}

/** What made the elements of the list; undefined where that is not seen. */
export function madeBy(binder: Binder, list: TSESTree.Node, env: Env, depth = 0): MadeList | undefined {
  const at = unwrap(list);
  if (depth > MAX_DEPTH) return undefined;
  const follow = (node: TSESTree.Node, home: Env): MadeList | undefined => madeBy(binder, node, home, depth + 1);
  if (at.type === 'AwaitExpression') return follow(at.argument, env);
  if (at.type === 'Identifier') {
    const origin = originOf(binder, at, env, true);
    return origin && follow(origin.node, origin.env);
  }
  if (at.type !== 'CallExpression') return undefined;
  const callee = unwrap(at.callee);
  const [first] = at.arguments;
  if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return undefined;
  const name = propertyName(callee);
  if (name === 'all' && first && globalName(callee.object, env) === 'Promise') return follow(first, env);
  if (name === 'map' && first) return { call: at, by: first, from: callee.object, env };
  return SAME.has(name ?? '') ? follow(callee.object, env) : undefined;
}
