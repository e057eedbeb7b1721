/** Handlers that ask for their messages: the function around the request, the loop around it, or the callers of a helper that hands them on. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ReceiveModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { enclosingFunction, isFunctionNode, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { type CallSite, callSites, functionName } from '../binding/callers.js';
import { chainsOf } from './chain.js';
import { guardedFunctions } from './guarded.js';
import { useOf } from '../judging/usage.js';
import type { Argument, Env, FunctionNode, FunctionValue } from '../binding/value.js';
import type { HandlerRoot, Place } from '../effect.js';
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
  const found = receivers(binder, call, env, receives, []).filter((r) => isMeant(r, receives));
  return found.map(({ node, env: at, place = { module: at.module, node } }) => ({
    provided: undefined,
    handler: handlerOf(binder, rootAt(binder, node, at, receives), place, by),
  }));
}

/** What is checked rather than given back is the request that came: the function's own parameters. */
function rootAt(binder: Binder, node: TSESTree.Node, env: Env, { verifies }: ReceiveModel): HandlerRoot {
  if (!isFunctionNode(node)) return { kind: 'statement', node, env };
  const fn: FunctionValue = { kind: 'function', node, env: env.parent ?? env, self: env.self };
  if (!verifies) return { kind: 'function', fn, env };
  const request = node.params.map((): Argument => ({ kind: 'value', values: [], provenance: 'message' }));
  return { kind: 'function', fn, env: binder.activate(fn, request, node, fn.env) };
}

/** Where messages are handled, and the functions that led there from the call. */
interface Receiver {
  readonly node: TSESTree.Node;
  readonly env: Env;
  readonly way: readonly Way[];
  /** Where it stands for people, if that is somewhere else. */
  readonly place?: Place;
}

interface Way {
  readonly node: TSESTree.Node;
  readonly env: Env;
}

function receivers(
  binder: Binder,
  call: TSESTree.Node,
  env: Env,
  receives: ReceiveModel,
  before: readonly Way[],
): readonly Receiver[] {
  const fn = outOfExecutor(enclosingFunction(call));
  const way = fn ? [...before, { node: fn, env }] : before;
  if (fn && before.length < MAX_HOPS && (isCheckOnly(receives, fn, before.length) || givenBack(call, fn))) {
    binder.reach(functionName(fn));
    const sites = callSites(binder, fn, binder.openEnv(fn, env.module));
    if (sites.length > 0) return sites.flatMap((s) => receivers(binder, s.call, s.env, receives, way));
  }
  if (fn && receives.verifies && before.length < MAX_HOPS) {
    const sites = callSites(binder, fn, binder.openEnv(fn, env.module));
    if (sites.length > 0 && sites.every((s) => useOf(s.call, s.env.module) === 'used'))
      return sites.flatMap((s) => receivers(binder, s.call, s.env, receives, way));
  }
  if (fn && receives.verifies) {
    const guarded = guardedFunctions(binder, fn, env);
    if (guarded) return guarded.map((g) => ({ ...g, way: [...way, g] }));
  }
  const loop = receives.handler === 'loop' ? loopAround(call, fn) : undefined;
  if (loop) return [{ node: loop.body, env, way }];
  if (!fn) return [];
  const outer = receives.handler === 'function' ? callerAround(binder, fn, env) : undefined;
  if (outer) return receivers(binder, outer.call, outer.env, receives, way);
  const chains = chainsOf(binder, fn, env);
  if (chains.length > 0)
    return chains.map(({ env: at, last }) => ({
      node: fn,
      env: at,
      way,
      place: { module: last.env.module, node: last.node },
    }));
  return [{ node: fn, env: binder.openEnv(fn, env.module), way }];
}

const MAX_HOPS = 4;

/** The function around `new Promise(fn)`, which runs within it. */
function outOfExecutor(fn: FunctionNode | undefined): FunctionNode | undefined {
  const { parent } = fn ?? {};
  const isExecutor =
    parent?.type === 'NewExpression' && parent.callee.type === 'Identifier' && parent.callee.name === 'Promise';
  return isExecutor ? outOfExecutor(enclosingFunction(parent)) : fn;
}

/** Is it certain enough that what was checked is a message? */
function isMeant({ way }: Receiver, { words }: ReceiveModel): boolean {
  if (!words) return true;
  const text = way
    .map(({ node, env }) => env.module.text.slice(node.range[0], node.range[1]))
    .join('\n')
    .toLowerCase();
  return (
    words.all.every((list) => list.some((word) => text.includes(word))) && !words.none.some((w) => text.includes(w))
  );
}

/** The call of a function that only the function around it calls: a part of that with a name. */
function callerAround(binder: Binder, fn: FunctionNode, env: Env): CallSite | undefined {
  const around = enclosingFunction(fn);
  const [site, ...further] = around ? callSites(binder, fn, env) : [];
  return site && further.length === 0 && enclosingFunction(site.call) === around ? site : undefined;
}

const CHECKS = /^(?:verify|validate|check|is|assert|ensure|authenticate|has)(?![a-z])/;

/** Is it only told whether the message is genuine, for whoever calls? The innermost function, and those named as checks. */
function isCheckOnly({ verifies }: ReceiveModel, fn: FunctionNode, hops: number): boolean {
  return verifies === true && (hops === 0 || CHECKS.test(functionName(fn) ?? ''));
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
