/** Calls of the language's own functions that call functions: timers, lists, promises. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName, unwrap } from '../ast.js';
import type { Detached, Span } from '../effect.js';
import type { Argument, Value } from '../binding/value.js';
import { type Context, type Cursor, noop, placeOf } from './context.js';
import type { Walker } from './walk.js';
import type { CallWalker } from './walk-call.js';
import { firstEventOf, markAlongside, redetach } from './events-of-call.js';
import { isEmptyValue, isGlobalCallee } from './call-position.js';

const LISTS = new Set(['map', 'forEach', 'filter', 'some', 'every', 'find', 'findIndex', 'flatMap', 'reduce', 'sort']);
const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'nextTick']);

export class LanguageCallWalker {
  constructor(
    readonly walker: Walker,
    readonly calls: CallWalker,
  ) {}

  /** The language's own functions that call functions; true when the call is one of them. */
  builtin(node: TSESTree.CallExpression, context: Context, cursor: Cursor): boolean {
    const callee = unwrap(node.callee);
    const { binder } = this.walker;
    const name =
      callee.type === 'MemberExpression'
        ? propertyName(callee)
        : callee.type === 'Identifier'
          ? callee.name
          : undefined;
    const args = binder.argumentsOf(node, context.env);
    if (name === undefined) return false;
    if (TIMERS.has(name) && isGlobalCallee(callee, context)) {
      const place: Detached = { ...placeOf(node, context), forGood: true };
      for (const fn of args[0] ? this.walker.functionsOf(args[0]) : []) {
        this.calls.invoke(
          fn,
          args.slice(2),
          node,
          { ...context, dropped: undefined, detached: [...context.detached, place] },
          cursor,
        );
      }
      return true;
    }
    if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return false;
    if (name === 'call' || name === 'apply') return false;
    if (
      callee.object.type === 'Identifier' &&
      callee.object.name === 'Promise' &&
      isGlobalCallee(callee.object, context)
    ) {
      this.#promiseAll(node, context);
      if (name === 'allSettled') this.#settled(node, context, cursor);
      return true;
    }
    const objects = binder.evaluate(callee.object, context.env);
    const own = objects.some(
      (o) =>
        (o.kind === 'library' || o.kind === 'instance' || o.kind === 'object' || o.kind === 'namespace') &&
        binder.member(o, name).length > 0,
    );
    if (own) return false;
    if (name === 'then' || name === 'catch' || name === 'finally') {
      this.#chained(name, objects, args, node, context, cursor);
      return true;
    }
    return LISTS.has(name) && this.#iterated(name, callee.object, args, node, context, cursor);
  }

  /** `.then(f)`, `.catch(f)`, `.finally(f)` run after what stands before them. */
  #chained(
    name: string,
    objects: readonly Value[],
    args: readonly Argument[],
    node: TSESTree.CallExpression,
    context: Context,
    cursor: Cursor,
  ): void {
    const { dropped } = context;
    const inner: Context = dropped
      ? { ...context, dropped: undefined, detached: [...context.detached, dropped] }
      : context;
    const before = cursor.conditions;
    if (dropped) redetach(this.walker.events, node, dropped, context);
    for (const [i, a] of args.entries()) {
      const functions = this.walker.functionsOf(a);
      const caught = name === 'catch' || i === 1;
      const value: Argument = {
        kind: 'value',
        values: caught ? [] : objects,
        provenance: caught ? 'unknown' : this.#resultProvenance(node, context),
      };
      const isSeen = functions.length > 0 || a.kind !== 'expression' || isEmptyValue(a.node);
      if (caught && !isSeen && !isGiven(a.node, context)) this.#unseenCatch(node, a.node, inner, cursor);
      for (const fn of functions) {
        if (!caught) this.calls.invoke(fn, [value], node, inner, cursor);
        else if (before) {
          const branch = this.walker.branch('try', 2, node, context);
          const at: Cursor = { conditions: [...before, { branch, arms: 2 }] };
          const covers: Span = [firstEventOf(this.walker.events, node, context), this.walker.events.length];
          this.walker.caught({ module: fn.env.module, node: fn.node }, covers, undefined, inner, at, () => {
            this.calls.invoke(fn, [value], node, { ...inner, recovery: 'catch' }, at);
          });
        }
      }
    }
  }

  /** `.catch(console.error)`: what is done about the failure stands nowhere in the project. */
  #unseenCatch(node: TSESTree.Node, handler: TSESTree.Node, context: Context, cursor: Cursor): void {
    const covers: Span = [firstEventOf(this.walker.events, node, context), this.walker.events.length];
    const at: Cursor = { ...cursor };
    this.walker.caught({ module: context.env.module, node: handler }, covers, undefined, context, at, noop);
  }

  #resultProvenance(node: TSESTree.CallExpression, context: Context): ReturnType<Walker['provenance']['of']> {
    const callee = unwrap(node.callee);
    return callee.type === 'MemberExpression' ? this.walker.provenance.of(callee.object, context.env) : 'unknown';
  }

  #iterated(
    name: string,
    list: TSESTree.Node,
    args: readonly Argument[],
    node: TSESTree.CallExpression,
    context: Context,
    cursor: Cursor,
  ): boolean {
    const functions = args[0] ? this.walker.functionsOf(args[0]) : [];
    if (functions.length === 0) return false;
    const source: Argument = { kind: 'expression', node: list, env: context.env };
    const element: Argument = { kind: 'element', of: source };
    const input =
      name === 'reduce'
        ? [args[1] ?? { kind: 'value' as const, values: [], provenance: 'unknown' as const }, element]
        : [element];
    const nobody = name === 'forEach' || context.dropped !== undefined;
    const place = placeOf(node, context);
    for (const fn of functions) {
      const before = cursor.conditions;
      const inner: Context = { ...context, loops: context.loops + 1, dropped: nobody ? place : undefined };
      this.walker.sieved([list], context, cursor, (at) => {
        this.calls.invoke(fn, input, node, inner, at);
      });
      cursor.conditions = before;
    }
    return true;
  }

  /** `Promise.allSettled(…)` keeps the failures in what it gives. */
  #settled(node: TSESTree.CallExpression, context: Context, cursor: Cursor): void {
    const covers: Span = [firstEventOf(this.walker.events, node, context), this.walker.events.length];
    this.walker.caught(placeOf(node, context), covers, undefined, context, { ...cursor }, noop);
  }

  /** An array of promises inside the array given to `Promise.all` is not waited for. Its elements run side by side. */
  #promiseAll(node: TSESTree.CallExpression, context: Context): void {
    const { events } = this.walker;
    const first = node.arguments[0];
    if (context.dropped) redetach(events, node, context.dropped, context);
    if (first?.type !== 'ArrayExpression') return;
    for (const e of first.elements) {
      const list = e && listOfPromises(e, context);
      if (e && list) redetach(events, list, placeOf(e, context), context);
    }
    markAlongside(
      events,
      first.elements.flatMap((e) => e ?? []),
      context,
    );
  }
}

/** `.catch(reject)`: does the failure go to whoever gave the function around this one? */
function isGiven(handler: TSESTree.Node, { env }: Context): boolean {
  const at = unwrap(handler);
  return at.type === 'Identifier' && env.module.variables.get(at)?.defs[0]?.type === 'Parameter';
}

/** The `map(…)` that makes the promises of an array, where that is what stands there: bare, or by the name of a variable read only here. */
function listOfPromises(element: TSESTree.Node, { env }: Context): TSESTree.CallExpression | undefined {
  if (element.type === 'SpreadElement' || element.type === 'AwaitExpression') return undefined;
  const at = unwrap(element);
  const variable = at.type === 'Identifier' ? env.module.variables.get(at) : undefined;
  const def = variable?.defs[0];
  const isOnly = variable?.references.every((r) => r.init === true || r.identifier === at) === true;
  const made = isOnly && def?.type === 'Variable' && def.node.id.type === 'Identifier' ? def.node.init : at;
  const call = made && unwrap(made);
  if (call?.type !== 'CallExpression' || made?.type === 'AwaitExpression') return undefined;
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && propertyName(callee) === 'map' ? call : undefined;
}
