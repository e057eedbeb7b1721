/** In whose name a registration runs: the call sites of the wrapper around it, the subclasses of the base class around it. */
import { isNode } from '../../project/syntax.js';
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { classOfMethod, enclosingFunction, isFunctionNode } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { type CallSite, callSites, functionName } from '../binding/callers.js';
import { className, classValue, constructorOf, openInstance } from '../binding/class.js';
import { subclassesOf } from '../binding/subclasses.js';
import type {
  Argument,
  CallNode,
  ClassNode,
  ClassValue,
  Env,
  FunctionNode,
  FunctionValue,
  InstanceValue,
} from '../binding/value.js';

export interface Expansion {
  readonly env: Env;
  /** Functions that the user supplied in this expansion; undefined where nothing was expanded. */
  readonly provided: ((fn: FunctionValue) => boolean) | undefined;
}

const MAX_EXPANSIONS = 80;
const MAX_HOPS = 5;

/** Environments in which the registering call runs, one per user of the wrapper or base class around it. */
export function expandedEnvs(binder: Binder, call: CallNode, open: Env): readonly Expansion[] {
  const expansions: Expansion[] = [];
  for (const expansion of expand(binder, call, open, 0)) {
    expansions.push(expansion);
    if (expansions.length >= MAX_EXPANSIONS) {
      binder.limit('a registration with more users than are followed');
      break;
    }
  }
  return expansions.length > 0 ? expansions : [{ env: open, provided: undefined }];
}

function* expand(binder: Binder, node: TSESTree.Node, env: Env, hops: number): Generator<Expansion> {
  const fn = enclosingFunction(node);
  if (!fn || hops > MAX_HOPS) return;
  const cls = classOfMethod(thisFunction(fn));
  yield* orElse(ofUsers(binder, cls, node, fn, env, hops), () => parametric(binder, node, fn, env, hops));
}

/** The registration as it runs in each user's instance of the class around it. */
function* ofUsers(
  binder: Binder,
  cls: ClassNode | undefined,
  node: TSESTree.Node,
  fn: FunctionNode,
  env: Env,
  hops: number,
): Generator<Expansion> {
  for (const { instance, provided } of cls ? usersOfClass(binder, cls, node, env, hops) : []) {
    const self = withSelf(binder, fn, env, instance);
    yield* orElse(parametric(binder, node, fn, self, hops), () => [{ env: self, provided }]);
  }
}

/** What the generator gives, or what `fallback` gives where that is nothing. */
function* orElse(expansions: Generator<Expansion>, fallback: () => Iterable<Expansion>): Generator<Expansion> {
  let any = false;
  for (const expansion of expansions) {
    any = true;
    yield expansion;
  }
  if (!any) yield* fallback();
}

function thisFunction(fn: FunctionNode): FunctionNode {
  let at = fn;
  while (at.type === 'ArrowFunctionExpression' && !classOfMethod(at)) {
    const outer = enclosingFunction(at);
    if (!outer) break;
    at = outer;
  }
  return at;
}

/** The environment of `fn` (a method, or an arrow inside one) with `this` set. */
function withSelf(binder: Binder, fn: FunctionNode, env: Env, instance: InstanceValue): Env {
  const method = thisFunction(fn);
  const home = instance.cls.env;
  const owner = enclosingEnv(env, method)?.parent ?? home;
  const outer: Env = binder.activate(
    { kind: 'function', node: method, env: owner, self: instance },
    undefined,
    method,
    binder.moduleEnv(env.module),
  );
  return nested(binder, fn, method, outer);
}

/** The open activation of `fn`, which stands in `outer`, on top of an activation of `outer`. */
function nested(binder: Binder, fn: FunctionNode, outer: FunctionNode, env: Env): Env {
  const inner: FunctionNode[] = [];
  for (let f: FunctionNode | undefined = fn; f && f !== outer; f = enclosingFunction(f)) inner.unshift(f);
  let at = env;
  for (const f of inner)
    at = binder.activate({ kind: 'function', node: f, env: at, self: undefined }, undefined, f, at);
  return at;
}

