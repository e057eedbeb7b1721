/** What a call of a library does: effects, acknowledgements, transactions, callbacks. */
import type { ArgPath, CallModel, CallbackModel, ParameterModel } from '../../models/model.js';
import type { CallTarget } from '../binding/call-target.js';
import { exportInstance } from '../binding/library-instance.js';
import { dispatched } from '../handlers/dispatch.js';
import type { Detached } from '../effect.js';
import type { Argument, CallNode, Env, LibraryValue, Value } from '../binding/value.js';
import { type Context, type Cursor, placeOf } from './context.js';
import type { Walker } from './walk.js';
import type { CallWalker } from './walk-call.js';
import { isEmptyValue } from './call-position.js';

export class LibraryCallWalker {
  constructor(
    readonly walker: Walker,
    readonly calls: CallWalker,
  ) {}

  /** Effects, acknowledgements, transactions and callbacks of a call that a row describes. */
  row(target: CallTarget, args: readonly Argument[], node: CallNode, context: Context, cursor: Cursor): void {
    const { row } = target;
    const inner = this.#awaitedContext(row, args, context);
    if (row.ack?.first) this.#ack(row, args, node, context, cursor);
    if (row.transaction?.form === 'callback') {
      this.#transaction(row, target, args, node, inner, cursor);
    } else {
      for (const e of this.walker.effects.ofCall(target, args, node, context.env))
        this.walker.emitEffect(e, inner, cursor);
      this.#session(target, args, node, inner, cursor);
    }
    if (row.flushes && row.transaction?.form !== 'callback') this.walker.flush(context.env, node, inner, cursor);
    if (row.ack && !row.ack.first) this.#ack(row, args, node, context, cursor);
    if (Array.isArray(row.run)) this.#sentAcks(row.run as ArgPath, args, node, context, cursor);
    const around = row.dispatchesDetached ? { ...context, dropped: undefined } : inner;
    if (row.dispatches) this.#dispatch(row, args, node, around, cursor);
    for (const callback of row.callbacks ?? []) this.#libraryCallback(callback, target, args, node, inner, cursor);
    if (row.guard && !row.returnsArgument) this.#guarded(row, args, node, context, cursor);
    if (!row.callbacks && !row.transaction && !row.register && !row.guard && row.dispatches === undefined)
      this.calls.strayCallbacks(args, node, inner, cursor);
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
      isError ? { action: 'nack' } : row.ack,
      placeOf(node, context),
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
    const transaction = this.walker.transactions.open(model.exclusive ? client : undefined, placeOf(node, context));
    const given = model.of === 'receiver' ? args : [input];
    for (const at of this.walker.binder.at(taken, model.at)) {
      for (const fn of this.walker.functionsOf(at)) {
        const inner: Context = { ...context, transaction };
        this.calls.invoke(fn, given, node, inner, cursor);
        if (row.flushes)
          this.walker.flush(this.walker.binder.activate(fn, given, node, context.env), node, inner, cursor);
      }
    }
    this.walker.transactions.committed(transaction);
  }

  /** BEGIN, COMMIT and ROLLBACK on a connection. */
  #session(target: CallTarget, args: readonly Argument[], node: CallNode, context: Context, cursor: Cursor): void {
    const step = this.walker.effects.control(target, args);
    if (!step || !cursor.conditions) return;
    const { transaction } = target.row;
    if (transaction && !transaction.exclusive) {
      if (step === 'begin') this.walker.begin(placeOf(node, context));
      else this.walker.end(step === 'commit');
      return;
    }
    const made = this.walker.binder.evaluate(node, context.env).find((v): v is LibraryValue => v.kind === 'library');
    const isMade = transaction?.form === 'begin' && target.row.returns !== undefined;
    const client = isMade ? made : target.receiver;
    if (step === 'begin' && client) this.walker.transactions.begin(client, cursor.conditions, placeOf(node, context));
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
      ? { ...context, detached: [...context.detached, { ...placeOf(node, context), forGood: true }] }
      : context;
    const inputs = (callback.parameters ?? []).map((p) => this.#parameter(p, target, node, context.env));
    for (const at of this.walker.binder.at(args, callback.at)) {
      for (const fn of this.walker.functionsOf(at)) {
        const run = callback.loop ? { ...inner, loops: inner.loops + 1 } : inner;
        if (!callback.committed) this.calls.invoke(fn, inputs, node, run, cursor);
        else {
          const at: Cursor = { ...cursor };
          this.walker.transactions.afterCommit(context.transaction, () => {
            this.calls.invoke(fn, inputs, node, { ...run, transaction: undefined }, at);
          });
        }
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

  #guarded(row: CallModel, args: readonly Argument[], node: CallNode, context: Context, cursor: Cursor): void {
    if (!row.guard?.handler) return;
    for (const at of this.walker.binder.at(args, row.guard.handler)) {
      for (const fn of this.walker.functionsOf(at))
        this.calls.invoke(fn, [], node, { ...context, guarded: true }, cursor);
    }
  }

  #dispatch(row: CallModel, args: readonly Argument[], node: CallNode, context: Context, cursor: Cursor): void {
    if (!row.dispatches) return;
    const functions = this.walker.binder
      .at(args, row.dispatches)
      .flatMap((a) => dispatched(this.walker.binder, a).map((fn) => ({ fn, message: a })));
    const detached = row.dispatchesDetached
      ? [...context.detached, { ...placeOf(node, context), forGood: true }]
      : context.detached;
    for (const { fn, message } of functions) this.calls.invoke(fn, [message], node, { ...context, detached }, cursor);
  }
}
