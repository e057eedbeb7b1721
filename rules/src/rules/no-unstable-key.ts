/** A key that should let a second delivery find what the first one did, and is made anew instead. */
import { describePath, describeSend, describeTarget } from '../analysis/describe.js';
import type { Effect, WrittenColumn } from '../analysis/effect.js';
import { protection } from '../analysis/judging/guards.js';
import { lookupOf, renewedKey } from '../analysis/judging/lookup.js';
import { hasRenewedKey, isRepeated } from '../analysis/judging/repeats.js';
import { stableKeyFixes } from '../fixes/stable-key.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const noUnstableKey: Rule = {
  id: 'no-unstable-key',
  recommended: 'error',
  description: 'Disallow idempotency, conflict and claim keys that are made anew on each delivery',
  messages: {
    upsert:
      'A redelivered message inserts into {{target}} again: the row is looked up by {{key}}, which is made anew on each delivery, so the first one is never found.{{path}}',
    conflict:
      'A redelivered message inserts into {{target}} again: the conflict is on {{key}}, which is made anew on each delivery, so it never comes.{{path}}',
    claim:
      'A redelivered message wins the claim on {{target}} again: its key {{key}} is made anew on each delivery.{{path}}',
    send: 'A redelivered message sends {{what}} again: its idempotency key is made anew on each delivery.{{path}}',
    declared:
      'A redelivered message makes {{what}} do its work again: its idempotency key {{key}} is made anew on each delivery.{{path}}',
    publish:
      'A redelivered message sends {{what}} again: the id that its receivers could know it by is made anew on each delivery.{{path}}',
    write:
      'A redelivered message inserts into {{target}} again: its idempotency key is made anew on each delivery.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return effectsOf(timeline).flatMap((e) => {
      const renewed = hasRenewedKey(e)
        ? isRepeated(e, timeline, schema) && e.given.find((g) => g.name === 'idempotencyKey' && g.renewed)
        : renewedKey(e, schema);
      if (!renewed || protection(e, timeline) !== undefined) return [];
      const data = {
        target: describeTarget(e),
        what: e.declared?.name ?? describeSend(e),
        key: renewed.name === 'key' ? describeValue(renewed, e) : `“${e.declared?.key ?? renewed.name}”`,
        path: describePath(e),
      };
      return [{ messageId: messageOf(e), data, event: e, fixes: stableKeyFixes(renewed, e, timeline, schema) }];
    });
  },
};

function messageOf(effect: Effect): string {
  if (effect.declared) return 'declared';
  if (effect.kind === 'publish') return 'publish';
  if (hasRenewedKey(effect)) return effect.kind === 'external' ? 'send' : 'write';
  const by = lookupOf(effect)?.by;
  return by === 'target' || by === 'any' ? 'conflict' : effect.kind;
}

/** As it is written, if that is short. */
function describeValue({ node }: WrittenColumn, { module }: Effect): string {
  const text = node ? module.text.slice(node.range[0], node.range[1]) : '';
  return text !== '' && text.length <= MAX_TEXT && !text.includes('\n') ? text : 'of the entry';
}
const MAX_TEXT = 60;