function enclosingEnv(env: Env, fn: FunctionNode): Env | undefined {
  for (let at: Env | undefined = env; at; at = at.parent) if (at.fn === fn) return at;
  return undefined;
}

/** Call sites of `fn`, or of a function it stands in, when the registration uses one of its parameters as a function or hands it on. */
function* parametric(
  binder: Binder,
  node: TSESTree.Node,
  fn: FunctionNode,
  env: Env,
  hops: number,
): Generator<Expansion> {
  let wrapper: FunctionNode | undefined = fn;
  while (wrapper && !parametersUsed(node, wrapper, env)) wrapper = enclosingFunction(wrapper);
  if (!wrapper) return;
  const own = enclosingEnv(env, wrapper);
  if (own?.args) return;
  binder.reach(functionName(wrapper));
  for (const site of callSites(binder, wrapper, env)) {
    if (isWithin(site.call, wrapper)) continue;
    for (const caller of callersOf(binder, site, hops)) {
      const outer = { fn: wrapper, parent: own?.parent ?? env, self: own?.self ?? env.self };
      const called = calledBy(binder, site, caller, outer);
      yield { ...called, env: nested(binder, fn, wrapper, called.env) };
    }
  }
}

/** Who runs the call: the users of the wrapper or base class around it, or it stands for itself. */
function callersOf(binder: Binder, { call, env }: CallSite, hops: number): Generator<Expansion> {
  return orElse(expand(binder, call, env, hops + 1), () => [{ env, provided: undefined }]);
}

/** The registration as it runs when `caller` calls the wrapper at `site`. */
function calledBy(
  binder: Binder,
  site: CallSite,
  caller: Expansion,
  wrapper: { readonly fn: FunctionNode; readonly parent: Env; readonly self: Env['self'] },
): Expansion {
  const args = binder.argumentsOf(site.call, caller.env);
  const value: FunctionValue = {
    kind: 'function',
    node: wrapper.fn,
    env: wrapper.parent,
    self: wrapper.self ?? selfOf(binder, site.call, caller.env),
  };
  const env = binder.activate(value, args, site.call, caller.env);
  return { env, provided: caller.provided ?? given(binder, args) };
}

/** Tells the functions that stand among the arguments of a user's call, in options objects too. */
function given(binder: Binder, args: readonly Argument[]): Expansion['provided'] {
  const functions = args
    .flatMap((a) => binder.argument(a))
    .flatMap((v) =>
      v.kind === 'function' ? [v.node] : v.kind === 'object' && isWritten(v.node) ? functionsIn(v.node) : [],
    );
  return functions.length > 0 ? (fn) => functions.includes(fn.node) : undefined;
}

/** Options are written where they are given, or into a variable; what a function has made is something to work with. */
function isWritten({ parent }: TSESTree.ObjectExpression): boolean {
  return parent.type !== 'ReturnStatement' && !isFunctionNode(parent);
}

function selfOf(
  binder: Binder,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  env: Env,
): FunctionValue['self'] {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || call.callee.object.type === 'Super')
    return undefined;
  return binder.evaluate(call.callee.object, env).find((v) => v.kind === 'instance');
}

/** Does code under `node` read a parameter of `fn` where a function is wanted: called, or passed on bare? */
function parametersUsed(node: TSESTree.Node, fn: FunctionNode, env: Env): boolean {
  const stack: TSESTree.Node[] = [node];
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (at.type === 'Identifier' && isParameterOf(at, fn, env) && usedAsFunction(at)) return true;
    for (const key of visitorKeys[at.type] ?? []) {
      const child = (at as unknown as Record<string, unknown>)[key];
      for (const c of Array.isArray(child) ? child : [child]) if (isNode(c)) stack.push(c);
    }
  }
  return false;
}

function isParameterOf(node: TSESTree.Identifier, fn: FunctionNode, env: Env): boolean {
  const def = env.module.variables.get(node)?.defs[0];
  if (def?.type === 'Parameter') return def.node === fn;
  if (def?.type !== 'Variable' || !def.node.init) return false;
  const root = def.node.init;
  if (root.type === 'Identifier' && root !== node) return isParameterOf(root, fn, env);
  return false;
}

