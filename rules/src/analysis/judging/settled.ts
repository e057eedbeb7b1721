/** Is a value the same on each delivery of a message, by what the code shows? */
import { rootAt } from '../effects/paths.js';
import type { Timeline, ValuePath, WrittenColumn } from '../effect.js';

const OWN_KEY = /^_?(?:id|uuid)$/i;
const MAX_LOOKUPS = 4;

/** Taken from the message as it is, a constant, or the own key of the one thing that such values lead to. */
export function isSettled({ provenance, path }: WrittenColumn, timeline: Timeline, lookups = 0): boolean {
  if (provenance === 'constant') return true;
  if (path === undefined) return false;
  return provenance === 'message' || (provenance === 'state' && isFoundAgain(path, timeline, lookups));
}

function isFoundAgain({ root, steps }: ValuePath, timeline: Timeline, lookups: number): boolean {
  if (lookups >= MAX_LOOKUPS || !OWN_KEY.test(steps.at(-1) ?? '')) return false;
  return timeline.events.some((e) => {
    if (e.type !== 'effect' || e.kind !== 'read' || rootAt(e.node, e) !== root) return false;
    const by = [...e.where, ...e.given];
    return by.some(({ provenance }) => provenance !== 'constant') && by.every((c) => leadsBack(c, timeline, lookups));
  });
}

/** What is computed from the message finds the same thing each time, too. */
function leadsBack(column: WrittenColumn, timeline: Timeline, lookups: number): boolean {
  return column.provenance === 'message' || isSettled(column, timeline, lookups + 1);
}
