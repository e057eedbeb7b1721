/** Where a handler stands for people: past wrappers and base classes, at the function that does the work. */
import type { TSESTree } from '@typescript-eslint/types';
import { classOfMethod, returnExpressions, unwrap, within } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { FunctionValue } from '../binding/value.js';
import type { Effect, Frame, Place, TimelineEvent } from '../effect.js';
import { isDurable } from '../judging/durable.js';
import type { Candidate } from './handler.js';

/** What was seen on the walk through a handler. */
export interface Walked {
  readonly binder: Binder;
  readonly events: readonly TimelineEvent[];
  /** Functions that were entered, first visit first. */
  readonly entered: readonly FunctionValue[];
}

/** Wrappers around wrappers. */
const MAX_WRAPPERS = 8;

/** The function that the user of a wrapper or base class supplied, where that is not the registered one. */
export function suppliedPlace({ handler, provided }: Candidate, walked: Walked): Place | undefined {
  const given = provided && walked.entered.find((f) => provided(f));
  const start = given ?? (handler.root.kind === 'function' ? handler.root.fn : undefined);
  const wrapped = start && wrappedFunction(start, walked);
  const fn = wrapped ?? (start && named(start, walked)) ?? given;
  return fn && { module: fn.env.module, node: fn.node };
}

/**
 * The way from inside the supplied function on: how a wrapper or base class came to call it tells its user nothing, unless
 * the wrapper does not wait for it.
 */
export function traceFrom(supplied: Place, event: TimelineEvent): readonly Frame[] {
  const first = event.trace.findIndex((f) => stands(f, supplied));
  if (first >= 0) return event.trace.slice(first);
  return stands(event, supplied) && event.detached.every((d) => stands(d, supplied)) ? [] : event.trace;
}

function stands(place: Place, outer: Place): boolean {
  return place.module === outer.module && within(place.node, outer.node);
}

/** `withJson(timed('place', handler))`: the function at the bottom of the closures that wrappers made of it. */
function wrappedFunction(start: FunctionValue, walked: Walked): FunctionValue | undefined {
  let found: FunctionValue | undefined;
  let at: FunctionValue | undefined = forwarded(start, walked) ?? start;
  for (let i = 0; at && i < MAX_WRAPPERS; i++) {
    at = wrappedBy(at, walked);
    found = at ?? found;
  }
  return found;
}

/** `(item, context) => handle(context, item)`: the function that gets what came, as it came. */
function forwarded(fn: FunctionValue, { entered, binder }: Walked): FunctionValue | undefined {
  const call = onlyExpression(fn);
  if (call?.type !== 'CallExpression' || !call.arguments.every((a) => unwrap(a).type === 'Identifier'))
    return undefined;
  const callees = binder.evaluate(call.callee, fn.env);
  return entered.find((f) => f.node !== fn.node && callees.some((v) => v.kind === 'function' && v.node === f.node));
}

/**
 * A callback that does nothing but call a function of another file by its name: as if that were passed. In the same file
 * the callback is as near.
 */
function named(fn: FunctionValue, walked: Walked): FunctionValue | undefined {
  const call = fn.node.type === 'FunctionDeclaration' ? undefined : onlyExpression(fn);
  if (call?.type !== 'CallExpression' || !isNamed(call.callee)) return undefined;
  const callee = classOfMethod(fn.node) ? undefined : forwarded(fn, walked);
  return callee?.env.module === fn.env.module ? undefined : callee;
}

/** `handle`, `handle(dependencies)`. */
function isNamed(callee: TSESTree.Expression): boolean {
  return callee.type === 'CallExpression' ? isNamed(callee.callee) : callee.type === 'Identifier';
}

function onlyExpression({ node }: FunctionValue): TSESTree.Node | undefined {
  const returns = returnExpressions(node);
  if (!('length' in returns)) return unwrap(returns);
  const [only, ...further] = node.body?.type === 'BlockStatement' ? node.body.body : [];
  if (!only || further.length > 0) return undefined;
  if (only.type === 'ExpressionStatement') return unwrap(only.expression);
  return only.type === 'ReturnStatement' && only.argument ? unwrap(only.argument) : undefined;
}

/** Of the functions that the maker of the closure was given, the one in which everything happens; else it wraps nothing. */
function wrappedBy(closure: FunctionValue, { entered, events, binder }: Walked): FunctionValue | undefined {
  const given: FunctionValue[] = [];
  for (let env: FunctionValue['env'] | undefined = closure.env; env; env = env.parent) {
    if (env.fn && env.args) given.push(...functionsAmong(binder, env.args));
  }
  const reached = given.flatMap((g) => entered.find((f) => f.node === g.node && f.node !== closure.node) ?? []);
  const effects = events.filter((e): e is Effect => e.type === 'effect' && isDurable(e));
  const working = reached.filter((f) => effects.every((e) => happensIn(e, f)));
  return effects.length > 0 || working.length === 1 ? working.at(-1) : undefined;
}

function functionsAmong(binder: Binder, args: NonNullable<FunctionValue['env']['args']>): readonly FunctionValue[] {
  return args.flatMap((a) => binder.argument(a)).filter((v): v is FunctionValue => v.kind === 'function');
}

function happensIn(effect: Effect, fn: FunctionValue): boolean {
  const outer: Place = { module: fn.env.module, node: fn.node };
  return stands(effect, outer) || effect.trace.some((f) => stands(f, outer));
}
