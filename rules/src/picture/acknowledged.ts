/** Has the broker forgotten the message by the time of a crash, before an effect is done? */
import type { Acknowledgement, Effect, Timeline } from '../analysis/effect.js';
import { dominates, together } from '../analysis/judging/order.js';
import type { Placed } from './moments.js';
import { isFinal, type Step } from './steps.js';

/** `timer`: as the timer has it. `unclear`: on some path, or perhaps for another message. */
export type Acknowledged = 'no' | 'yes' | 'timer' | 'unclear';

/** @param at the step after which the process dies */
export function acknowledgedBy(steps: readonly Step[], at: number, of: Placed, timeline: Timeline): Acknowledged {
  const { ack } = timeline.handler;
  if (ack === 'before' || ack === 'none') return 'yes';
  if (ack === 'timer') return 'timer';
  if (steps[at]?.type === 'implied-ack') return 'yes';
  const here = steps[at];
  const path = here?.type === 'event' ? here.event : here?.type === 'commit' ? here.last : of.effect;
  const acks = steps
    .slice(0, at + 1)
    .flatMap((s) => (s.type === 'event' && s.event.type === 'ack' && isFinal(s.event) ? [s.event] : []))
    .filter((a) => together(a, of.effect) && together(a, path));
  if (acks.length === 0) return 'no';
  if (of.kept <= at) return 'yes';
  return acks.some((a) => isOwn(a, of.effect) && (dominates(a, of.effect) || of.at <= at)) ? 'yes' : 'unclear';
}

/** Does the acknowledgement speak of the effect's message? What follows a loop of acknowledgements speaks of no single one. */
function isOwn(ack: Acknowledgement, effect: Effect): boolean {
  const isSameMessage = ack.loops <= effect.loops && effect.loops <= ack.loops + 1;
  const isTogether = ack.detached.every((d) => effect.detached.some(({ node }) => node === d.node));
  return isSameMessage && isTogether && effect.recovery === undefined;
}
