/** The tries of a function and the calls of a block, functions inside left out; asked for over and over, so remembered. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, visit } from '../ast.js';
import type { CallNode } from '../binding/value.js';
import { entry } from '../memo.js';

const tries = new WeakMap<TSESTree.Node, readonly TSESTree.TryStatement[]>();
const calls = new WeakMap<TSESTree.Node, readonly CallNode[]>();

export function triesIn(fn: TSESTree.Node): readonly TSESTree.TryStatement[] {
  return entry(tries, fn, () => below(fn).filter((n) => n.type === 'TryStatement'));
}

export function callsIn(block: TSESTree.Node): readonly CallNode[] {
  return entry(calls, block, () =>
    below(block).filter((n) => n.type === 'CallExpression' || n.type === 'TaggedTemplateExpression'),
  );
}

function below(root: TSESTree.Node): readonly TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  visit(root, (node) => {
    found.push(node);
    return node === root || !isFunctionNode(node);
  });
  return found;
}
