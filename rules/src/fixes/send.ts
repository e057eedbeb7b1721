/** Repairs of what a second delivery sends or stores again: a key taken from the message's identity. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName, unwrap } from '../analysis/ast.js';
import type { Effect, Timeline } from '../analysis/effect.js';
import { callEdits } from './call.js';
import type { Fix } from './fix.js';
import { isDeclaredPerRound } from './key.js';
import { keeps, usageOf } from './usage.js';

/** The key names what is consumed, what is sent and the message, so that neither another send nor another queue's message has it. */
export function keyFixes(effect: Effect, timeline: Timeline): readonly Fix[] {
  return keyedFixes(effect, timeline, (by) => `Send it once: a key made of ${by}`);
}

/** A document under an id made so is written over. What the call gave back before is gone. */
export function documentFixes(effect: Effect, timeline: Timeline): readonly Fix[] {
  if (!keeps(usageOf(effect.node, effect.module), undefined)) return [];
  return keyedFixes(effect, timeline, (by) => `Store it once: under an id made of ${by}`);
}

function keyedFixes(effect: Effect, timeline: Timeline, title: (by: string) => string): readonly Fix[] {
  const { identity, repairs } = effect.call;
  const id = sendKey(effect, timeline);
  if (!identity || id === undefined) return [];
  const words = { id };
  for (const repair of repairs) {
    const edits = repair.model.does === 'key' ? callEdits(repair, words, effect.module) : undefined;
    if (edits) return [{ kind: 'idempotency-key', title: title(identity.text), edits }];
  }
  return [];
}

/** Code for such a key; undefined where none can be made of what is in scope. */
export function sendKey(effect: Effect, timeline: Timeline): string | undefined {
  const { identity } = effect.call;
  const sent = sentName(effect.call.node);
  if (!identity || sent === '' || !isOnlySend(effect, timeline)) return undefined;
  if (effect.loops > 0 && !isDeclaredPerRound(identity.root, effect)) return undefined;
  const { source } = timeline.handler;
  const prefix = [...new Set([source === undefined ? '' : slug(source), sent])].filter((w) => w !== '').join('-');
  return `\`${prefix}-\${${identity.text}}\``;
}

/** No other call of the handler would get the same key. */
function isOnlySend(effect: Effect, timeline: Timeline): boolean {
  return timeline.events.every(
    (e) =>
      e.type !== 'effect' ||
      e.node === effect.node ||
      e.store !== effect.store ||
      sentName(e.call.node) !== sentName(effect.call.node),
  );
}

/** What is sent, in a word: the first argument where it is a name (`add('ship', …)`), else what the method belongs to (`stripe.refunds.create`, `collection('orders').add`). */
export function sentName(call: TSESTree.Node): string {
  if (call.type !== 'CallExpression') return '';
  const [first] = call.arguments;
  if (first?.type === 'Literal' && typeof first.value === 'string') return slug(first.value);
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return '';
  const owner = unwrap(callee.object);
  const named = owner.type === 'CallExpression' ? owner.arguments[0] : undefined;
  if (named?.type === 'Literal' && typeof named.value === 'string') return slug(named.value);
  const name =
    owner.type === 'MemberExpression' ? propertyName(owner) : owner.type === 'Identifier' ? owner.name : undefined;
  return slug(name ?? '');
}

/** As a part of a key: `orders.placed` is `orders-placed`. */
export function slug(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
