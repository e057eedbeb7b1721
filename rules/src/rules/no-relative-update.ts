/** A write that accumulates: run twice, it counts twice. */
import { describePath, describeTarget } from '../analysis/describe.js';
import type { Effect } from '../analysis/effect.js';
import { protection } from '../analysis/judging/guards.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const noRelativeUpdate: Rule = {
  id: 'no-relative-update',
  recommended: 'error',
  description: 'Disallow accumulating writes that nothing protects against a redelivered message',
  messages: {
    accumulates:
      'A redelivered message changes {{target}} a second time: {{what}} builds on the stored value, and nothing before it tells a repeated message apart.{{path}}',
  },
  check: ({ timeline }) => {
    if (!isRedelivered(timeline)) return [];
    return effectsOf(timeline)
      .filter(
        (e) =>
          e.kind === 'relative' &&
          e.idempotencyKey !== 'message' &&
          !deletesAll(e) &&
          protection(e, timeline) === undefined,
      )
      .map((e) => ({
        messageId: 'accumulates',
        data: {
          target: describeTarget(e),
          what:
            e.accumulating === undefined
              ? e.call.method === ''
                ? 'the write'
                : `“${e.call.method}”`
              : `“${e.accumulating}”`,
          path: describePath(e),
        },
        event: e,
        fixes: [],
      }));
  },
};

/** A delete of so many rows at a time, in a loop: however often it is begun, all are gone in the end. */
function deletesAll(effect: Effect): boolean {
  return effect.sql?.statement.kind === 'delete' && effect.loops > 0;
}
