/** Expressions in evaluation order, and what their calls do: effects, acknowledgements, callbacks, project functions. */
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { ArgPath, CallbackModel, CallModel, ParameterModel } from '../../models/model.js';
import { calleeText, isClassNode, isFunctionNode, propertyName, unwrap, within } from '../ast.js';
import { type CallTarget, callTarget, calleeValues, constructTarget } from '../binding/call-target.js';
import { exportInstance } from '../binding/library-instance.js';
import { dispatched } from '../handlers/dispatch.js';
import { isRegistered } from '../handlers/forks.js';
import type { Detached, Place, Span, TimelineEvent } from '../effect.js';
import { guardingDecorator, transactionDecorator } from './decorators.js';
import {
  type Argument,
  type CallNode,
  type Env,
  type FunctionValue,
  type LibraryValue,
  type Value,
} from '../binding/value.js';
import type { Context, Cursor, Walker } from './walk.js';
import { join, reached } from './walk.js';

const LISTS = new Set(['map', 'forEach', 'filter', 'some', 'every', 'find', 'findIndex', 'flatMap', 'reduce', 'sort']);
const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'nextTick']);

export class CallWalker {
  constructor(readonly walker: Walker) {}

  /** An expression whose value is thrown away: a promise it gives is awaited by nobody. */
  statement(node: TSESTree.Node, context: Context, cursor: Cursor): void {
    const at = stripped(node);
    if (at.type === 'UnaryExpression' && at.operator === 'void') this.statement(at.argument, context, cursor);
    else if (at.type === 'CallExpression') this.#call(at, { ...context, dropped: this.#place(at, context) }, cursor);
    else if (at.type === 'LogicalExpression') {
      this.expression(at.left, context, cursor);
      this.#armed(at, context, cursor, (c) => {
        this.statement(at.right, context, c);
      });
    } else if (at.type === 'ConditionalExpression') {
      this.expression(at.test, context, cursor);
      this.walker.conditional(at.test, 0, [noop, noop], context, cursor, (c, arm) => {
        this.statement(arm === 0 ? at.consequent : at.alternate, context, c);
      });
    } else this.expression(node, context, cursor);
  }

  /** A call whose value goes to somebody who throws it away: `context.dropped` says where. */
  dropped(node: TSESTree.CallExpression, context: Context, cursor: Cursor): void {
    this.#call(node, context, cursor);
  }

  #place(node: TSESTree.Node, context: Context): Place {
    return { module: context.env.module, node };
  }

  expression(node: TSESTree.Node, context: Context, cursor: Cursor, returned = false): void {
    if (!cursor.conditions) return;
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression':
      case 'TaggedTemplateExpression':
        this.#call(node, { ...context, dropped: undefined }, cursor);
        break;
      case 'AwaitExpression':
        this.expression(node.argument, context, cursor);
        this.walker.awaited(node.argument, context, cursor);
        break;
      case 'LogicalExpression':
        this.expression(node.left, context, cursor);
        this.#armed(node, context, cursor, (c) => {
          this.expression(node.right, context, c);
        });
        break;
      case 'ConditionalExpression':
        this.expression(node.test, context, cursor);
        this.walker.conditional(node.test, 0, [noop, noop], context, cursor, (c, arm) => {
          this.expression(arm === 0 ? node.consequent : node.alternate, context, c);
        });
        break;
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
      case 'ClassExpression':
      case 'Literal':
      case 'ThisExpression':
        break;
      case 'Identifier':
        if (returned) this.walker.awaited(node, context, cursor, true);
        break;
      default:
        this.#children(node, context, cursor);
    }
  }

  #children(node: TSESTree.Node, context: Context, cursor: Cursor): void {
    for (const key of visitorKeys[node.type] ?? []) {
      if (key === 'typeAnnotation' || key === 'typeArguments') continue;
      const child = (node as unknown as Record<string, unknown>)[key];
      for (const c of Array.isArray(child) ? child : [child]) {
        if (isNode(c) && !isFunctionNode(c) && !isClassNode(c)) this.expression(c, context, cursor);
      }
    }
  }

  /** The right side of `&&`, `||`, `??`. */
  #armed(node: TSESTree.LogicalExpression, context: Context, cursor: Cursor, run: (cursor: Cursor) => void): void {
    this.walker.conditional(node.left, node.operator === '&&' ? 0 : 1, [noop], context, cursor, run);
  }

  #call(node: CallNode, context: Context, cursor: Cursor): void {
    const from = this.walker.events.length;
    this.#operands(node, { ...context, dropped: undefined }, cursor);
    if (!cursor.conditions) return;
    if (node.type === 'CallExpression' && this.#builtin(node, context, cursor)) return;
    const args = this.walker.binder.argumentsOf(node, context.env);
    if (node.type === 'NewExpression') {
      this.#construction(node, args, context, cursor);
      return;
    }
    const callees = calleeValues(this.walker.binder, node, context.env);
    const functions = callees.filter((c): c is FunctionValue => c.kind === 'function');
    const targets = callees.flatMap((c) => callTarget(this.walker.binder, c, args) ?? []);
    if (functions.length > 0) this.#functions(functions, args, node, context, cursor);
    const [target] = targets;
    if (target) this.#row(target, args, node, context, cursor);
    if (target?.row.transaction?.form === 'array') this.walker.bundle(from);
    if (functions.length === 0 && !target) this.#unknown(node, args, callees, context, cursor);
    if (reached(cursor) && functions.length === 0) this.#chainEnd(node, context, cursor);
  }

  /** Callee object, then arguments; functions are walked when called. */
  #operands(node: CallNode, context: Context, cursor: Cursor): void {
    const callee = node.type === 'TaggedTemplateExpression' ? node.tag : node.callee;
    const at = unwrap(callee);
    if (at.type === 'MemberExpression') {
      this.expression(at.object, context, cursor);
      if (at.computed) this.expression(at.property, context, cursor);
    } else if (at.type !== 'Identifier') this.expression(at, context, cursor);
    const list = node.type === 'TaggedTemplateExpression' ? node.quasi.expressions : node.arguments;
    for (const a of list) {
      const value = a.type === 'SpreadElement' ? a.argument : a;
      if (!isFunctionNode(unwrap(value))) this.expression(value, context, cursor);
    }
  }

  #functions(
    functions: readonly FunctionValue[],
    args: readonly Argument[],
    node: CallNode,
    context: Context,
    cursor: Cursor,
  ): void {
    const before = cursor.conditions;
    if (!before) return;
    const chosen = this.#chosen(functions, node, context);
    if (chosen.length === 1 && chosen[0]) {
      this.#promisesLeft(chosen[0], args, context);
      this.#invoke(chosen[0], args, node, context, cursor);
      return;
    }
    const branch = this.walker.branch('targets', chosen.length, undefined, node, context);
    const ends = chosen.map((fn, i) => {
      const at: Cursor = { conditions: [...before, { branch, arms: 1 << Math.min(i, 29) }] };
      this.#invoke(fn, args, node, context, at);
      return at.conditions;
    });
    cursor.conditions = join(ends);
  }

  /** Of functions that users registered in a table, the one this walk is for; all of them, noted as a fork, on the first walk. */
  #chosen(functions: readonly FunctionValue[], node: CallNode, context: Context): readonly FunctionValue[] {
    const { fork } = this.walker;
    if (fork) return fork.call === node ? functions.filter((f) => f.node === fork.target) : functions;
    if (isRegistered(this.walker.binder, functions, node, context.env))
      this.walker.forks.push({ call: node, functions });
    return functions;
  }

  /** Promises given to a function that never waits for them are on their own. */
  #promisesLeft(fn: FunctionValue, args: readonly Argument[], context: Context): void {
    for (const [i, argument] of args.entries()) {
      if (argument.kind !== 'expression' || argument.env !== context.env) continue;
      const node = unwrap(argument.node);
      if (argument.node.type === 'AwaitExpression' || node.type !== 'CallExpression') continue;
      if (isLeftAlone(fn, i)) this.#redetach(node, this.#place(node, context), context);
    }
  }

  /** Walks a project function called here. */
  #invoke(
    fn: FunctionValue,
    args: readonly Argument[] | undefined,
    node: TSESTree.Node,
    context: Context,
    cursor: Cursor,
  ): void {
    const env = this.walker.binder.activate(fn, args, node, context.env);
    const text = calleeText(
      isCall(node) ? (node.type === 'TaggedTemplateExpression' ? node.tag : node.callee) : node,
      context.env.module.text,
    );
    const guarded = context.guarded || fn.guarded === true || guardingDecorator(this.walker.binder, fn);
    const transaction = transactionDecorator(this.walker.binder, fn)
      ? (context.transaction ?? this.walker.transactions.open())
      : context.transaction;
    // A function that is written in the call itself makes the call no step of the way.
    const trace = within(fn.node, node)
      ? context.trace
      : [...context.trace, { module: context.env.module, node, text }];
    const continued = isCall(node) && !within(fn.node, node) && isContinued(node, context);
    this.walker.enter(fn, env, { ...context, trace, guarded, transaction, continued }, cursor);
  }

  /** Walks a function that a library or the language calls with `args`. */
  #callback(fn: FunctionValue, args: readonly Argument[], node: TSESTree.Node, context: Context, cursor: Cursor): void {
    this.#invoke(fn, args, node, context, cursor);
  }

  #row(target: CallTarget, args: readonly Argument[], node: CallNode, context: Context, cursor: Cursor): void {
    const { row } = target;
    const inner = this.#awaitedContext(row, args, context);
    if (row.transaction?.form === 'callback') {
      this.#transaction(row, target, args, node, inner, cursor);
    } else {
      for (const e of this.walker.effects.ofCall(target, args, node, context.env))
        this.walker.emitEffect(e, inner, cursor);
      this.#session(target, args, node, inner, cursor);
    }
    if (row.flushes && row.transaction?.form !== 'callback') this.#flush(context.env, node, inner, cursor);
    if (row.ack) this.#ack(row, args, node, context, cursor);
    if (Array.isArray(row.run)) this.#sentAcks(row.run as ArgPath, args, node, context, cursor);
    const around = row.dispatchesDetached ? { ...context, dropped: undefined } : inner;
    if (row.dispatches) this.#dispatch(row, args, node, around, cursor);
    for (const callback of row.callbacks ?? []) this.#libraryCallback(callback, target, args, node, inner, cursor);
    if (row.guard && !row.returnsArgument) this.#guarded(row, args, node, context, cursor);
    if (!row.callbacks && !row.transaction && !row.register && !row.guard && row.dispatches === undefined)
      this.#strayCallbacks(args, node, inner, cursor);
  }

  /** A dropped call of an asynchronous library function leaves its effect on its own. */
  #awaitedContext(row: CallModel, args: readonly Argument[], context: Context): Context {
    const { dropped } = context;
    if (!dropped) return context;
    if (row.sync === true) return { ...context, dropped: undefined };
    const calledBack = this.#callsBack(row, args);
    if (calledBack && context.settles) return { ...context, dropped: undefined };
    const detached: Detached = calledBack ? { ...dropped, forGood: true } : dropped;
    return { ...context, dropped: undefined, detached: [...context.detached, detached] };
  }

  /** Is the call given a function to go on with, Node style? */
  #callsBack(row: CallModel, args: readonly Argument[]): boolean {
    const { binder } = this.walker;
    return (row.callbacks ?? []).some(
      (c) => c.continuation && binder.at(args, c.at).some((a) => this.walker.functionsOf(a).length > 0),
    );
  }

  #ack(row: CallModel, args: readonly Argument[], node: CallNode, context: Context, cursor: Cursor): void {
    if (!row.ack) return;
    const { unlessArgument } = row.ack;
    const given = unlessArgument === undefined ? undefined : args[unlessArgument];
    const isError = given !== undefined && !(given.kind === 'expression' && isEmptyValue(given.node));
    this.walker.emitAck(
      isError ? 'nack' : row.ack.action,
      this.#place(node, context),
      { ...context, dropped: undefined },
      cursor,
    );
  }

  /** Acknowledgements described by a command object that this call sends. */
  #sentAcks(path: ArgPath, args: readonly Argument[], node: CallNode, context: Context, cursor: Cursor): void {
    const sent = this.walker.binder.at(args, path).flatMap((a) => this.walker.binder.argument(a));
    for (const value of sent) {
      for (const part of value.kind === 'library' ? value.draft : []) {
        const given = this.walker.binder.argumentsOf(part.node, part.env);
        this.#ack(part.model, given, node, context, cursor);
      }
    }
  }

  #transaction(
    row: CallModel,
    target: CallTarget,
    args: readonly Argument[],
    node: CallNode,
    context: Context,
    cursor: Cursor,
  ): void {
    const model = row.transaction;
    if (!model?.at) return;
    const made = target.receiver?.site;
    const taken = model.of === 'receiver' ? (made ? this.walker.binder.argumentsOf(made.node, made.env) : []) : args;
    const values = this.#typed(model.client, target, { node, env: context.env });
    const client = values.find((v): v is LibraryValue => v.kind === 'library');
    const input: Argument = { kind: 'value', values, provenance: 'unknown' };
    const transaction = this.walker.transactions.open(model.exclusive ? client : undefined, this.#place(node, context));
    const given = model.of === 'receiver' ? args : [input];
    for (const at of this.walker.binder.at(taken, model.at)) {
      for (const fn of this.walker.functionsOf(at)) {
        const inner: Context = { ...context, transaction };
        this.#callback(fn, given, node, inner, cursor);
        if (row.flushes) this.#flush(this.walker.binder.activate(fn, given, node, context.env), node, inner, cursor);
      }
    }
  }

  #flush(env: Env, node: CallNode, context: Context, cursor: Cursor): void {
    for (const e of this.walker.effects.ofFlush(env, node)) this.walker.emitEffect(e, context, cursor);
  }

  /** BEGIN, COMMIT and ROLLBACK on a connection. */
  #session(target: CallTarget, args: readonly Argument[], node: CallNode, context: Context, cursor: Cursor): void {
    const step = this.walker.effects.control(target, args);
    if (!step || !cursor.conditions) return;
    const { transaction } = target.row;
    if (transaction && !transaction.exclusive) {
      if (step === 'begin') this.walker.begin(this.#place(node, context));
      else this.walker.end(step === 'commit');
      return;
    }
    const made = this.walker.binder.evaluate(node, context.env).find((v): v is LibraryValue => v.kind === 'library');
    const client = target.row.returns === undefined ? target.receiver : made;
    if (step === 'begin' && client)
      this.walker.transactions.begin(client, cursor.conditions, this.#place(node, context));
    else if (step === 'commit' && target.receiver) this.walker.transactions.end(target.receiver, cursor.conditions);
  }

  #typed(
    ref: string | undefined,
    target: CallTarget,
    site: { node: CallNode; env: Env } | undefined,
  ): readonly Value[] {
    if (ref === undefined) return [];
    if (ref === 'this' && target.receiver) return [target.receiver];
    const made = exportInstance(
      this.walker.binder,
      { kind: 'export', library: target.library, name: ref, model: { class: ref } },
      target.receiver?.resource,
    );
    return made ? [{ ...made, site }] : [];
  }

  #libraryCallback(
    callback: CallbackModel,
    target: CallTarget,
    args: readonly Argument[],
    node: CallNode,
    context: Context,
    cursor: Cursor,
  ): void {
    const inner: Context = callback.detached
      ? { ...context, detached: [...context.detached, { ...this.#place(node, context), forGood: true }] }
      : context;
    const inputs = (callback.parameters ?? []).map((p) => this.#parameter(p, target, node, context.env));
    for (const at of this.walker.binder.at(args, callback.at)) {
      for (const fn of this.walker.functionsOf(at)) {
        const run = callback.loop ? { ...inner, loops: inner.loops + 1 } : inner;
        this.#callback(fn, inputs, node, run, cursor);
      }
    }
  }

  #parameter(model: ParameterModel, target: CallTarget, node: CallNode, env: Env): Argument {
    const values = this.#typed(model.type, target, { node, env });
    return {
      kind: 'value',
      values,
      provenance: model.is === 'message' ? 'message' : model.is === 'fresh' ? 'fresh' : 'unknown',
    };
  }

  /** Function arguments of a call without rows for them are walked where they are passed; whether they are called, nobody knows. */
  #strayCallbacks(args: readonly Argument[], node: CallNode, context: Context, cursor: Cursor): void {
    for (const a of args) {
      if (a.kind !== 'expression' || !isFunctionNode(unwrap(a.node))) continue;
      for (const fn of this.walker.functionsOf(a)) {
        const before = cursor.conditions;
        this.#callback(fn, [], node, context, cursor);
        cursor.conditions ??= before;
      }
    }
  }

  #guarded(row: CallModel, args: readonly Argument[], node: CallNode, context: Context, cursor: Cursor): void {
    if (!row.guard?.handler) return;
    for (const at of this.walker.binder.at(args, row.guard.handler)) {
      for (const fn of this.walker.functionsOf(at)) this.#callback(fn, [], node, { ...context, guarded: true }, cursor);
    }
  }

  #dispatch(row: CallModel, args: readonly Argument[], node: CallNode, context: Context, cursor: Cursor): void {
    if (!row.dispatches) return;
    const functions = this.walker.binder
      .at(args, row.dispatches)
      .flatMap((a) => dispatched(this.walker.binder, a).map((fn) => ({ fn, message: a })));
    const detached = row.dispatchesDetached
      ? [...context.detached, { ...this.#place(node, context), forGood: true }]
      : context.detached;
    for (const { fn, message } of functions) this.#invoke(fn, [message], node, { ...context, detached }, cursor);
  }

  #construction(node: TSESTree.NewExpression, args: readonly Argument[], context: Context, cursor: Cursor): void {
    const callees = this.walker.binder.evaluate(node.callee, context.env);
    if (node.callee.type === 'Identifier' && node.callee.name === 'Promise' && callees.length === 0) {
      this.#strayCallbacks(args, node, { ...context, settles: true }, cursor);
      return;
    }
    for (const callee of callees) {
      const target = constructTarget(this.walker.binder, callee, args);
      if (!target || target.row.lazy) continue;
      for (const e of this.walker.effects.ofCall(target, args, node, context.env))
        this.walker.emitEffect(e, context, cursor);
    }
  }

  #unknown(
    node: CallNode,
    args: readonly Argument[],
    callees: readonly Value[],
    context: Context,
    cursor: Cursor,
  ): void {
    const inner: Context = context.dropped ? { ...context, dropped: undefined } : context;
    this.#strayCallbacks(args, node, inner, cursor);
    if (
      callees.some((c) => c.kind === 'class' || c.kind === 'method' || c.kind === 'export') ||
      node.type === 'TaggedTemplateExpression'
    )
      return;
    if (args.some((a) => a.kind !== 'value' && this.walker.provenance.ofArgument(a) === 'message')) {
      this.walker.emitUnknown(
        calleeText(node.callee, context.env.module.text),
        this.#place(node, context),
        context,
        cursor,
      );
    }
  }

  /** The end of a builder chain that runs when awaited. */
  #chainEnd(node: CallNode, context: Context, cursor: Cursor): void {
    // Described and thrown away: what nobody awaits is never sent.
    if (context.dropped?.node === node || !isChainEnd(node) || (context.continued && isReturned(node))) return;
    const values = this.walker.binder.evaluate(node, context.env);
    const built = values.find(
      (v): v is LibraryValue => v.kind === 'library' && v.draft.length > 0 && this.walker.isThenable(v),
    );
    if (!built) return;
    const inner = context.dropped
      ? { ...context, detached: [...context.detached, context.dropped], dropped: undefined }
      : context;
    for (const e of this.walker.effects.ofDraft(built.draft)) this.walker.emitEffect(e, inner, cursor);
  }

  /** The language's own functions that call functions; true when the call is one of them. */
  #builtin(node: TSESTree.CallExpression, context: Context, cursor: Cursor): boolean {
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
      const place: Detached = { ...this.#place(node, context), forGood: true };
      for (const fn of args[0] ? this.walker.functionsOf(args[0]) : []) {
        this.#callback(
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
    if (name === 'call' || name === 'apply') return this.#applied(name, callee, args, node, context, cursor);
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

  #applied(
    name: 'call' | 'apply',
    callee: TSESTree.MemberExpression,
    args: readonly Argument[],
    node: CallNode,
    context: Context,
    cursor: Cursor,
  ): boolean {
    const functions = this.walker.functionsOf({ kind: 'expression', node: callee.object, env: context.env });
    if (functions.length === 0) return false;
    const self = args[0] ? this.walker.binder.argument(args[0])[0] : undefined;
    const given = name === 'call' ? args.slice(1) : [];
    this.#functions(
      functions.map((f) => ({ ...f, self: f.self ?? self })),
      given,
      node,
      context,
      cursor,
    );
    return true;
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
    if (dropped) this.#redetach(node, dropped, context);
    for (const [i, a] of args.entries()) {
      const functions = this.walker.functionsOf(a);
      const caught = name === 'catch' || i === 1;
      const value: Argument = {
        kind: 'value',
        values: caught ? [] : objects,
        provenance: caught ? 'unknown' : this.#resultProvenance(node, context),
      };
      if (caught && functions.length === 0 && a.kind === 'expression' && !isEmptyValue(a.node))
        this.#unseenCatch(node, a.node, inner, cursor);
      for (const fn of functions) {
        if (!caught) this.#callback(fn, [value], node, inner, cursor);
        else if (before) {
          const branch = this.walker.branch('try', 2, undefined, node, context);
          const at: Cursor = { conditions: [...before, { branch, arms: 2 }] };
          const covers: Span = [this.#firstOf(node, context), this.walker.events.length];
          this.walker.caught({ module: fn.env.module, node: fn.node }, covers, undefined, inner, at, () => {
            this.#callback(fn, [value], node, { ...inner, recovery: 'catch' }, at);
          });
        }
      }
    }
  }

  /** `.catch(console.error)`: what is done about the failure stands nowhere in the project. */
  #unseenCatch(node: TSESTree.Node, handler: TSESTree.Node, context: Context, cursor: Cursor): void {
    const covers: Span = [this.#firstOf(node, context), this.walker.events.length];
    const at: Cursor = { ...cursor };
    this.walker.caught({ module: context.env.module, node: handler }, covers, undefined, context, at, noop);
  }

  /** The first event that stands in the call, or in what it calls. */
  #firstOf(node: TSESTree.Node, context: Context): number {
    const { events } = this.walker;
    const isInside = (e: TimelineEvent): boolean => {
      const at = e.trace.length > context.trace.length ? e.trace[context.trace.length] : e;
      return at !== undefined && at.module === context.env.module && within(at.node, node);
    };
    const others = events.toReversed().findIndex((e) => !isInside(e));
    return others === -1 ? 0 : events.length - others;
  }

  #resultProvenance(node: TSESTree.CallExpression, context: Context): ReturnType<Walker['provenance']['of']> {
    const callee = unwrap(node.callee);
    return callee.type === 'MemberExpression' ? this.walker.provenance.of(callee.object, context.env) : 'unknown';
  }

  /** Events of `a()` in a dropped `a().catch(f)` are on their own as well. */
  #redetach(node: TSESTree.CallExpression, dropped: Place, context: Context): void {
    const { events } = this.walker;
    for (const [i, event] of events.entries()) {
      const inChain = event.trace.length > context.trace.length ? event.trace[context.trace.length]?.node : event.node;
      if (!inChain || inChain.range[0] < node.range[0] || inChain.range[1] > node.range[1]) continue;
      const home = event.trace[context.trace.length]?.module ?? event.module;
      if (home !== context.env.module || event.detached.some((d) => d.node === dropped.node)) continue;
      events[i] = {
        ...event,
        detached: [
          ...event.detached.slice(0, context.detached.length),
          dropped,
          ...event.detached.slice(context.detached.length),
        ],
      };
    }
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
    const place = this.#place(node, context);
    for (const fn of functions) {
      const before = cursor.conditions;
      const inner: Context = { ...context, loops: context.loops + 1, dropped: nobody ? place : undefined };
      this.#invoke(fn, input, node, inner, cursor);
      cursor.conditions = before;
    }
    return true;
  }

  /** `Promise.allSettled(…)` keeps the failures in what it gives. */
  #settled(node: TSESTree.CallExpression, context: Context, cursor: Cursor): void {
    const covers: Span = [this.#firstOf(node, context), this.walker.events.length];
    this.walker.caught(this.#place(node, context), covers, undefined, context, { ...cursor }, noop);
  }

  /** An array of promises inside the array given to `Promise.all` is not waited for. */
  #promiseAll(node: TSESTree.CallExpression, context: Context): void {
    const first = node.arguments[0];
    if (context.dropped) this.#redetach(node, context.dropped, context);
    if (first?.type !== 'ArrayExpression') return;
    for (const e of first.elements) {
      if (!e || e.type === 'SpreadElement') continue;
      const at = unwrap(e);
      if (e.type === 'AwaitExpression' || at.type !== 'CallExpression') continue;
      const callee = unwrap(at.callee);
      if (callee.type === 'MemberExpression' && propertyName(callee) === 'map')
        this.#redetach(at, this.#place(at, context), context);
    }
  }
}

