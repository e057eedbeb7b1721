/** Middlewares: functions in a row of which each runs the next one with the same request. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { functionName } from '../binding/callers.js';
import type { Argument, Env, FunctionNode, FunctionValue, Listed } from '../binding/value.js';

const MAX_FILES = 40;

/** Does it call a last parameter named `next`, `done` or `callback`? */
export function passesOn({ params, body }: FunctionNode, { module }: Env): boolean {
  const last = params.at(-1);
  if (params.length < 2 || last?.type !== 'Identifier' || !/^(?:_?next|done|callback|cb)$/.test(last.name))
    return false;
  return body !== null && module.text.slice(body.range[0], body.range[1]).includes(`${last.name}(`);
}

/** A place where a middleware is put before others. */
export interface MiddlewareUse {
  readonly node: TSESTree.Node;
  readonly env: Env;
}

/** Where `fn` is written, or its name stands for it. */
export function middlewareUses(binder: Binder, fn: FunctionNode, env: Env): readonly MiddlewareUse[] {
  const name = functionName(fn);
  if (name === undefined) return [{ node: fn, env }];
  binder.reach(name);
  return binder.project
    .filesWithWord(name)
    .slice(0, MAX_FILES)
    .flatMap((file): readonly MiddlewareUse[] => {
      const module = binder.project.module(file);
      if (!module) return [];
      const named = [...module.variables.keys()].filter((n) => n.type === 'Identifier' && n.name === name);
      return named.flatMap((node) => {
        const at = binder.openEnv(node, module);
        const isIt = binder.evaluate(node, at).some((v) => v.kind === 'function' && v.node === fn);
        return isIt ? [{ node, env: at }] : [];
      });
    });
}

/** A middleware in the row that it stands in. */
export interface Chained {
  /** Its activation: what it calls as its last parameter is the function behind it. */
  readonly env: Env;
  /** The last function of the row, for which all of it is there. */
  readonly last: FunctionValue;
}

/**
 * The rows that the middleware `fn` stands in: `router.post('/orders', fn, check, handle)`. Each function behind it is given
 * the same request and, in its turn, the rest of the row.
 */
export function chainsOf(binder: Binder, fn: FunctionNode, env: Env): readonly Chained[] {
  if (!passesOn(fn, env)) return [];
  const request = fn.params.slice(0, -1).map((): Argument => ({ kind: 'value', values: [], provenance: 'message' }));
  const value: FunctionValue = { kind: 'function', node: fn, env: env.parent ?? env, self: env.self };
  return middlewareUses(binder, fn, env).flatMap((use): readonly Chained[] => {
    const behind = functionsBehind(binder, use, fn, request.length < 2);
    const last = behind.at(-1)?.[0];
    if (!last) return [];
    const args = [...request, passing(request, behind)];
    return [{ env: binder.activate(value, args, use.node, value.env), last }];
  });
}

/** The function that runs the rest of the row. */
function passing(request: readonly Argument[], row: readonly (readonly FunctionValue[])[]): Argument {
  const [first = [], ...rest] = row;
  const bound = [...request, ...(rest.length > 0 ? [passing(request, rest)] : [])];
  return { kind: 'value', values: first.map((f) => ({ ...f, bound })), provenance: 'constant' };
}

/** Functions that stand behind the middleware in its call, place by place. */
function functionsBehind(
  binder: Binder,
  { node, env }: MiddlewareUse,
  fn: FunctionNode,
  endsWithCaller: boolean,
): readonly (readonly FunctionValue[])[] {
  const call = node.parent?.type === 'ArrayExpression' ? node.parent.parent : node.parent;
  if (call?.type !== 'CallExpression') return [];
  const row = call.arguments.flatMap((a): readonly TSESTree.Node[] => {
    const at = a.type === 'SpreadElement' ? a.argument : unwrap(a);
    return at.type === 'ArrayExpression' ? at.elements.filter((e) => e !== null) : [at];
  });
  const index = row.indexOf(node);
  if (index < 0) return [];
  return row.slice(index + 1).flatMap((at) => {
    const listed: Listed = { module: env.module, node: at, endsWithCaller };
    const functions = binder
      .evaluate(at, env)
      .filter((v): v is FunctionValue => v.kind === 'function' && v.node !== fn && isFunctionNode(v.node));
    return functions.length === 0 ? [] : [functions.map((f) => ({ ...f, listed }))];
  });
}
