/** Calls of functions of which something is declared: what they are themselves, and who answers for what happens in them. */
import { type CallTarget, calleeValues } from '../binding/call-target.js';
import { functionName } from '../binding/callers.js';
import { type Declared, declaredByRow, declaredCallee, declaredOf } from '../binding/declared.js';
import type { Argument, CallNode, FunctionValue } from '../binding/value.js';
import { calledName, declaredEffect } from '../effects/declared-call.js';
import type { Context, Cursor } from './context.js';
import type { Walker } from './walk.js';

/** A call that is walked. */
interface Call {
  readonly node: CallNode;
  readonly args: readonly Argument[];
  readonly context: Context;
  readonly cursor: Cursor;
}

/** What surrounds the code that a call runs: by the row that it takes, or by what its callee is named as. */
export function aroundCall(
  walker: Walker,
  functions: readonly FunctionValue[],
  target: CallTarget | undefined,
  call: Call,
): Context {
  const { node, context } = call;
  if (functions.some((f) => declaredOf(walker.binder, f))) return context;
  const declared =
    declaredByRow(target?.row, context.env) ??
    (node.type === 'CallExpression' ? declaredCallee(walker.binder, node.callee, context.env) : undefined);
  return declared ? answer(walker, declared, calledName(node, context.env), false, call) : context;
}

/** What surrounds the body of `fn`, which the call runs: itself, or as a callback. */
export function aroundBody(walker: Walker, fn: FunctionValue, call: Call): Context {
  const declared = declaredOf(walker.binder, fn);
  if (!declared) return call.context;
  const { env } = call.context;
  const isCallee = calleeValues(walker.binder, call.node, env).some((v) => v.kind === 'function' && v.node === fn.node);
  const name = isCallee ? calledName(call.node, env) : `${functionName(fn.node) ?? 'callback'}()`;
  return answer(walker, declared, name, fn.node.async, call);
}

function answer(
  walker: Walker,
  declared: Declared,
  name: string,
  isAwaitable: boolean,
  { node, args, context, cursor }: Call,
): Context {
  const effect = declaredEffect(walker.effects, declared, name, { args, node, env: context.env });
  const { dropped } = context;
  const detached = dropped && isAwaitable ? [...context.detached, dropped] : context.detached;
  if (effect) walker.emitEffect(effect, { ...context, detached, dropped: undefined }, cursor);
  const words = `${name} is declared ${declared.key ? 'to tell repeated calls by a key' : wordsOf(declared)}`;
  return { ...context, answered: context.answered ?? { node, words } };
}

function wordsOf({ is }: Declared): string {
  return is === 'nonIdempotent' ? 'non-idempotent' : 'idempotent';
}
