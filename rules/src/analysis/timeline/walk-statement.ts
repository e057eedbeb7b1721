/** Statements in the order they run: branches, loops, tries, and where control leaves. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrap } from '../ast.js';
import type { Acknowledgement, Condition, TryFacts } from '../effect.js';
import { deadArm } from './absent.js';
import { type Context, type Cursor, join, noop, reached, widen } from './context.js';
import type { Walker } from './walk.js';
import { handlesDuplicate } from './duplicates.js';
import type { CallWalker } from './walk-call.js';

export class StatementWalker {
  constructor(
    readonly walker: Walker,
    readonly calls: CallWalker,
  ) {}

  statements(nodes: readonly TSESTree.Node[], context: Context, cursor: Cursor): void {
    for (const node of nodes) {
      if (!cursor.conditions || this.walker.isOver) return;
      this.statement(node, context, cursor);
    }
  }

  statement(node: TSESTree.Node, context: Context, cursor: Cursor): void {
    switch (node.type) {
      case 'BlockStatement':
        this.statements(node.body, context, cursor);
        break;
      case 'ExpressionStatement':
        this.calls.statement(node.expression, context, cursor);
        break;
      case 'VariableDeclaration':
        for (const d of node.declarations) this.#declarator(d, context, cursor);
        break;
      case 'ReturnStatement':
        if (node.argument) this.returned(node.argument, context, cursor);
        if (cursor.conditions) {
          context.activation.returns.push(cursor.conditions);
          this.walker.exits.record(context.env, node.argument ?? undefined, cursor.conditions);
        }
        cursor.conditions = undefined;
        break;
      case 'ThrowStatement':
        this.walker.expression(node.argument, context, cursor);
        this.walker.emitThrow({ module: context.env.module, node }, context, cursor);
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
        if (node.test) this.walker.expression(node.test, context, cursor);
        this.loop([node.body, ...(node.update ? [node.update] : [])], context, cursor);
        break;
      case 'ForOfStatement':
      case 'ForInStatement':
        this.walker.expression(node.right, context, cursor);
        this.walker.sieved([node.right], context, cursor, (at) => {
          this.loop([node.body], context, at);
        });
        break;
      case 'WhileStatement':
        this.walker.expression(node.test, context, cursor);
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
    else this.walker.expression(node, context, cursor);
  }

  #declarator(node: TSESTree.VariableDeclarator, context: Context, cursor: Cursor): void {
    if (!node.init) return;
    const unused = node.id.type === 'Identifier' && this.#neverRead(node.id, context);
    if (unused) this.calls.statement(node.init, context, cursor);
    else this.walker.expression(node.init, context, cursor);
  }

  #neverRead(id: TSESTree.Identifier, context: Context): boolean {
    const variable = context.env.module.variables.get(id);
    return variable !== undefined && variable.references.every((r) => !r.isRead());
  }

  /** An expression whose value the function returns: nobody waits for it where nobody waits for the function. */
  returned(node: TSESTree.Node, context: Context, cursor: Cursor): void {
    if (context.dropped && node.type === 'CallExpression') this.calls.dropped(node, context, cursor);
    else if (context.dropped && node.type !== 'AwaitExpression') {
      this.walker.expression(
        node,
        { ...context, detached: [...context.detached, context.dropped], dropped: undefined },
        cursor,
      );
    } else this.walker.expression(node, { ...context, dropped: undefined }, cursor, true);
    this.#settle(node, context, cursor);
  }

  /** What a handler returns may itself settle the message. */
  #settle(node: TSESTree.Node, context: Context, cursor: Cursor): void {
    const at = unwrap(node);
    if (at.type === 'ConditionalExpression') {
      if (![at.consequent, at.alternate].some((arm) => this.#settled(arm, context) !== undefined)) return;
      this.walker.conditional(at.test, 0, [noop, noop], context, cursor, (c, arm) => {
        this.#settle(arm === 0 ? at.consequent : at.alternate, context, c);
      });
      return;
    }
    const action = this.#settled(at, context);
    if (action) this.walker.emitAck({ action }, { module: context.env.module, node: at }, context, cursor);
  }

  /** What returning that does to the message: an object does by its type, a constant where the handler itself returns it. */
  #settled(node: TSESTree.Node, { env, stack }: Context): Acknowledgement['action'] | undefined {
    const { binder, answers } = this.walker;
    const at = unwrap(node);
    if (at.type === 'NewExpression' || at.type === 'MemberExpression') {
      for (const v of binder.evaluate(at, env)) {
        const row = v.kind === 'library' ? binder.catalog.inherited(v.library, v.type, (t) => t.settles) : undefined;
        if (row) return row.value;
      }
    }
    if (answers.length === 0 || stack.length !== 1) return undefined;
    const value = binder.constant(at, env);
    return answers.find(({ is }) => is === value)?.settles;
  }

  loop(nodes: readonly TSESTree.Node[], context: Context, cursor: Cursor): void {
    if (!cursor.conditions) return;
    const before = cursor.conditions;
    const { breaks } = context.activation;
    context.activation.breaks = [];
    const inner: Context = { ...context, loops: context.loops + 1 };
    for (const node of nodes) {
      if (node.type.endsWith('Statement') || node.type === 'VariableDeclaration') this.statement(node, inner, cursor);
      else this.walker.expression(node, inner, cursor);
    }
    context.activation.breaks = breaks;
    cursor.conditions = before;
  }

  #if(node: TSESTree.IfStatement, context: Context, cursor: Cursor): void {
    this.walker.expression(node.test, context, cursor);
    if (!cursor.conditions) return;
    const dead = deadArm(this.walker.binder, node.test, context);
    if (dead !== undefined) {
      const live = dead === 0 ? node.alternate : node.consequent;
      if (live) this.statement(live, context, cursor);
      return;
    }
    const before = cursor.conditions;
    const branch = this.walker.branch('if', 2, node.test, context);
    const then: Cursor = { conditions: this.walker.armed(node.test, 0, branch, before, context) };
    this.statement(node.consequent, context, then);
    const other: Cursor = { conditions: this.walker.armed(node.test, 1, branch, before, context) };
    if (node.alternate) this.statement(node.alternate, context, other);
    cursor.conditions = join([then.conditions, other.conditions]);
  }

  #switch(node: TSESTree.SwitchStatement, context: Context, cursor: Cursor): void {
    this.walker.expression(node.discriminant, context, cursor);
    if (!cursor.conditions) return;
    const before = cursor.conditions;
    const branch = this.walker.branch('switch', node.cases.length + 1, node.discriminant, context);
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
      handlesDuplicate: handlesDuplicate(this.walker.binder.catalog, node, context.env.module),
    };
    const branch = this.walker.branch('try', 2, node, context);
    const inner: Context = node.handler ? { ...context, tries: [facts, ...context.tries] } : context;
    const from = this.walker.events.length;
    const left = this.walker.exits.count(context.env);
    this.statements(node.block.body, inner, cursor);
    if (node.handler) this.walker.exits.narrow(context.env, left, branch, 1);
    const end = reached(cursor);
    const done = end && node.handler ? [...end, { branch, arms: 1 }] : end;
    const ends: (readonly Condition[] | undefined)[] = [done];
    if (node.handler) {
      const { handler } = node;
      const caught: Cursor = { conditions: [...before, { branch, arms: 2 }] };
      this.walker.caught(
        { module: context.env.module, node: handler },
        [from, this.walker.events.length],
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
}
