/** A failure that is caught and only logged: the message is acknowledged all the same, and lost. */
import { enclosingFunction } from '../analysis/ast.js';
import { describeEffect, describePath, describePlace } from '../analysis/describe.js';
import type { Caught, Frame, Place } from '../analysis/effect.js';
import { swallowedFailures, takesDoneForError } from '../analysis/judging/failures.js';
import { giveBackFixes } from '../fixes/give-back.js';
import { rethrowFixes } from '../fixes/rethrow.js';
import { isRedelivered, type Rule } from './rule.js';

export const noSwallowedFailure: Rule = {
  id: 'no-swallowed-failure',
  recommended: 'warn',
  description: 'Disallow catching a failure and acknowledging the message all the same',
  messages: {
    swallowed:
      'When {{effect}} ({{place}}) fails, the message is lost: the failure ends here, and the message is acknowledged all the same. Rethrow it, or keep the message where somebody tries again.{{path}}',
    swallowedManual:
      'When {{effect}} ({{place}}) fails, the message is lost: the failure ends here, and the message is acknowledged all the same. Give it back to the broker (nack), or keep it where somebody tries again.{{path}}',
    handedBack:
      'When {{effect}} ({{place}}) fails, the message is lost: the failure is caught ({{caught}}), handed back as a value and only looked at here, and the message is acknowledged all the same. Throw, or keep the message where somebody tries again.{{path}}',
    unseen:
      'When {{effect}} ({{place}}) fails, the message is lost: nothing is done about the failures that are gathered here, and the message is acknowledged all the same.{{path}}',
  },
  check: ({ timeline }) => {
    const { ack, delivery } = timeline.handler;
    if (!isRedelivered(timeline) || ack === 'timer' || delivery.onThrow === 'lost') return [];
    return swallowedFailures(timeline).flatMap(({ caught, end, effects: [first, ...others] }) =>
      first === undefined
        ? []
        : [
            {
              messageId: end ? 'handedBack' : wordingOf(caught, ack),
              data: {
                effect: describeEffect(first),
                place: describePlace(first, timeline.handler.place.module),
                path: describePath(caught),
                caught: describePlace(caught, timeline.handler.place.module),
              },
              event: end ? { ...caught, ...end, trace: traceTo(end, caught) } : caught,
              also: [first, ...others],
              fixes:
                end || takesDoneForError(caught, timeline)
                  ? []
                  : [...rethrowFixes(caught, timeline), ...giveBackFixes(caught, timeline)],
            },
          ],
    );
  },
};

function wordingOf({ node }: Caught, ack: string): string {
  if (node.type === 'CallExpression') return 'unseen';
  return ack === 'manual' ? 'swallowedManual' : 'swallowed';
}

/** The calls on the way to the place: those of the way to the catch that come before the call whose value is looked at there. */
function traceTo(end: Place, caught: Caught): readonly Frame[] {
  const fn = enclosingFunction(end.node);
  const at = caught.trace.findLastIndex((f) => f.module === end.module && enclosingFunction(f.node) === fn);
  return caught.trace.slice(0, Math.max(at, 0));
}
