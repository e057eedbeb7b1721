/** Walks a handler in evaluation order, into the project's functions, and writes down what it does. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, unwrap } from '../ast.js';
import { guardingDecorator, transactionDecorator } from './decorators.js';
import type { Binder } from '../binding/bind.js';
import type { CheckReader } from './check.js';
import type {
  Acknowledgement,
  Answered,
  Branch,
  Check,
  Condition,
  Detached,
  Frame,
  Place,
  Span,
  TimelineEvent,
  TryFacts,
  UnknownCall,
} from '../effect.js';
import type { Described } from '../effects/described.js';
import type { EffectReader } from '../effects/effects.js';
import type { ProvenanceReader } from '../effects/provenance.js';
import { type Argument, type Env, type FunctionNode, type FunctionValue, type LibraryValue } from '../binding/value.js';
import { Transactions } from './transactions.js';
import type { Choice, Fork } from '../handlers/forks.js';
import { CallWalker } from './walk-call.js';
import { handlesDuplicate } from './duplicates.js';

/** What surrounds the code being walked. */
export interface Context {
  readonly env: Env;
  readonly trace: readonly Frame[];
  readonly detached: readonly Detached[];
  readonly transaction: number | undefined;
  readonly loops: number;
  readonly recovery: 'catch' | 'finally' | undefined;
  readonly tries: readonly TryFacts[];
  readonly guarded: boolean;
  /** The outermost call of a declared function around. */
  readonly answered: Answered | undefined;
  /** Functions being walked, to stop recursion. */
  readonly stack: readonly FunctionNode[];
  readonly activation: ActivationRecord;
  /** The caller goes on with what this function returns: a description returned here is not executed by that. */
  readonly continued: boolean;
  /** Inside `new Promise(…)`: what is called back there settles the promise. */
  readonly settles: boolean;
  /** The call whose promise nobody waits for: what this function returns is on its own. */
  readonly dropped: Detached | undefined;
}

/** Where control leaves a function or loop. */
export interface ActivationRecord {
  readonly returns: (readonly Condition[])[];
  breaks: (readonly Condition[])[] | undefined;
}

/** Conditions under which the next step runs; undefined when it cannot be reached. */
export interface Cursor {
  conditions: readonly Condition[] | undefined;
}

const MAX_EVENTS = 4000;
const MAX_ACTIVATIONS = 4000;
const MAX_PER_FUNCTION = 25;
const MAX_STACK = 40;

export class Walker {
  readonly events: TimelineEvent[] = [];
  readonly branches: Branch[] = [];
  readonly limits = new Set<string>();
  /** Functions that were entered, first visit first. */
  readonly entered: FunctionValue[] = [];
  /** Calls with several registered targets, as they were met. */
  readonly forks: Fork[] = [];
  readonly #calls: CallWalker;
  readonly transactions: Transactions;
  #activations = 0;
  #begun: { readonly from: number; readonly end: number | undefined; readonly id: number } | undefined;
  readonly #perFunction = new Map<FunctionNode, number>();

