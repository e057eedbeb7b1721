/** A dedup memory that lives in the process: gone after the very restart that causes the redelivery. */
import { describeEffect, describePath, describePlace } from '../analysis/describe.js';
import { guardsOf } from '../analysis/judging/guards.js';
import { isRepeated } from '../analysis/judging/repeats.js';
import { persistentFixes } from '../fixes/persistent.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const noVolatileDedup: Rule = {
  id: 'no-volatile-dedup',
  recommended: 'error',
  description: 'Disallow dedup that remembers messages in process memory',
  messages: {
    volatile:
      'A message redelivered after a restart repeats {{effect}}: only process memory is asked what was processed ({{place}}), which the restart empties and other instances do not share.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return effectsOf(timeline).flatMap((effect) => {
      const guards = guardsOf(effect, timeline);
      const memory = guards.find((g) => g.kind === 'memory');
      if (!memory?.branch || guards.some((g) => g.kind !== 'memory') || !isRepeated(effect, timeline, schema))
        return [];
      const data = {
        effect: describeEffect(effect),
        place: describePlace(memory.branch.place, timeline.handler.place.module),
        path: describePath(effect),
      };
      return [
        {
          messageId: 'volatile',
          data,
          event: effect,
          fixes: persistentFixes(effect, memory.branch.place, timeline, schema),
        },
      ];
    });
  },
};
