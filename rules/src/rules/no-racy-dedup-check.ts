/** A dedup check that two deliveries at the same time both pass. */
import { describeEffect, describePath, describePlace, describeTarget } from '../analysis/describe.js';
import { racesOf } from '../analysis/judging/holes.js';
import { isRedelivered, type Rule } from './rule.js';

export const noRacyDedupCheck: Rule = {
  id: 'no-racy-dedup-check',
  recommended: 'warn',
  description: 'Disallow a check-then-act dedup with no unique key, lock or serializable transaction behind it',
  messages: {
    race: 'Two deliveries at the same time both pass this look into {{target}}, and {{effect}} ({{place}}) happens twice: nothing behind the check (a unique key, a row lock, a serializable transaction) stops the second one.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return racesOf(timeline, schema).flatMap(({ read, effects }) => {
      const [effect] = effects;
      return effect === undefined
        ? []
        : [
            {
              messageId: 'race',
              data: {
                target: describeTarget(read),
                effect: describeEffect(effect),
                place: describePlace(effect, read.module),
                path: describePath(read),
              },
              event: read,
              also: effects,
              fixes: [],
            },
          ];
    });
  },
};