  constructor(
    readonly binder: Binder,
    readonly provenance: ProvenanceReader,
    readonly effects: EffectReader,
    readonly checks: CheckReader,
    readonly fork?: Choice,
  ) {
    this.#calls = new CallWalker(this);
    this.transactions = new Transactions(binder);
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
    this.statement(node, emptyContext(env), { conditions: [] });
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
    if (!cursor.conditions || !this.#mayEnter(fn, context)) return;
    this.entered.push(fn);
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
    if (fn.node.body?.type === 'BlockStatement') this.statements(fn.node.body.body, inner, cursor);
    else if (fn.node.body) this.returned(fn.node.body, inner, cursor);
    cursor.conditions = join([...activation.returns, cursor.conditions]);
  }

  #mayEnter(fn: FunctionValue, context: Context): boolean {
    if (context.stack.includes(fn.node)) return false;
    if (context.stack.length >= MAX_STACK) {
      this.limits.add(`calls deeper than ${String(MAX_STACK)} were not followed`);
      return false;
    }
    const visits = (this.#perFunction.get(fn.node) ?? 0) + 1;
    this.#perFunction.set(fn.node, visits);
    if (visits > MAX_PER_FUNCTION) return false;
    if (++this.#activations > MAX_ACTIVATIONS || this.events.length > MAX_EVENTS) {
      this.limits.add('the handler is too large to follow completely');
      return false;
    }
    return true;
  }

  branch(kind: Branch['kind'], arms: number, check: Check | undefined, node: TSESTree.Node, context: Context): Branch {
    const branch: Branch = {
      id: this.branches.length,
      arms: Math.min(arms, 30),
      kind,
      check,
      place: { module: context.env.module, node },
    };
    this.branches.push(branch);
    return branch;
  }

  statements(nodes: readonly TSESTree.Node[], context: Context, cursor: Cursor): void {
    for (const node of nodes) {
      if (!cursor.conditions) return;
      this.statement(node, context, cursor);
    }
  }

  statement(node: TSESTree.Node, context: Context, cursor: Cursor): void {
    switch (node.type) {
      case 'BlockStatement':
        this.statements(node.body, context, cursor);
        break;
      case 'ExpressionStatement':
        this.#calls.statement(node.expression, context, cursor);
        break;
      case 'VariableDeclaration':
        for (const d of node.declarations) this.#declarator(d, context, cursor);
        break;
      case 'ReturnStatement':
        if (node.argument) this.returned(node.argument, context, cursor);
        if (cursor.conditions) context.activation.returns.push(cursor.conditions);
        cursor.conditions = undefined;
        break;
      case 'ThrowStatement':
        this.expression(node.argument, context, cursor);
        this.emitThrow({ module: context.env.module, node }, context, cursor);
        cursor.conditions = undefined;
        break;
      case 'IfStatement':
        this.#if(node, context, cursor);
        break;
      case 'SwitchStatement':
        this.#switch(node, context, cursor);
        break;
      case 'TryStatement':
        this.#try(node, context, cursor);
        break;
      case 'ForStatement':
        if (node.init) this.#loopPart(node.init, context, cursor);
        if (node.test) this.expression(node.test, context, cursor);
        this.loop([node.body, ...(node.update ? [node.update] : [])], context, cursor);
        break;
      case 'ForOfStatement':
      case 'ForInStatement':
        this.expression(node.right, context, cursor);
        this.loop([node.body], context, cursor);
        break;
      case 'WhileStatement':
        this.expression(node.test, context, cursor);
        this.loop([node.body], context, cursor);
        break;
      case 'DoWhileStatement':
        this.loop([node.body, node.test], context, cursor);
        break;
      case 'LabeledStatement':
        this.statement(node.body, context, cursor);
        break;
      case 'BreakStatement':
      case 'ContinueStatement':
        if (cursor.conditions) context.activation.breaks?.push(cursor.conditions);
        cursor.conditions = undefined;
        break;
      default:
        break;
    }
  }

  #loopPart(node: TSESTree.Node, context: Context, cursor: Cursor): void {
    if (node.type === 'VariableDeclaration') this.statement(node, context, cursor);
    else this.expression(node, context, cursor);
  }