/** Is the parameter read by nothing but the console and tests of its truth? */
function isLeftAlone(fn: FunctionValue, index: number): boolean {
  const parameter = fn.node.params[index];
  if (parameter?.type !== 'Identifier') return false;
  const variable = fn.env.module.variables.get(parameter);
  return variable?.references.every((r) => isIdleUse(r.identifier)) ?? false;
}

function isIdleUse(node: TSESTree.Node): boolean {
  const { parent } = node;
  if (parent?.type === 'IfStatement') return parent.test === node;
  if (parent?.type !== 'CallExpression') return false;
  const callee = unwrap(parent.callee);
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'console';
}

function noop(): void {
  // Nothing is seen of it: arms are walked by `run`, an unseen handler by nobody, and settled promises have none.
}

function stripped(node: TSESTree.Node): TSESTree.Node {
  let at = node;
  while (at.type === 'TSNonNullExpression' || at.type === 'ChainExpression' || at.type === 'TSAsExpression')
    at = at.expression;
  return at;
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function isCall(node: TSESTree.Node): node is CallNode {
  return node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'TaggedTemplateExpression';
}

function isEmptyValue(node: TSESTree.Node): boolean {
  const at = unwrap(node);
  return (at.type === 'Literal' && at.value === null) || (at.type === 'Identifier' && at.name === 'undefined');
}

function isGlobalCallee(node: TSESTree.Node, context: Context): boolean {
  if (node.type === 'MemberExpression') return node.object.type === 'Identifier' && node.object.name === 'process';
  return node.type === 'Identifier' && (context.env.module.variables.get(node)?.defs.length ?? 0) === 0;
}

/** The node with what is wrapped around it without changing its value. */
function wrapped(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  const transparent = parent && /^(?:TSNonNull|Chain|TSAs)Expression$/.test(parent.type);
  return transparent ? wrapped(parent) : node;
}

/** Is this call the outermost of its member chain, and is its value used at once? */
function isChainEnd(node: CallNode): boolean {
  const at = wrapped(node);
  const parent = at.parent;
  if (parent?.type === 'MemberExpression' && parent.object === at)
    return parent.parent.type !== 'CallExpression' || parent.parent.callee !== parent
      ? false
      : /^(?:then|catch|finally)$/.test(propertyName(parent) ?? '');
  if (parent?.type === 'VariableDeclarator') return false;
  if (parent?.type === 'TemplateLiteral') return parent.parent.type !== 'TaggedTemplateExpression';
  return !(parent?.type === 'AssignmentExpression' && parent.right === at);
}

/** Is the value of the call taken further: chained on, kept in a variable, or returned to a caller that does so? */
function isContinued(node: CallNode, context: Context): boolean {
  const at = wrapped(node);
  const { parent } = at;
  if (isReturned(node)) return context.continued;
  return (parent?.type === 'MemberExpression' && parent.object === at) || parent?.type === 'VariableDeclarator';
}

/** Does the function give back what the call gives? */
function isReturned(node: CallNode): boolean {
  const at = wrapped(node);
  const { parent } = at;
  return parent?.type === 'ReturnStatement' || (parent?.type === 'ArrowFunctionExpression' && parent.body === at);
}