/** `cb(m)`, `x.then(cb)`, `{ eachMessage: cb }`, `opts.handler(m)`, `consume(q, cb)`. */
function usedAsFunction(node: TSESTree.Node): boolean {
  let at = node;
  while (at.parent?.type === 'MemberExpression' && at.parent.object === at) at = at.parent;
  const { parent } = at;
  if (!parent) return false;
  if (parent.type === 'CallExpression' || parent.type === 'NewExpression')
    return parent.callee === at || parent.arguments.includes(at as never);
  return (
    parent.type === 'Property' ||
    parent.type === 'AwaitExpression' ||
    parent.type === 'SpreadElement' ||
    parent.type === 'ArrayExpression' ||
    parent.type === 'VariableDeclarator'
  );
}

interface User {
  readonly instance: InstanceValue;
  readonly provided: Expansion['provided'];
}

/** Concrete subclasses of the class around a registration, or the `new` expressions that give it its callbacks, in the name of their own callers. */
function* usersOfClass(binder: Binder, node: ClassNode, call: TSESTree.Node, env: Env, hops: number): Generator<User> {
  const module = env.module;
  const cls: ClassValue = classValue(node, binder.openEnv(node, module));
  const own = enclosingEnv(env, thisFunction(enclosingFunction(call) ?? (call as FunctionNode)))?.self;
  if (own?.kind === 'instance' && (own.args !== undefined || own.cls.node !== node)) return;
  const subclasses = subclassesOf(binder, cls);
  for (const c of [cls, ...subclasses]) binder.reach(className(c.node));
  if (subclasses.length > 0) {
    const concrete = [...(node.abstract ? [] : [cls]), ...subclasses].filter((c) => !c.node.abstract);
    yield* concrete.map((c) => ({
      instance: openInstance(c),
      provided: c.node === node ? undefined : (fn: FunctionValue) => isWithin(fn.node, c.node),
    }));
    return;
  }
  const constructor = constructorOf(node);
  if (!constructor || !takesFunctions(constructor)) return;
  for (const site of callSites(binder, constructor, binder.openEnv(constructor, module))) {
    const made = passesOn(site) ? callersOf(binder, site, hops) : [{ env: site.env, provided: undefined }];
    for (const caller of made) {
      const instance = binder.evaluate(site.call, caller.env).find((v): v is InstanceValue => v.kind === 'instance');
      if (instance) yield { instance, provided: caller.provided ?? given(binder, instance.args ?? []) };
    }
  }
}

/** Is the instance made of a parameter of the function around, of which only its callers tell what it is? */
function passesOn({ call, env }: CallSite): boolean {
  return call.arguments.some((a) => {
    const def = a.type === 'Identifier' ? env.module.variables.get(a)?.defs[0] : undefined;
    return def?.type === 'Parameter' && isFunctionNode(def.node) && mayHoldFunctions(def.name);
  });
}

function functionsIn(node: TSESTree.ObjectExpression): readonly FunctionNode[] {
  return node.properties.flatMap((p) => (p.type === 'Property' && isFunctionNode(p.value) ? [p.value] : []));
}

function isWithin(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  for (let at: TSESTree.Node | undefined = node; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** Might the constructor be given a function: a parameter that is unannotated or of a function or object type? */
function takesFunctions(fn: FunctionNode): boolean {
  return fn.params.some((p) => {
    const at = p.type === 'TSParameterProperty' ? p.parameter : p;
    return mayHoldFunctions(at) || typeOf(at)?.type === 'TSTypeReference';
  });
}

/** Is it unannotated, or of a function or object type that is written out? */
function mayHoldFunctions(parameter: TSESTree.Node): boolean {
  const type = typeOf(parameter)?.type;
  return type === undefined || type === 'TSFunctionType' || type === 'TSTypeLiteral';
}

function typeOf(parameter: TSESTree.Node): TSESTree.TypeNode | undefined {
  return 'typeAnnotation' in parameter && parameter.typeAnnotation?.type === 'TSTypeAnnotation'
    ? parameter.typeAnnotation.typeAnnotation
    : undefined;
}