  #declarator(node: TSESTree.VariableDeclarator, context: Context, cursor: Cursor): void {
    if (!node.init) return;
    const unused = node.id.type === 'Identifier' && this.#neverRead(node.id, context);
    if (unused) this.#calls.statement(node.init, context, cursor);
    else this.expression(node.init, context, cursor);
  }

  #neverRead(id: TSESTree.Identifier, context: Context): boolean {
    const variable = context.env.module.variables.get(id);
    return variable !== undefined && variable.references.every((r) => !r.isRead());
  }

  /** An expression whose value the function returns: nobody waits for it where nobody waits for the function. */
  returned(node: TSESTree.Node, context: Context, cursor: Cursor): void {
    this.#settle(node, context, cursor);
    if (context.dropped && node.type === 'CallExpression') this.#calls.dropped(node, context, cursor);
    else if (context.dropped && node.type !== 'AwaitExpression') {
      this.expression(
        node,
        { ...context, detached: [...context.detached, context.dropped], dropped: undefined },
        cursor,
      );
    } else this.expression(node, { ...context, dropped: undefined }, cursor, true);
  }

  /** What a handler returns may itself settle the message. */
  #settle(node: TSESTree.Node, context: Context, cursor: Cursor): void {
    const at = unwrap(node);
    if (at.type !== 'NewExpression' && at.type !== 'MemberExpression') return;
    for (const v of this.binder.evaluate(at, context.env)) {
      const row = v.kind === 'library' ? this.binder.catalog.inherited(v.library, v.type, (t) => t.settles) : undefined;
      if (row) this.emitAck(row.value, { module: context.env.module, node: at }, context, cursor);
    }
  }

  loop(nodes: readonly TSESTree.Node[], context: Context, cursor: Cursor): void {
    if (!cursor.conditions) return;
    const before = cursor.conditions;
    const { breaks } = context.activation;
    context.activation.breaks = [];
    const inner: Context = { ...context, loops: context.loops + 1 };
    for (const node of nodes) {
      if (node.type.endsWith('Statement') || node.type === 'VariableDeclaration') this.statement(node, inner, cursor);
      else this.expression(node, inner, cursor);
    }
    context.activation.breaks = breaks;
    cursor.conditions = before;
  }

  #if(node: TSESTree.IfStatement, context: Context, cursor: Cursor): void {
    this.expression(node.test, context, cursor);
    if (!cursor.conditions) return;
    const before = cursor.conditions;
    const branch = this.branch('if', 2, this.checks.of(node.test, context.env, this.entered), node.test, context);
    const then: Cursor = { conditions: [...before, { branch, arms: 1 }] };
    this.statement(node.consequent, context, then);
    const other: Cursor = { conditions: [...before, { branch, arms: 2 }] };
    if (node.alternate) this.statement(node.alternate, context, other);
    cursor.conditions = join([then.conditions, other.conditions]);
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
    const before = cursor.conditions;
    const branch = this.branch('if', 2, this.checks.of(test, context.env, this.entered), test, context);
    const ends: (readonly Condition[] | undefined)[] = [];
    for (const arm of [0, 1]) {
      const at: Cursor = { conditions: [...before, { branch, arms: 1 << arm }] };
      if (arms.length === 2 || arm === armIndex) run(at, arm);
      ends.push(at.conditions);
    }
    cursor.conditions = join(ends);
  }

  #switch(node: TSESTree.SwitchStatement, context: Context, cursor: Cursor): void {
    this.expression(node.discriminant, context, cursor);
    if (!cursor.conditions) return;
    const before = cursor.conditions;
    const branch = this.branch(
      'switch',
      node.cases.length + 1,
      this.checks.of(node.discriminant, context.env, this.entered),
      node.discriminant,
      context,
    );
    const { breaks } = context.activation;
    const exits: (readonly Condition[])[] = [];
    context.activation.breaks = exits;
    let falling: readonly Condition[] | undefined;
    for (const [i, c] of node.cases.entries()) {
      const arms = 1 << Math.min(i, 29);
      const at: Cursor = { conditions: falling ? widen(falling, branch, arms) : [...before, { branch, arms }] };
      this.statements(c.consequent, context, at);
      falling = at.conditions;
    }
    context.activation.breaks = breaks;
    const missed = node.cases.some((c) => !c.test)
      ? undefined
      : [...before, { branch, arms: 1 << Math.min(node.cases.length, 29) }];
    cursor.conditions = join([...exits, falling, missed]);
  }

  #try(node: TSESTree.TryStatement, context: Context, cursor: Cursor): void {
    if (!cursor.conditions) return;
    const before = cursor.conditions;
    const facts: TryFacts = {
      node,
      module: context.env.module,
      handlesDuplicate: handlesDuplicate(this.binder.catalog, node, context.env.module),
    };
    const branch = this.branch('try', 2, undefined, node, context);
    const inner: Context = node.handler ? { ...context, tries: [facts, ...context.tries] } : context;
    const from = this.events.length;
    this.statements(node.block.body, inner, cursor);
    const end = reached(cursor);
    const done = end && node.handler ? [...end, { branch, arms: 1 }] : end;
    const ends: (readonly Condition[] | undefined)[] = [done];
    if (node.handler) {
      const { handler } = node;
      const caught: Cursor = { conditions: [...before, { branch, arms: 2 }] };
      this.caught(
        { module: context.env.module, node: handler },
        [from, this.events.length],
        node,
        context,
        caught,
        () => {
          this.statements(handler.body.body, { ...context, recovery: 'catch' }, caught);
        },
      );
      ends.push(caught.conditions);
    }
    cursor.conditions = join(ends);
    if (node.finalizer) {
      const after: Cursor = { conditions: cursor.conditions ?? before };
      this.statements(node.finalizer.body, { ...context, recovery: 'finally' }, after);
      if (cursor.conditions) cursor.conditions = after.conditions;
    }
  }

  expression(node: TSESTree.Node, context: Context, cursor: Cursor, returned = false): void {
    if (!cursor.conditions) return;
    this.#calls.expression(node, context, cursor, returned);
  }

  emitEffect(described: Described, context: Context, cursor: Cursor): void {
    if (!cursor.conditions) return;
    const { receiver, ...effect } = described;
    const transaction = this.transactions.of(receiver, context.transaction);
    this.events.push({ type: 'effect', ...effect, ...this.#common(context, cursor.conditions), transaction });
  }

  emitAck(action: Acknowledgement['action'], place: Place, context: Context, cursor: Cursor): void {
    if (cursor.conditions)
      this.events.push({ type: 'ack', action, ...place, ...this.#common(context, cursor.conditions) });
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

function emptyContext(env: Env): Context {
  return {
    env,
    trace: [],
    detached: [],
    transaction: undefined,
    loops: 0,
    recovery: undefined,
    tries: [],
    guarded: false,
    answered: undefined,
    settles: false,
    continued: false,
    stack: [],
    activation: { returns: [], breaks: undefined },
    dropped: undefined,
  };
}

function widen(conditions: readonly Condition[], branch: Branch, arms: number): readonly Condition[] {
  return conditions.map((c) => (c.branch === branch ? { branch, arms: c.arms | arms } : c));
}

/** Conditions that hold on every one of the paths; undefined when there is none. */
/** Conditions under which the next step runs, as they are now: calls change the cursor behind a check of its field. */
export function reached(cursor: Cursor): readonly Condition[] | undefined {
  return cursor.conditions;
}

export function join(paths: readonly (readonly Condition[] | undefined)[]): readonly Condition[] | undefined {
  const live = paths.filter((p): p is readonly Condition[] => p !== undefined);
  const [first, ...others] = live;
  if (!first) return undefined;
  return first.flatMap((c) => {
    let { arms } = c;
    for (const other of others) {
      const same = other.find((o) => o.branch === c.branch);
      if (!same) return [];
      arms |= same.arms;
    }
    return arms === (1 << c.branch.arms) - 1 ? [] : [{ branch: c.branch, arms }];
  });
}
