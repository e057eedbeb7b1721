/** Walks a handler in evaluation order, into the project's functions, and writes down what it does. */
import type { TSESTree } from '@typescript-eslint/types';
import type { DeliveryModel } from '../../models/model.js';
import { isFunctionNode, unwrap } from '../ast.js';
import type { CallNode, Argument, Env, FunctionValue, LibraryValue } from '../binding/value.js';
import type { Acknowledgement, Branch, Condition, Place, Span, TimelineEvent, UnknownCall } from '../effect.js';
import { deadArm } from './absent.js';
import { flushingDecorators, guardingDecorator, transactionDecorator } from './decorators.js';
import { type ActivationRecord, type Context, type Cursor, emptyContext, isSame, join, reached } from './context.js';
import type { Binder } from '../binding/bind.js';
import type { CheckReader } from './check.js';
import type { Described } from '../effects/described.js';
import type { EffectReader } from '../effects/effects.js';
import type { ProvenanceReader } from '../effects/provenance.js';
import { Transactions } from './transactions.js';
import type { Choice, Fork } from '../handlers/forks.js';
import { Exits } from './exits.js';
import { Silences } from './silence.js';
import { Branches } from './branches.js';
import { Sieves } from './sieve.js';
import { Visits, type WalkBounds } from './visits.js';
import { StatementWalker } from './walk-statement.js';
import { CallWalker } from './walk-call.js';

export class Walker {
  readonly events: TimelineEvent[] = [];
  readonly #visits: Visits;
  readonly #branches: Branches;
  /** Functions that were entered, first visit first. */
  readonly entered: FunctionValue[] = [];
  /** Calls with several registered targets, as they were met. */
  readonly forks: Fork[] = [];
  readonly #calls: CallWalker;
  readonly #statements: StatementWalker;
  readonly transactions: Transactions;
  /** Constants that settle the message when the handler returns them. */
  answers: NonNullable<DeliveryModel['answers']> = [];
  readonly exits: Exits;
  readonly #silences: Silences;
  readonly #sieves = new Sieves(this);
  #begun: { readonly from: number; readonly end: number | undefined; readonly id: number } | undefined;
  /** Last references of what each activation has flushed. */
  readonly #flushed = new WeakMap<Env, Set<TSESTree.Node>>();

  constructor(
    readonly binder: Binder,
    readonly provenance: ProvenanceReader,
    readonly effects: EffectReader,
    checks: CheckReader,
    bounds: WalkBounds,
    readonly fork?: Choice,
  ) {
    this.#calls = new CallWalker(this);
    this.#statements = new StatementWalker(this, this.#calls);
    this.transactions = new Transactions(binder);
    this.exits = new Exits(binder);
    this.#silences = new Silences(binder, provenance);
    this.#branches = new Branches(checks);
    this.#visits = new Visits(bounds);
  }

  /** Walks a function the library calls; one that `isJoining` is part of its caller's transaction. */
  root(fn: FunctionValue, env: Env, isJoining = false): void {
    const guarded = fn.guarded === true || guardingDecorator(this.binder, fn);
    const isInside = isJoining || transactionDecorator(this.binder, fn);
    const transaction = isInside ? this.transactions.open() : undefined;
    this.enter(fn, env, { ...emptyContext(env), guarded, transaction }, { conditions: [] });
  }

  /** Walks statements that are a handler without being a function (a loop body). */
  rootStatement(node: TSESTree.Node, env: Env): void {
    this.#statements.statement(node, emptyContext(env), { conditions: [] });
  }

  /** A transaction that a later call commits or rolls back. */
  begin(call: Place): void {
    this.#begun = { from: this.events.length, end: undefined, id: this.transactions.open(undefined, call) };
  }

  /** What happened since `begin` belongs together; a rollback after the commit speaks of what stood before it. */
  end(isCommit: boolean): void {
    if (!this.#begun) return;
    const { from, id } = this.#begun;
    const end = this.#begun.end ?? this.events.length;
    this.bundle(from, end, id);
    if (isCommit) this.#begun = { from, end, id };
  }

  /** Makes the events of that range, which are in no transaction yet, commit together. */
  bundle(from: number, end = this.events.length, id = this.transactions.open()): void {
    for (let i = from; i < end; i++) {
      const event = this.events[i];
      if (event && event.transaction === undefined) this.events[i] = { ...event, transaction: id };
    }
  }

  /** Walks the body of `fn` in its activation. Conditions of returning paths are left in the cursor. */
  enter(fn: FunctionValue, env: Env, context: Context, cursor: Cursor): void {
    if (!cursor.conditions || this.isOver || !this.#visits.allow(fn.node, context, this.events.length)) return;
    const before = cursor.conditions;
    const silent = this.#silences.of(fn, env, context);
    if (silent) {
      this.#visits.repeat(silent.entered);
      this.exits.later(env, () => {
        this.#walkAgain(fn, env, context, before);
      });
      return;
    }
    const from = { events: this.events.length, forks: this.forks.length, branches: this.branches.length };
    this.entered.push(fn);
    const entered = this.#visits.enter(fn.node, context.stack.length, () => {
      this.#body(fn, env, context, cursor);
    });
    if (this.events.length > from.events || this.forks.length > from.forks || !isSame(cursor.conditions, before))
      return;
    this.#branches.silence(from.branches);
    if (entered) this.#silences.note(fn, env, context, { entered });
  }

