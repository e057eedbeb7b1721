/** Claims whose outcome decides nothing: the second delivery loses the claim and goes on all the same. */
import type { Effect, Place, Timeline } from '../effect.js';
import { sameThing } from './names.js';
import { dominates } from './order.js';
import { useOf } from './usage.js';

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
  if (claim.tries.some((t) => t.handlesDuplicate)) return false;
  const calls: readonly Place[] = [claim, ...claim.trace.toReversed()];
  for (const { node, module } of calls) {
    const use = useOf(node, module);
    if (use !== 'returned') return use === 'dropped';
  }
  return false;
}
