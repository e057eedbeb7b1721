/** A dedup check that two deliveries at the same time both pass. */
import { describeEffect, describePath, describePlace, describeTarget } from '../analysis/describe.js';
import { racesOf } from '../analysis/judging/races.js';
import { isRedelivered, type Rule } from './rule.js';

export const noRacyDedupCheck: Rule = {
  id: 'no-racy-dedup-check',
  recommended: 'warn',
  description: 'Disallow a check-then-act dedup with no unique key, lock or serializable transaction behind it',
  messages: {
    race: 'Two deliveries at the same time both pass this check of {{target}}, and {{effect}} ({{place}}) happens twice: no unique key, row lock or serializable transaction stops the second one.{{path}}',
    replaced:
      'Two deliveries at the same time both remove the rows from {{target}} before either has made new ones, and {{effect}} ({{place}}) happens twice: the two steps are not in one transaction, and no unique key stops the second one.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return racesOf(timeline, schema).flatMap(({ read, effects }) => {
      const [effect] = effects;
      return effect === undefined
        ? []
        : [
            {
              messageId: read.kind === 'delete' ? 'replaced' : 'race',
              data: {
                target: describeTarget(read),
                effect: describeEffect(effect),
                place: describePlace(effect, timeline.handler.place.module),
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
