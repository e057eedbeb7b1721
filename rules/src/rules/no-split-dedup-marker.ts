/** A dedup marker and its effect that are two steps: a crash in between loses the effect or repeats it. */
import { describeEffect, describePath, describePlace } from '../analysis/describe.js';
import { splitsOf } from '../analysis/judging/holes.js';
import { isRedelivered, type Rule } from './rule.js';

export const noSplitDedupMarker: Rule = {
  id: 'no-split-dedup-marker',
  recommended: 'warn',
  description: 'Disallow a dedup marker that is not one atomic step with the effect it stands for',
  messages: {
    lost: 'A crash before {{effect}} loses it{{others}}: {{marker}} ({{place}}) is done by then, so the redelivered message is taken for a repeated one and stops there. Both must be one transaction.{{path}}',
    repeated:
      'A crash after {{effect}} repeats it{{others}}: {{marker}} ({{place}}) comes only then, so the redelivered message is not known yet. Both must be one transaction.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return splitsOf(timeline, schema).map(({ outcome, effect, marker, others }) => ({
      messageId: outcome,
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
