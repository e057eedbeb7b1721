/** Claims whose outcome decides nothing: the second delivery loses the claim and goes on all the same. */
import type { Effect, Place, Timeline } from '../effect.js';
import { sameThing } from './names.js';
import { dominates } from './order.js';
import { isTakenApart, useOf } from './usage.js';

const MARKER_TABLE = /process|inbox|dedup|idempot|handled|consumed|seen|already/i;

/** The claim before `effect` that should have decided whether it happens; undefined when there is none. */
export function uncheckedClaim(effect: Effect, timeline: Timeline): Effect | undefined {
  return timeline.events.find(
    (e): e is Effect =>
      e.type === 'effect' &&
      e.kind === 'claim' &&
      isMarker(e) &&
      dominates(e, effect) &&
      !sameThing(effect, e.resource, e.store) &&
      isUnchecked(e, timeline),
  );
}

/** Does the write say nothing but “this message was here”? A row of data that ignores conflicts is no claim on others. */
function isMarker(claim: Effect): boolean {
  if (claim.conflict === undefined && claim.sql === undefined) return claim.key === 'message';
  return MARKER_TABLE.test(claim.resource ?? '');
}

function isUnchecked(claim: Effect, timeline: Timeline): boolean {
  if (timeline.branches.some((b) => b.check?.reads.some((r) => r.effect.node === claim.node))) return false;
  return !claim.tries.some((t) => t.handlesDuplicate) && isDropped(claim);
}

/** Does nobody look at what the write gives, through the calls on the way to it? */
function isDropped(write: Effect): boolean {
  const calls: readonly Place[] = [write, ...write.trace.toReversed()];
  for (const { node, module } of calls) {
    const use = useOf(node, module);
    if (use !== 'returned') return use === 'dropped';
  }
  return false;
}

/** A filtered write that changes nothing the second time, and nobody asks whether it did: only whether it failed, if at all. */
export function isUnasked(write: Effect): boolean {
  if (write.kind !== 'conditional' || write.where.length === 0) return false;
  return isDropped(write) || (write.call.failure !== undefined && isTakenApart(write.node, [write.call.failure]));
}
