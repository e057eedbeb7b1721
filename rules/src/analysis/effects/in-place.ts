/** What earlier statements said of the object a call is made on: `request.input('id', id); request.query(text)`. */
import type { Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { calleeValues, callTarget } from '../binding/call-target.js';
import type { CallNode, DraftPart, Env, FunctionNode } from '../binding/value.js';

/** Parts that calls on the same variable, before this one in the same function, add to its object in place. */
export function partsInPlace(binder: Binder, node: CallNode, env: Env): readonly DraftPart[] {
  return partsOfVariable(binder, node.type === 'CallExpression' ? rootOf(node) : undefined, node, env);
}

/** Parts that calls on the variable add to its object in place, before `node` in the same function. */
export function partsOfVariable(
  binder: Binder,
  root: TSESTree.Identifier | undefined,
  node: TSESTree.Node,
  env: Env,
): readonly DraftPart[] {
  const variable = root && env.module.variables.get(root);
  if (!variable) return [];
  const uses = usesByFunction(variable).get(enclosingFunction(node)) ?? [];
  return uses.flatMap((at) =>
    at.range[0] < node.range[0] ? chainOf(at).flatMap((call) => partOf(binder, call, env)) : [],
  );
}

const known = new WeakMap<Variable, Map<FunctionNode | undefined, TSESTree.Node[]>>();

/** Where the variable is used, by the function around. A client that a whole file uses is asked for each of its calls. */
function usesByFunction(variable: Variable): ReadonlyMap<FunctionNode | undefined, readonly TSESTree.Node[]> {
  let uses = known.get(variable);
  if (uses) return uses;
  known.set(variable, (uses = new Map<FunctionNode | undefined, TSESTree.Node[]>()));
  for (const { identifier } of variable.references) {
    const fn = enclosingFunction(identifier);
    const inside = uses.get(fn);
    if (inside) inside.push(identifier);
    else uses.set(fn, [identifier]);
  }
  return uses;
}

/** The variable whose object the call is made on, directly or at the end of a chain. */
function rootOf(node: TSESTree.CallExpression): TSESTree.Identifier | undefined {
  let at: TSESTree.Node = node;
  while (at.type === 'CallExpression' && at.callee.type === 'MemberExpression') at = unwrap(at.callee.object);
  return at.type === 'Identifier' ? at : undefined;
}

/** The calls of the statement that starts with the variable, nearest first. */
function chainOf(at: TSESTree.Node): readonly TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = [];
  for (let node = at; node.parent?.type === 'MemberExpression' && node.parent.object === node;) {
    const call: TSESTree.Node = node.parent.parent;
    if (call.type !== 'CallExpression' || call.callee !== node.parent) break;
    calls.push(call);
    node = call;
  }
  return calls;
}

function partOf(binder: Binder, call: TSESTree.CallExpression, env: Env): readonly DraftPart[] {
  const { callee } = call;
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (name === undefined || !binder.catalog.changers.has(name)) return [];
  const args = binder.argumentsOf(call, env);
  return calleeValues(binder, call, env).flatMap((value) => {
    const target = callTarget(binder, value, args);
    return target?.row.inPlace ? [{ node: call, env, model: target.row, receiver: target.receiver }] : [];
  });
}
