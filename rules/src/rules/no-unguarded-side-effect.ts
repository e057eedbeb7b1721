/** A mail, payment, HTTP call or message that a second delivery sends again. */
import { describePath, describeSend, describeSkipped } from '../analysis/describe.js';
import { protection } from '../analysis/judging/guards.js';
import { misplacedKey } from '../analysis/judging/misplaced.js';
import { hasRenewedKey, isRepeated } from '../analysis/judging/repeats.js';
import { skippedCheck } from '../analysis/judging/skipped.js';
import { claimFirstFixes } from '../fixes/claim-first.js';
import type { Fix } from '../fixes/fix.js';
import { keyFixes } from '../fixes/send.js';
import type { Effect, Timeline } from '../analysis/effect.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const noUnguardedSideEffect: Rule = {
  id: 'no-unguarded-side-effect',
  recommended: 'warn',
  description: 'Disallow mails, payments, HTTP calls and published messages that a redelivered message sends again',
  messages: {
    repeated:
      'A redelivered message sends {{what}} again: there is no idempotency key taken from the message and no dedup check before it.{{path}}',
    skipped:
      'A redelivered message without “{{without}}” sends {{what}} again: the dedup check ({{place}}) is skipped without it.{{path}}',
    declared:
      'A redelivered message calls {{what}} again, which is declared non-idempotent: no dedup check stands before it.{{path}}',
    keyless:
      'A redelivered message calls {{what}} again: its idempotency key {{key}} is not taken from the message here, and no dedup check stands before it.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return effectsOf(timeline)
      .filter(
        (e) =>
          (e.kind === 'external' || e.kind === 'publish') &&
          !hasRenewedKey(e) &&
          misplacedKey(e) === undefined &&
          isRepeated(e, timeline, schema) &&
          protection(e, timeline) === undefined,
      )
      .map((e) => {
        const skipped = e.declared ? undefined : skippedCheck(e, timeline);
        return {
          messageId: e.declared
            ? e.declared.key === undefined
              ? 'declared'
              : 'keyless'
            : skipped
              ? 'skipped'
              : 'repeated',
          data: {
            what: e.declared?.name ?? describeSend(e),
            key: `“${e.declared?.key ?? ''}”`,
            path: describePath(e),
            ...describeSkipped(skipped, timeline.handler),
          },
          event: e,
          fixes: sendFixes(e, timeline),
        };
      });
  },
};

/** A key that the service looks at is better than a claim. */
function sendFixes(effect: Effect, timeline: Timeline): readonly Fix[] {
  const keyed = keyFixes(effect, timeline);
  return keyed.length > 0 ? keyed : claimFirstFixes(effect, timeline);
}
