/** Functions that are called through `call` and `apply`, and the arguments that a function finds in `arguments`. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName, unwrap } from '../ast.js';
import { callArguments } from './argument.js';
import type { Binder } from './bind.js';
import type { Argument, CallNode, Env, Value } from './value.js';

/** What a call really calls, and with what. */
export interface Applied {
  readonly functions: readonly Value[];
  readonly args: readonly Argument[];
}

/** `send.call(self, message)`, `send.apply(self, messages)`; undefined where the call is another, or nobody knows of what. */
export function applied(binder: Binder, node: CallNode, env: Env): Applied | undefined {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  if (callee?.type !== 'MemberExpression' || callee.object.type === 'Super') return undefined;
  const name = propertyName(callee);
  if (name !== 'call' && name !== 'apply') return undefined;
  const functions = binder.evaluate(callee.object, env).filter((f) => f.kind === 'function' || f.kind === 'method');
  if (functions.length === 0) return undefined;
  const [self, ...given] = callArguments(node, env);
  const bound = self ? binder.argument(self)[0] : undefined;
  return {
    functions: functions.map((f) => (f.kind === 'function' ? { ...f, self: f.self ?? bound } : f)),
    args: name === 'call' ? given : given.slice(0, 1).flatMap(spread),
  };
}

/** The name of the member or function that a call really calls; undefined where nobody knows it. */
export function calledName(binder: Binder, node: CallNode, env: Env): string | undefined {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined;
  const at = callee?.type === 'MemberExpression' && applied(binder, node, env) ? unwrap(callee.object) : callee;
  if (at?.type === 'Identifier') return at.name;
  if (at?.type !== 'MemberExpression') return undefined;
  const name = propertyName(at) ?? binder.constant(at.property, env);
  return typeof name === 'string' ? name : undefined;
}

function spread(list: Argument): readonly Argument[] {
  return list.kind === 'expression' ? [{ ...list, kind: 'spread' }] : [];
}

/** `arguments`: what the function around is called with. */
export function argumentsObject(env: Env): readonly Value[] {
  let at: Env | undefined = env;
  while (at?.fn?.type === 'ArrowFunctionExpression') at = at.parent;
  return at?.args ? [{ kind: 'array', elements: at.args }] : [];
}

/** `Array.prototype.slice.call(arguments, 1)`, `[].slice.call(arguments)`: the list that is cut, and from where. */
export function slicedList(
  node: TSESTree.CallExpression,
): { list: TSESTree.Node; from: TSESTree.Node | undefined } | undefined {
  const callee = unwrap(node.callee);
  const method =
    callee.type === 'MemberExpression' && propertyName(callee) === 'call' ? unwrap(callee.object) : undefined;
  if (method?.type !== 'MemberExpression' || propertyName(method) !== 'slice') return undefined;
  const of = unwrap(method.object);
  const isOfArrays =
    of.type === 'ArrayExpression' ||
    (of.type === 'MemberExpression' &&
      propertyName(of) === 'prototype' &&
      of.object.type === 'Identifier' &&
      of.object.name === 'Array');
  const [list, from] = node.arguments;
  return isOfArrays && list && list.type !== 'SpreadElement' ? { list, from } : undefined;
}
