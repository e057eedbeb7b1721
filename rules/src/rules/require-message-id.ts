/** A message that leaves without anything its consumers could tell a second copy by. */
import { describePath, describeSend } from '../analysis/describe.js';
import { protection } from '../analysis/judging/guards.js';
import { isRepeated } from '../analysis/judging/repeats.js';
import { keyFixes } from '../fixes/send.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const requireMessageId: Rule = {
  id: 'require-message-id',
  recommended: 'off',
  description: 'Require that published messages carry a unique id that their consumers can tell repeats by',
  messages: {
    anonymous:
      'When {{what}} is sent twice, by a retry or another run, its consumers handle it twice: neither its content nor its options hold a unique id, such as a business key, a UUID or a snowflake.{{note}}{{path}}',
  },
  check: ({ timeline, schema }) =>
    effectsOf(timeline)
      .filter((e) => e.anonymous && e.recovery !== 'catch')
      // Where a second delivery sends it again, the missing key is what is to be mended: see no-unguarded-side-effect.
      .filter(
        (e) => !isRedelivered(timeline) || !isRepeated(e, timeline, schema) || protection(e, timeline) !== undefined,
      )
      .map((e) => ({
        messageId: 'anonymous',
        data: {
          what: describeSend(e),
          note: e.anonymous?.note === undefined ? '' : ` ${e.anonymous.note}`,
          path: describePath(e),
        },
        event: e,
        fixes: keyFixes(e, timeline),
      })),
};
