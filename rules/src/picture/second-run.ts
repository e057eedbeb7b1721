/** Does the run of the redelivered message come as far as an effect, after a first one that ended somewhere? */
import type { Effect, Timeline } from '../analysis/effect.js';
import { type Guard, guardsOf } from '../analysis/judging/guards.js';
import { isAnswered, leakOf } from '../analysis/judging/holes.js';

/** What the first run has left when it ended. */
export interface Left {
  /** Is the effect there for good: it happened, and its transaction is committed? */
  readonly holds: (effect: Effect) => boolean;
}

/** `open`: nothing stops it. `barred`: a guard turns the run away. `unknown`: not to be told. */
export type Way = 'open' | 'barred' | 'unknown';

export function wayTo(effect: Effect, timeline: Timeline, left: Left): Way {
  const ways = guardsOf(effect, timeline).map((guard) => wayThrough(guard, effect, timeline, left));
  return ways.includes('barred') ? 'barred' : ways.includes('unknown') ? 'unknown' : 'open';
}

function wayThrough(guard: Guard, effect: Effect, timeline: Timeline, left: Left): Way {
  const isDone = left.holds(effect);
  switch (guard.kind) {
    case 'memory':
    case 'unchecked':
    case 'replacement':
      return 'open';
    case 'wrapper':
    case 'declared':
      return isDone ? 'barred' : 'open';
    case 'named':
      return 'unknown';
    default:
      return wayPast(guard, effect, timeline, left, isDone);
  }
}

/** Past a guard that asks for its markers. */
function wayPast(guard: Guard, effect: Effect, timeline: Timeline, left: Left, isDone: boolean): Way {
  const { verdict, marker } = leakOf(guard, effect, timeline);
  const isMet = guard.markers.some((m) => m !== effect && left.holds(m));
  switch (verdict) {
    case 'holds':
      return isDone ? 'barred' : 'open';
    case 'lost':
      if (!marker || !left.holds(marker)) return 'open';
      return !isDone && (isAnswered(effect, marker) || effect.recovery !== undefined) ? 'unknown' : 'barred';
    case 'repeated':
      return marker && left.holds(marker) ? 'barred' : 'open';
    case 'unclear':
      if (isDone) return isMet || guard.markers.includes(effect) ? 'barred' : 'unknown';
      return isMet ? 'unknown' : 'open';
  }
}
