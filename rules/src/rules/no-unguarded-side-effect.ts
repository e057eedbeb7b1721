/** A mail, payment, HTTP call or message that a second delivery sends again. */
import { describePath } from '../analysis/describe.js';
import type { Effect } from '../analysis/effect.js';
import { protection } from '../analysis/judging/guards.js';
import { keyFixes } from '../fixes/send.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const noUnguardedSideEffect: Rule = {
  id: 'no-unguarded-side-effect',
  recommended: 'warn',
  description: 'Disallow mails, payments, HTTP calls and published messages that a redelivered message sends again',
  messages: {
    repeated:
      'A redelivered message sends {{what}} again: there is no idempotency key taken from the message and no dedup check before it.{{path}}',
    freshKey: 'A redelivered message sends {{what}} again: the idempotency key is made anew on each delivery.{{path}}',
  },
  check: ({ timeline }) => {
    if (!isRedelivered(timeline)) return [];
    return effectsOf(timeline)
      .filter(
        (e) =>
          (e.kind === 'external' || e.kind === 'publish') &&
          !hasStableKey(e) &&
          !asksForAccess(e) &&
          !isReply(e) &&
          protection(e, timeline) === undefined,
      )
      .map((e) => ({
        messageId: e.idempotencyKey === 'fresh' ? 'freshKey' : 'repeated',
        data: { what: describeSend(e), path: describePath(e) },
        event: e,
        fixes: keyFixes(e, timeline),
      }));
  },
};

function hasStableKey(effect: Effect): boolean {
  return (
    effect.idempotencyKey !== undefined && effect.idempotencyKey !== 'fresh' && effect.idempotencyKey !== 'constant'
  );
}

/** Asking for an access token as often as one likes changes nothing. */
function asksForAccess(effect: Effect): boolean {
  return effect.kind === 'external' && /(?:^|[/.])(?:oauth2?|token|login)(?:[/?]|$)/i.test(effect.resource ?? '');
}

/** Publishing in a catch block hands a failed message on (dead letters, retries): it stands for the message itself. */
function isReply(effect: Effect): boolean {
  return effect.kind === 'publish' && effect.recovery === 'catch';
}

function describeSend(effect: Effect): string {
  const what = effect.what ?? (effect.kind === 'publish' ? 'a message' : 'a request');
  const article = /^(?:an?|the|another) /.test(what) ? what : `${/^[aeiou]/i.test(what) ? 'an' : 'a'} ${what}`;
  return effect.resource === undefined ? article : `${article} to “${effect.resource}”`;
}