  /** Walks a silent call for its ends: what a test of its answer tells. */
  #walkAgain(fn: FunctionValue, env: Env, context: Context, before: readonly Condition[]): void {
    const from = { events: this.events.length, branches: this.branches.length };
    this.#visits.uncounted(() => {
      this.#body(fn, env, context, { conditions: before });
    });
    this.#branches.silence(from.branches);
    this.events.length = from.events;
  }

  #body(fn: FunctionValue, env: Env, context: Context, cursor: Cursor): void {
    const activation: ActivationRecord = { returns: [], breaks: undefined };
    const dropped = context.dropped;
    const inner: Context = {
      ...context,
      env,
      activation,
      continued: context.continued && !fn.node.async,
      stack: [...context.stack, fn.node],
      dropped: dropped && fn.node.async ? undefined : dropped,
      detached: dropped && fn.node.async ? [...context.detached, dropped] : context.detached,
    };
    for (const parameter of fn.node.params)
      if (parameter.type === 'AssignmentPattern') this.expression(parameter.right, inner, { ...cursor });
    if (fn.node.body?.type === 'BlockStatement') this.#statements.statements(fn.node.body.body, inner, cursor);
    else if (fn.node.body) this.#statements.returned(fn.node.body, inner, cursor);
    const end = reached(cursor);
    if (end)
      this.exits.record(env, fn.node.body?.type === 'BlockStatement' ? undefined : (fn.node.body ?? undefined), end);
    cursor.conditions = join([...activation.returns, cursor.conditions]);
    for (const flush of flushingDecorators(this.binder, fn)) this.flush(env, flush, inner, cursor);
  }

  get branches(): readonly Branch[] {
    return this.#branches.all;
  }

  /** Bounds that were reached. */
  get limits(): Set<string> {
    return this.#visits.limits;
  }

  /** Nothing that could still be seen counts: a narrower walk takes the place of this one. */
  get isOver(): boolean {
    return this.#visits.isOver;
  }

  /** Was there more to follow than one walk may? What stands behind the place where it gave up was not seen. */
  get isExhausted(): boolean {
    return this.#visits.isExhausted;
  }

  /** @param node what decides, for `if` and `switch` */
  branch(kind: Branch['kind'], arms: number, node: TSESTree.Node, context: Pick<Context, 'env'>): Branch {
    return this.#branches.add(kind, arms, node, context, this.entered.length);
  }

  /** Looks at what decided: the walk is over. */
  settle(): void {
    this.#branches.settle(this.events, this.entered);
  }

  /** Runs `arm` under one arm of a two-armed branch and joins with the other. */
  conditional(
    test: TSESTree.Node,
    armIndex: 0 | 1,
    arms: readonly (() => void)[],
    context: Context,
    cursor: Cursor,
    run: (cursor: Cursor, arm: number) => void,
  ): void {
    if (!cursor.conditions) return;
    const dead = deadArm(this.binder, test, context);
    if (dead !== undefined) {
      if (arms.length === 2 || dead !== armIndex) run(cursor, 1 - dead);
      return;
    }
    const before = cursor.conditions;
    const branch = this.branch('if', 2, test, context);
    const ends: (readonly Condition[] | undefined)[] = [];
    for (const arm of [0, 1]) {
      const at: Cursor = { conditions: this.armed(test, arm, branch, before, context) };
      if (arms.length === 2 || arm === armIndex) run(at, arm);
      ends.push(at.conditions);
    }
    cursor.conditions = join(ends);
  }

  /** Runs what is done with the things that `lists` give under the tests which they had to pass. */
  sieved(lists: readonly TSESTree.Node[], context: Context, cursor: Cursor, run: (cursor: Cursor) => void): void {
    const { conditions } = cursor;
    if (!conditions) return;
    const passed = this.#sieves.of(lists, context.env).filter((p) => !conditions.some((c) => c.branch === p.branch));
    if (passed.length > 0) cursor.conditions = [...conditions, ...passed];
    run(cursor);
    if (passed.length > 0)
      cursor.conditions = reached(cursor)?.filter((c) => !passed.some((p) => p.branch === c.branch));
  }

  /** What holds in that arm of a two-armed branch: what held before, and what the outcome of the test tells of the way to it. */
  armed(
    test: TSESTree.Node,
    arm: number,
    branch: Branch,
    before: readonly Condition[],
    { env }: Context,
  ): readonly Condition[] {
    const implied = this.exits.implied(test, env, arm === 0);
    const further = implied.filter((c) => !before.some((b) => b.branch === c.branch && b.arms === c.arms));
    return [...before, ...further, { branch, arms: 1 << arm }];
  }

  expression(node: TSESTree.Node, context: Context, cursor: Cursor, returned = false): void {
    if (!cursor.conditions || this.isOver) return;
    this.#calls.expression(node, context, cursor, returned);
  }

  emitEffect(described: Described, context: Context, cursor: Cursor): void {
    if (!cursor.conditions) return;
    const { receiver, together, ...effect } = described;
    const transaction = this.transactions.of(receiver, context.transaction) ?? this.transactions.ofOne(together);
    this.events.push({ type: 'effect', ...effect, ...this.#common(context, cursor.conditions), transaction });
  }

  /** Writes what the function with that activation has made or changed since it last flushed. */
  flush(env: Env, node: CallNode, context: Context, cursor: Cursor): void {
    if (!cursor.conditions) return;
    const written = this.#flushed.get(env) ?? new Set<TSESTree.Node>();
    this.#flushed.set(env, written);
    for (const e of this.effects.ofFlush(env, node, written)) this.emitEffect(e, context, cursor);
  }

  emitAck(
    { action, givesBack }: Pick<Acknowledgement, 'action' | 'givesBack'>,
    place: Place,
    context: Context,
    cursor: Cursor,
  ): void {
    if (!cursor.conditions) return;
    const common = this.#common(context, cursor.conditions);
    this.events.push({ type: 'ack', action, givesBack, alongside: [], ...place, ...common });
  }

  emitThrow(place: Place, context: Context, cursor: Cursor): void {
    if (cursor.conditions) this.events.push({ type: 'throw', ...place, ...this.#common(context, cursor.conditions) });
  }

  /** Walks what is done about a failure with `handle`, and writes the failure down behind it. */
  caught(
    place: Place,
    covers: Span,
    block: TSESTree.TryStatement | undefined,
    context: Context,
    cursor: Cursor,
    handle: () => void,
  ): void {
    const { conditions } = cursor;
    if (!conditions) return;
    const { returns, breaks } = context.activation;
    const left = returns.length + (breaks?.length ?? 0);
    const from = this.events.length;
    handle();
    const isSurvived = reached(cursor) !== undefined || returns.length + (breaks?.length ?? 0) > left;
    const handling: Span = [from, this.events.length];
    const common = this.#common(context, conditions);
    this.events.push({ type: 'caught', ...place, ...common, covers, handling, block, isSurvived });
  }

  emitUnknown(text: string, place: Place, context: Context, cursor: Cursor): void {
    if (!cursor.conditions) return;
    const event: UnknownCall = { type: 'unknown', text, ...place, ...this.#common(context, cursor.conditions) };
    this.events.push(event);
  }

  #common(context: Context, conditions: readonly Condition[]): Omit<UnknownCall, 'type' | 'text' | 'module' | 'node'> {
    return {
      order: this.events.length,
      conditions,
      trace: context.trace,
      detached: context.detached,
      transaction: context.transaction,
      loops: context.loops,
      recovery: context.recovery,
      tries: context.tries,
      guarded: context.guarded,
      answered: context.answered,
    };
  }

  /** Effects of a builder that is awaited or returned through a variable: `await query`. */
  awaited(node: TSESTree.Node, context: Context, cursor: Cursor, returned = false): void {
    const at = unwrap(node);
    if (at.type !== 'Identifier' || (returned && context.continued) || this.#isSettled(at, context)) return;
    for (const value of this.binder.evaluate(at, context.env)) {
      if (value.kind === 'library' && value.draft.length > 0 && this.isThenable(value)) {
        for (const e of this.effects.ofDraft(value.draft)) this.emitEffect(e, context, cursor);
      }
    }
  }

  /** Is the variable the promise of a function that has executed what it described? */
  #isSettled(node: TSESTree.Identifier, context: Context): boolean {
    const def = context.env.module.variables.get(node)?.defs[0];
    const init = def?.type === 'Variable' ? def.node.init : null;
    if (init?.type === 'AwaitExpression') return true;
    if (init?.type !== 'CallExpression') return false;
    return this.binder.evaluate(init.callee, context.env).some((c) => c.kind === 'function' && c.node.async);
  }

  isThenable(value: LibraryValue): boolean {
    return this.binder.catalog.inherited(value.library, value.type, (t) => t.thenable)?.value === true;
  }

  /** Function values among an argument's values. */
  functionsOf(argument: Argument): readonly FunctionValue[] {
    return this.binder
      .argument(argument)
      .filter((v): v is FunctionValue => v.kind === 'function' && isFunctionNode(v.node));
  }
}
