/** Which effects must have happened before the message may be forgotten? */
import type { Effect, Timeline } from '../effect.js';
import { isCaching, isLimiting, isLogged, isNotice, isRecord } from './incidental.js';
import { together } from './order.js';
import { isSetUp } from './set-up.js';

const DURABLE = new Set<Effect['kind']>([
  'insert',
  'relative',
  'absolute',
  'upsert',
  'conditional',
  'claim',
  'marker',
  'delete',
  'external',
  'publish',
]);

/**
 * Does it only tell people of the work, or of the process that does it: a record of what went on; after the work, a notification
 * or a sign of life? Whoever catches its failure alone has decided that the work is done without it.
 */
export function isBesideWork(effect: Effect, { events }: Timeline): boolean {
  const isRecorded = isRecord(effect);
  if (!isRecorded && !isNotice(effect)) return false;
  return events.some(
    (e) =>
      e.type === 'effect' &&
      (isRecorded || (e.order < effect.order && together(e, effect))) &&
      isDurable(e) &&
      !isRecord(e) &&
      !isNotice(e),
  );
}

/** True for what changes a store or is sent; reads and what does no harm when lost (logs, caches, limiters, what each process does once) are not waited for. */
export function isDurable(effect: Effect): boolean {
  if (!DURABLE.has(effect.kind) || effect.harmless) return false;
  return !isCaching(effect) && !isLogged(effect) && !isLimiting(effect) && !isSetUp(effect);
}
