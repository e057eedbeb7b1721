/** A write that accumulates: run twice, it counts twice. */
import { describePath, describeTarget } from '../analysis/describe.js';
import { protection } from '../analysis/judging/guards.js';
import { isRepeated } from '../analysis/judging/repeats.js';
import { dedupFixes } from '../fixes/dedup.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const noRelativeUpdate: Rule = {
  id: 'no-relative-update',
  recommended: 'error',
  description: 'Disallow accumulating writes that nothing protects against a redelivered message',
  messages: {
    accumulates:
      'A redelivered message changes {{target}} a second time: {{what}} builds on the stored value, and nothing before it tells a repeated message apart.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return effectsOf(timeline)
      .filter((e) => e.kind === 'relative' && isRepeated(e, timeline, schema) && protection(e, timeline) === undefined)
      .map((e) => ({
        messageId: 'accumulates',
        data: {
          target: describeTarget(e),
          what:
            e.accumulating === undefined
              ? e.call.method === ''
                ? 'the write'
                : `“${e.call.method}”`
              : `“${e.accumulating.split('.')[0] ?? ''}”`,
          path: describePath(e),
        },
        event: e,
        fixes: dedupFixes(e, timeline, schema),
      }));
  },
};
