/** What a test looks at when it looks at what passed a filter, or at an element of a list. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrap } from '../ast.js';
import { functionsOf } from '../binding/builtin.js';
import { globalName } from '../binding/global.js';
import type { Argument } from '../binding/value.js';
import type { CheckReader } from './check.js';
import type { CallCheckReader } from './checked-call.js';
import type { Look } from './looked-at.js';
import { isPredicate, madeBy } from './made-list.js';

export class ListCheckReader {
  constructor(
    readonly reader: CheckReader,
    readonly calls: CallCheckReader,
  ) {}

  /** The function that a list is filtered by: what it answers for an element; `Boolean` answers the element. */
  predicate(node: TSESTree.Node, look: Look): void {
    const call = node.parent;
    const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : undefined;
    if (call?.type !== 'CallExpression' || callee?.type !== 'MemberExpression' || !isPredicate(node)) return;
    const list: Argument = { kind: 'expression', node: callee.object, env: look.env };
    look.found.isOfSurroundings = true;
    if (globalName(node, look.env) === 'Boolean') this.element(list, look);
    for (const fn of functionsOf(this.reader.binder, node, look.env))
      this.calls.returns(fn, {
        ...look,
        env: this.reader.binder.activate(fn, [{ kind: 'element', of: list }], call, look.env),
      });
  }

  /** An element of a list: what it was made from one by one, or what was read as a whole. */
  element(list: Argument, look: Omit<Look, 'env'>): void {
    if (list.kind !== 'expression') return;
    look.found.isOfSurroundings = true;
    const made = madeBy(this.reader.binder, list.node, list.env);
    if (!made) {
      this.reader.read(list.node, { ...look, env: list.env });
      return;
    }
    for (const fn of functionsOf(this.reader.binder, made.by, made.env)) {
      const element: Argument = { kind: 'element', of: { kind: 'expression', node: made.from, env: made.env } };
      this.calls.returns(fn, { ...look, env: this.reader.binder.activate(fn, [element], made.call, made.env) });
    }
  }
}
