/** A dedup marker and its effect that are two steps: a crash in between loses the effect or repeats it. */
import { describeEffect, describePath, describePlace } from '../analysis/describe.js';
import type { Effect } from '../analysis/effect.js';
import { splitsOf } from '../analysis/judging/holes.js';
import { togetherFixes } from '../fixes/together.js';
import { isRedelivered, type Rule } from './rule.js';

export const noSplitDedupMarker: Rule = {
  id: 'no-split-dedup-marker',
  recommended: 'warn',
  description: 'Disallow a dedup marker that is not one atomic step with the effect it stands for',
  messages: {
    lost: 'A crash after {{marker}} ({{place}}) loses {{effect}}{{others}}: the redelivered message finds that done and stops there. Write both in one transaction.{{path}}',
    lostApart:
      'A crash after {{marker}} ({{place}}) loses {{effect}}{{others}}: the redelivered message finds that done and stops there. No transaction spans two stores: keep the marker in the same database, and write both in one transaction.{{path}}',
    lostSend:
      'A crash after {{marker}} ({{place}}) loses {{effect}}{{others}}: the redelivered message finds that done and stops there. No transaction spans both: write what is to be sent into an outbox, in one transaction with the marker.{{path}}',
    repeated:
      'A crash after {{effect}} repeats it{{others}}: {{marker}} ({{place}}) is not durable by then, so the redelivered message does not find it. Write both in one transaction.{{path}}',
    repeatedApart:
      'A crash after {{effect}} repeats it{{others}}: {{marker}} ({{place}}) is not durable by then, so the redelivered message does not find it. No transaction spans two stores: keep the marker in the same database, and write both in one transaction.{{path}}',
    repeatedSend:
      'A crash after {{effect}} repeats it{{others}}: {{marker}} ({{place}}) is not durable by then, so the redelivered message does not find it. No transaction spans both: pass an idempotency key, or write what is to be sent into an outbox, in one transaction with the marker.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return splitsOf(timeline, schema).map(({ outcome, effect, marker, others }) => ({
      messageId: outcome + between(effect, marker),
      data: {
        effect: describeEffect(effect),
        marker: describeEffect(marker),
        place: describePlace(marker, timeline.handler.place.module),
        others:
          others.length === 0 ? '' : ` and ${String(others.length)} more ${others.length === 1 ? 'effect' : 'effects'}`,
        path: describePath(effect),
      },
      event: effect,
      also: others,
      fixes: between(effect, marker) === '' ? togetherFixes([marker, effect, ...others], timeline, schema) : [],
    }));
  },
};

/** What keeps the two from one transaction as they are. */
function between(effect: Effect, marker: Effect): '' | 'Apart' | 'Send' {
  if (effect.kind === 'external' || effect.kind === 'publish') return 'Send';
  return effect.store === marker.store ? '' : 'Apart';
}
