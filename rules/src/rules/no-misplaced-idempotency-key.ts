/** An idempotency key that stands where the library or the service behind it looks for none. */
import { describePath, describeSend } from '../analysis/describe.js';
import { protection } from '../analysis/judging/guards.js';
import { misplacedKey } from '../analysis/judging/misplaced.js';
import { isRepeated } from '../analysis/judging/repeats.js';
import { moveKeyFixes } from '../fixes/move-key.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const noMisplacedIdempotencyKey: Rule = {
  id: 'no-misplaced-idempotency-key',
  recommended: 'error',
  description: 'Disallow idempotency keys and dedup ids where the library ignores them',
  messages: {
    ignored:
      'A redelivered message sends {{what}} again: the key “{{key}}” protects nothing where it stands. {{why}}{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return effectsOf(timeline).flatMap((e) => {
      const key = misplacedKey(e);
      if (!key || !isRepeated(e, timeline, schema) || protection(e, timeline) !== undefined) return [];
      const data = { what: describeSend(e), key: key.name, why: key.model.why, path: describePath(e) };
      return [{ messageId: 'ignored', data, event: { ...e, ...key.place }, fixes: moveKeyFixes(key, e) }];
    });
  },
};
