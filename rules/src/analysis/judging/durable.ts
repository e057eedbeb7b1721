/** Which effects must have happened before the message may be forgotten? */
import type { Effect, Timeline, TimelineEvent } from '../effect.js';
import { isAsked, isCaching, isLimiting, isLogged, isNoted, isNotice, isRecord } from './incidental.js';
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
 * Does it only tell people of the work, or of the process that does it: a record of what went on; after the work, a notification,
 * a sign of life, a note that it is done? Whoever catches its failure alone has decided that the work is done without it.
 */
export function isBesideWork(effect: Effect, { events }: Timeline): boolean {
  if (isRecord(effect)) return events.some(isWork);
  const isTold = isNotice(effect) || isNoted(effect);
  return isTold && events.some((e) => isWork(e) && e.order < effect.order && together(e, effect));
}

function isWork(event: TimelineEvent): boolean {
  return event.type === 'effect' && isDurable(event) && !isRecord(event) && !isNotice(event) && !isNoted(event);
}

/** True for what changes a store or is sent; reads and what does no harm when lost (logs, caches, limiters, what each process does once) are not waited for. */
export function isDurable(effect: Effect): boolean {
  if (!DURABLE.has(effect.kind) || effect.harmless) return false;
  return ![isCaching, isLogged, isAsked, isLimiting, isSetUp].some((serves) => serves(effect));
}
