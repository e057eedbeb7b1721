/** A claim whose outcome decides nothing: the second delivery loses it and does everything again. */
import { describeEffect, describePath, describePlace, describeTarget } from '../analysis/describe.js';
import type { Effect } from '../analysis/effect.js';
import { uncheckedClaim } from '../analysis/judging/claims.js';
import { guardsOf } from '../analysis/judging/guards.js';
import { isRepeated } from '../analysis/judging/repeats.js';
import { claimFixes } from '../fixes/claim.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const noUncheckedClaim: Rule = {
  id: 'no-unchecked-claim',
  recommended: 'error',
  description: 'Disallow a claim (SET NX, a conflict-ignoring insert) whose outcome decides nothing',
  messages: {
    unchecked:
      'A redelivered message repeats {{effect}} ({{place}}): it does not win this claim on {{target}}, but nothing looks at the outcome and stops it.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    const claims = new Map<Effect, Effect[]>();
    for (const effect of effectsOf(timeline)) {
      const [guard, ...others] = guardsOf(effect, timeline);
      const claim = guard?.kind === 'unchecked' && others.length === 0 ? uncheckedClaim(effect, timeline) : undefined;
      if (claim && isRepeated(effect, timeline, schema)) claims.set(claim, [...(claims.get(claim) ?? []), effect]);
    }
    return [...claims].flatMap(([claim, [first, ...others]]) => {
      if (!first) return [];
      const data = {
        effect: describeEffect(first),
        place: describePlace(first, timeline.handler.place.module),
        target: describeTarget(claim),
        path: describePath(claim),
      };
      return [
        {
          messageId: 'unchecked',
          data,
          event: claim,
          also: [first, ...others],
          fixes: claimFixes(claim, [first, ...others], timeline),
        },
      ];
    });
  },
};
