/** Calls that may run any of several functions which users put into a table: each of them is a handler of its own. */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { CallNode, Env, FunctionNode, FunctionValue } from '../binding/value.js';
import type { Effect, TimelineEvent } from '../effect.js';
import { isDurable } from '../judging/durable.js';

/** A call with several registered targets. */
export interface Fork {
  readonly call: CallNode;
  readonly functions: readonly FunctionValue[];
}

/** Which target one walk is for. */
export interface Choice {
  readonly call: CallNode;
  readonly target: FunctionNode;
}

/** Do the functions come out of a table of the process, filled by other modules than the one that calls them? */
export function isRegistered(binder: Binder, functions: readonly FunctionValue[], node: CallNode, env: Env): boolean {
  if (node.type !== 'CallExpression' || functions.some((f) => f.env.module === env.module)) return false;
  // A method that all objects in the table share is a call like any other.
  if (functions.length === 1 && unwrap(node.callee).type === 'MemberExpression') return false;
  return lookUps(binder, node.callee, env, 0).some((receiver) =>
    binder.evaluate(receiver, env).some((v) => v.kind === 'memory'),
  );
}

/** Do the registered functions do the work? Those that only compute something for the one handler are no handlers. */
export function isDispatch({ call }: Fork, events: readonly TimelineEvent[]): boolean {
  const effects = events.filter((e): e is Effect => e.type === 'effect' && isDurable(e));
  return effects.length === 0 || effects.some((e) => e.trace.some((f) => f.node === call));
}

/** Receivers of the `table.get(key)` that `node` (or the variable it begins with) was taken from. */
function lookUps(binder: Binder, node: TSESTree.Node, env: Env, hops: number): readonly TSESTree.Node[] {
  const at = unwrap(node);
  if (hops > 6) return [];
  switch (at.type) {
    case 'CallExpression': {
      const callee = unwrap(at.callee);
      if (callee.type !== 'MemberExpression') return [];
      return TAKING.has(lastName(callee) ?? '') ? [callee.object] : lookUps(binder, callee.object, env, hops + 1);
    }
    case 'MemberExpression':
      return lookUps(binder, at.object, env, hops + 1);
    case 'LogicalExpression':
      return [...lookUps(binder, at.left, env, hops + 1), ...lookUps(binder, at.right, env, hops + 1)];
    case 'Identifier': {
      const variable = env.module.variables.get(at);
      const source = variable && binder.declaratorArgument(variable, binder.homeOf(variable, env));
      return source ? taken(binder, source, env, hops) : [];
    }
    default:
      return [];
  }
}
const TAKING = new Set(['get', 'values']);

function taken(
  binder: Binder,
  source: NonNullable<ReturnType<Binder['declaratorArgument']>>,
  env: Env,
  hops: number,
): readonly TSESTree.Node[] {
  if (source.kind === 'expression') return lookUps(binder, source.node, env, hops + 1);
  return source.kind === 'property' || source.kind === 'element' ? taken(binder, source.of, env, hops) : [];
}
