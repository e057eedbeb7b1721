/** Handlers that ask for their messages: the function around the request, the loop around it, or the callers of a helper that hands them on. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ReceiveModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { enclosingFunction, isFunctionNode, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { type CallSite, callSites } from '../binding/callers.js';
import type { Env, FunctionNode } from '../binding/value.js';
import type { HandlerRoot } from '../effect.js';
import { type Candidate, handlerOf } from './handler.js';
import type { Registration } from './registration.js';

/** Handlers of the messages that `call` asks for. */
export function receivedHandlers(
  binder: Binder,
  module: Module,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  env: Env,
  { library, model, receiver }: Registration,
  receives: ReceiveModel,
): readonly Candidate[] {
  const args = binder.argumentsOf(call, env);
  const by = { library, model, args, receiver, inputs: [], place: { module, node: call }, source: undefined };
  return receivers(binder, call, env, receives, 0).map(({ node, env: at }) => {
    const root: HandlerRoot = isFunctionNode(node)
      ? { kind: 'function', fn: { kind: 'function', node, env: at.parent ?? at, self: at.self }, env: at }
      : { kind: 'statement', node, env: at };
    return { provided: undefined, handler: handlerOf(binder, root, { module: at.module, node }, by) };
  });
}

function receivers(
  binder: Binder,
  call: TSESTree.Node,
  env: Env,
  receives: ReceiveModel,
  hops: number,
): readonly { node: TSESTree.Node; env: Env }[] {
  const fn = enclosingFunction(call);
  const isHelper = fn !== undefined && (isCheckOnly(receives, hops) || givenBack(call, fn));
  if (fn && hops < 4 && (isHelper || enclosingFunction(fn))) {
    const sites = callSites(binder, fn, env);
    if (sites.length > 0 && (isHelper || sites.every((s) => isBeside(s.call, fn))))
      return sites.flatMap((s) => receivers(binder, s.call, s.env, receives, hops + 1));
  }
  const loop = receives.handler === 'loop' ? loopAround(call, fn) : undefined;
  if (loop) return [{ node: loop.body, env }];
  if (!fn) return [];
  const outer = receives.handler === 'function' ? callerAround(binder, fn, env) : undefined;
  return outer ? receivers(binder, outer.call, outer.env, receives, hops + 1) : [{ node: fn, env }];
}

/** The call of a function that only the function around it calls: a part of that with a name. */
function callerAround(binder: Binder, fn: FunctionNode, env: Env): CallSite | undefined {
  const around = enclosingFunction(fn);
  const [site, ...further] = around ? callSites(binder, fn, env) : [];
  return site && further.length === 0 && enclosingFunction(site.call) === around ? site : undefined;
}

/** Is the call made by the function that `fn` is written in? Then `fn` is a part of that one, given a name. */
function isBeside(call: TSESTree.Node, fn: TSESTree.Node): boolean {
  return enclosingFunction(call) === enclosingFunction(fn);
}

/** Is it only told whether the message is genuine, for whoever calls? */
function isCheckOnly({ verifies }: ReceiveModel, hops: number): boolean {
  return verifies === true && hops === 0;
}

/** Does the function return the call's value (directly, or through one variable)? */
function givenBack(call: TSESTree.Node, fn: TSESTree.Node): boolean {
  let at: TSESTree.Node = call;
  while (at.parent && at.parent !== fn && /^(?:Await|TSAs|TSNonNull|Chain|Conditional|Logical)/.test(at.parent.type))
    at = at.parent;
  const { parent } = at;
  if (parent?.type === 'ReturnStatement' || (parent === fn && isFunctionNode(fn))) return true;
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false;
  const { name } = parent.id;
  const block = parent.parent.parent;
  const last = block.type === 'BlockStatement' ? block.body.at(-1) : undefined;
  if (last?.type !== 'ReturnStatement' || !last.argument) return false;
  const value = unwrap(last.argument);
  return value.type === 'Identifier'
    ? value.name === name
    : value.type === 'MemberExpression' &&
        unwrap(value.object).type === 'Identifier' &&
        (unwrap(value.object) as TSESTree.Identifier).name === name;
}

function loopAround(
  node: TSESTree.Node,
  limit: TSESTree.Node | undefined,
): TSESTree.WhileStatement | TSESTree.ForStatement | TSESTree.DoWhileStatement | undefined {
  for (let at = node.parent; at && at !== limit; at = at.parent) {
    if (at.type === 'WhileStatement' || at.type === 'ForStatement' || at.type === 'DoWhileStatement') return at;
  }
  return undefined;
}
