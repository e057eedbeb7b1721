/** Repairs of a key that is made anew: what makes it so gives way to the identity of the message. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrap, within } from '../analysis/ast.js';
import type { Effect, Timeline, WrittenColumn } from '../analysis/effect.js';
import type { Fix } from './fix.js';
import { isDeclaredPerRound } from './key.js';
import { sendKey } from './send.js';

/**
 * Only for idempotency keys, which are texts, and that stand in the call: columns may be of a type that the identity does
 * not fit, and a claim that holds is still to be one step with what it stands for.
 */
export function stableKeyFixes(key: WrittenColumn, effect: Effect, timeline: Timeline): readonly Fix[] {
  const { identity } = effect.call;
  const node = key.node && unwrap(key.node);
  const { module } = effect;
  if (!identity || !node || key.name !== 'idempotencyKey' || !within(node, effect.call.node)) return [];
  if (effect.loops > 0 && !isDeclaredPerRound(identity.root, effect)) return [];
  const title = `Make the key of ${identity.text}, which stays the same`;
  const edit = (at: TSESTree.Node, text: string): readonly Fix[] => [
    { kind: 'idempotency-key', title, edits: [{ file: module, start: at.range[0], end: at.range[1], text }] },
  ];
  if (node.type === 'TemplateLiteral') {
    const [only, ...others] = node.expressions;
    return only && others.length === 0 ? edit(only, identity.text) : [];
  }
  const text = node.type === 'CallExpression' ? sendKey(effect, timeline) : undefined;
  return text === undefined ? [] : edit(node, text);
}
