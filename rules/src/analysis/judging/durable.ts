/** Which effects must have happened before the message may be forgotten? */
import type { Effect, Timeline } from '../effect.js';
import { isCaching, isLogged, isRecord } from './incidental.js';
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

/** Is it kept beside the work, for people to read: a record of what went on, in a handler that does other work as well? */
export function isKeptBeside(effect: Effect, { events }: Timeline): boolean {
  if (!isRecord(effect)) return false;
  return events.some((e) => e.type === 'effect' && e.kind !== 'read' && isDurable(e) && !isRecord(e));
}

/** True for what changes a store or is sent; reads and what does no harm when lost (logs, caches, what each process does once) are not waited for. */
export function isDurable(effect: Effect): boolean {
  return DURABLE.has(effect.kind) && !effect.harmless && !isCaching(effect) && !isLogged(effect) && !isSetUp(effect);
}
