/** Expressions in evaluation order, and their calls: project functions, libraries, the language's own, unknown ones. */
import { isNode } from '../../project/syntax.js';
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import { calleeText, isClassNode, isFunctionNode, unwrap, within } from '../ast.js';
import { callTarget, calleeValues, constructTarget } from '../binding/call-target.js';
import { isRegistered } from '../handlers/forks.js';
import { aroundBody, aroundCall } from './answered.js';
import { guardingDecorator, transactionDecorator } from './decorators.js';
import type { Argument, CallNode, FunctionValue, LibraryValue, Value } from '../binding/value.js';
import { type Context, type Cursor, join, noop, placeOf, reached } from './context.js';
import type { Frame } from '../effect.js';
import type { Walker } from './walk.js';
import { LibraryCallWalker } from './library-call.js';
import { LanguageCallWalker } from './language-call.js';
import { redetach } from './events-of-call.js';
import {
  isCall,
  isChainEnd,
  isContinued,
  isLeftAlone,
  isPassedOn,
  isReturned,
  settlesPromise,
  stripped,
} from './call-position.js';

export class CallWalker {
  readonly #library: LibraryCallWalker;
  readonly #language: LanguageCallWalker;

  constructor(readonly walker: Walker) {
    this.#library = new LibraryCallWalker(walker, this);
    this.#language = new LanguageCallWalker(walker, this);
  }

  /** An expression whose value is thrown away: a promise it gives is awaited by nobody. */
  statement(node: TSESTree.Node, context: Context, cursor: Cursor): void {
    const at = stripped(node);
    if (at.type === 'UnaryExpression' && at.operator === 'void') this.statement(at.argument, context, cursor);
    else if (at.type === 'CallExpression') {
      const dropped = settlesPromise(at, context.env.module) ? undefined : placeOf(at, context);
      this.#call(at, { ...context, dropped }, cursor);
    } else if (at.type === 'LogicalExpression') {
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
    if (node.type === 'CallExpression' && this.#language.builtin(node, context, cursor)) return;
    const args = this.walker.binder.argumentsOf(node, context.env);
    if (node.type === 'NewExpression') {
      this.#construction(node, args, context, cursor);
      return;
    }
    this.walker.sieved(node.type === 'CallExpression' ? node.arguments : [], context, cursor, (at) => {
      this.#called(node, args, from, context, at);
    });
  }

  /** The function or row that is called; events from `from` on are those of its arguments. */
  #called(
    node: TSESTree.CallExpression | TSESTree.TaggedTemplateExpression,
    args: readonly Argument[],
    from: number,
    context: Context,
    cursor: Cursor,
  ): void {
    const callees = calleeValues(this.walker.binder, node, context.env);
    const functions = callees.filter((c): c is FunctionValue => c.kind === 'function');
    const targets = callees.flatMap((c) => callTarget(this.walker.binder, c, args) ?? []);
    const [target] = targets;
    const isDeclared = target?.row.declared !== undefined;
    const around = aroundCall(this.walker, functions, target, { node, args, context, cursor });
    if (functions.length > 0) this.functions(functions, args, node, around, cursor);
    if (target && !isDeclared) this.#library.row(target, args, node, around, cursor);
    if (target?.row.transaction?.form === 'array') this.walker.bundle(from);
    if (functions.length === 0 && (!target || isDeclared))
      this.#unknown(node, args, isDeclared ? [] : callees, around, cursor);
    if (reached(cursor) && functions.length === 0) this.#chainEnd(node, around, cursor);
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

  /** Walks the project functions that a call may mean: one after the other, or as branches. */
  functions(
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
      this.invoke(chosen[0], args, node, context, cursor);
      return;
    }
    const branch = this.walker.branch('targets', chosen.length, node, context);
    const ends = chosen.map((fn, i) => {
      const at: Cursor = { conditions: [...before, { branch, arms: 1 << Math.min(i, 29) }] };
      this.invoke(fn, args, node, context, at);
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
      if (isLeftAlone(fn, i)) redetach(this.walker.events, node, placeOf(node, context), context);
    }
  }

  /** Walks a project function called here. */
  invoke(
    fn: FunctionValue,
    args: readonly Argument[] | undefined,
    node: TSESTree.Node,
    context: Context,
    cursor: Cursor,
  ): void {
    const { answered } = isCall(node)
      ? aroundBody(this.walker, fn, { node, args: args ?? [], context, cursor })
      : context;
    const env = this.walker.binder.activate(fn, args, node, context.env);
    const text = calleeText(
      isCall(node) ? (node.type === 'TaggedTemplateExpression' ? node.tag : node.callee) : node,
      context.env.module.text,
    );
    const guarded = context.guarded || fn.guarded === true || guardingDecorator(this.walker.binder, fn);
    const transaction = transactionDecorator(this.walker.binder, fn)
      ? (context.transaction ?? this.walker.transactions.open())
      : context.transaction;
    const trace = this.#traceInto(fn, { module: context.env.module, node, text }, context);
    const continued = isCall(node) && !within(fn.node, node) && isContinued(node, context);
    const distance = context.distance + (within(fn.node, node) || fn.listed ? 0 : 1);
    const dropped = fn.listed?.endsWithCaller === false ? undefined : context.dropped;
    const inner = { ...context, trace, guarded, answered, transaction, continued, distance, dropped };
    this.walker.enter(fn, env, inner, cursor);
  }

  /** A function that is written in the call itself makes the call no step of the way; one behind a middleware begins a new one. */
  #traceInto(fn: FunctionValue, call: Frame, { trace }: Context): readonly Frame[] {
    if (fn.listed) {
      const { module, node } = fn.listed;
      return [{ module, node, text: calleeText(node, module.text) }];
    }
    return within(fn.node, call.node) ? trace : [...trace, call];
  }

  /**
   * Function arguments of a call without rows for them are walked where they are passed; whether they are called, nobody knows.
   * So are those that the function around was given itself, where it waits for the call: it runs them in some surroundings.
   */
  strayCallbacks(args: readonly Argument[], node: CallNode, context: Context, cursor: Cursor): void {
    for (const a of args) {
      if (a.kind !== 'expression') continue;
      if (!isFunctionNode(unwrap(a.node)) && !isPassedOn(a.node, node, a.env.module)) continue;
      for (const fn of this.walker.functionsOf(a)) {
        const before = cursor.conditions;
        this.invoke(fn, [], node, context, cursor);
        cursor.conditions ??= before;
      }
    }
  }

  #construction(node: TSESTree.NewExpression, args: readonly Argument[], context: Context, cursor: Cursor): void {
    const callees = this.walker.binder.evaluate(node.callee, context.env);
    if (node.callee.type === 'Identifier' && node.callee.name === 'Promise' && callees.length === 0) {
      this.strayCallbacks(args, node, { ...context, settles: true }, cursor);
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
    this.strayCallbacks(args, node, inner, cursor);
    if (
      callees.some((c) => c.kind === 'class' || c.kind === 'method' || c.kind === 'export') ||
      node.type === 'TaggedTemplateExpression'
    )
      return;
    if (args.some((a) => a.kind !== 'value' && this.walker.provenance.ofArgument(a) === 'message')) {
      this.walker.emitUnknown(
        calleeText(node.callee, context.env.module.text),
        placeOf(node, context),
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
}
