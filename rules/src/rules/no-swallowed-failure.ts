/** A failure that is caught and only logged: the message is acknowledged all the same, and lost. */
import { describeEffect, describePath, describePlace } from '../analysis/describe.js';
import { swallowedFailures } from '../analysis/judging/failures.js';
import { isRedelivered, type Rule } from './rule.js';

export const noSwallowedFailure: Rule = {
  id: 'no-swallowed-failure',
  recommended: 'warn',
  description: 'Disallow catching a failure and acknowledging the message all the same',
  messages: {
    swallowed:
      'When {{effect}} ({{place}}) fails, the message is lost: the failure ends here, and the message is acknowledged as if all were done.{{path}}',
  },
  check: ({ timeline }) => {
    const { ack, delivery } = timeline.handler;
    if (!isRedelivered(timeline) || ack === 'timer' || delivery.onThrow === 'lost') return [];
    return swallowedFailures(timeline).flatMap(({ caught, effects: [first, ...others] }) =>
      first === undefined
        ? []
        : [
            {
              messageId: 'swallowed',
              data: {
                effect: describeEffect(first),
                place: describePlace(first, caught.module),
                path: describePath(caught),
              },
              event: caught,
              also: [first, ...others],
              fixes: [],
            },
          ],
    );
  },
};
