/** A dedup marker and its effect that are two steps: a crash in between loses the effect or repeats it. */
import { describeEffect, describePath, describePlace } from '../analysis/describe.js';
import type { Effect } from '../analysis/effect.js';
import { splitsOf } from '../analysis/judging/holes.js';
import { isRedelivered, type Rule } from './rule.js';

export const noSplitDedupMarker: Rule = {
  id: 'no-split-dedup-marker',
  recommended: 'warn',
  description: 'Disallow a dedup marker that is not one atomic step with the effect it stands for',
  messages: {
    lost: 'A crash before {{effect}} loses it{{others}}: {{marker}} ({{place}}) is done by then, so the redelivered message is taken for a repeated one and stops there. Make both one transaction.{{path}}',
    lostSend:
      'A crash before {{effect}} loses it{{others}}: {{marker}} ({{place}}) is done by then, so the redelivered message is taken for a repeated one and stops there. No transaction spans both: write what is to be sent into an outbox together with the marker.{{path}}',
    repeated:
      'A crash after {{effect}} repeats it{{others}}: {{marker}} ({{place}}) comes only then, so the redelivered message is not known yet. Make both one transaction.{{path}}',
    repeatedSend:
      'A crash after {{effect}} repeats it{{others}}: {{marker}} ({{place}}) comes only then, so the redelivered message is not known yet. No transaction spans both: give an idempotency key, or write what is to be sent into an outbox together with the marker.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return splitsOf(timeline, schema).map(({ outcome, effect, marker, others }) => ({
      messageId: isSent(effect) ? `${outcome}Send` : outcome,
      data: {
        effect: describeEffect(effect),
        marker: describeEffect(marker),
        place: describePlace(marker, effect.module),
        others: others.length === 0 ? '' : ` and ${String(others.length)} more`,
        path: describePath(effect),
      },
      event: effect,
      also: others,
      fixes: [],
    }));
  },
};

function isSent(effect: Effect): boolean {
  return effect.kind === 'external' || effect.kind === 'publish';
}
