/** Is a value the same on each delivery of a message, by what the code shows? */
import { rootAt } from '../effects/paths.js';
import type { Effect, Timeline, ValuePath, WrittenColumn } from '../effect.js';

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
  const sources = effectsIn(timeline).filter((e) => isMadeAt(e, root));
  return sources.length > 0 && sources.every((e) => e.kind === 'read' && isLedBack(e, timeline, lookups));
}

/** Is it the call at `root`, or made by the function that is called there? */
function isMadeAt(effect: Effect, root: string): boolean {
  return [effect, ...effect.trace].some((at) => rootAt(at.node, at) === root);
}

function isLedBack({ where, given }: Effect, timeline: Timeline, lookups: number): boolean {
  const by = [...where, ...given];
  return by.some(({ provenance }) => provenance !== 'constant') && by.every((c) => leadsBack(c, timeline, lookups));
}

function effectsIn(timeline: Timeline): readonly Effect[] {
  return timeline.events.filter((e): e is Effect => e.type === 'effect');
}

/** What is computed from the message finds the same thing each time, too. */
function leadsBack(column: WrittenColumn, timeline: Timeline, lookups: number): boolean {
  return column.provenance === 'message' || isSettled(column, timeline, lookups + 1);
}
