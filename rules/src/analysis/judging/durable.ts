/** Which effects must have happened before the message may be forgotten? */
import type { Effect } from '../effect.js';
import { isCaching, isLogged } from './incidental.js';
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

/** True for what changes a store or is sent; reads and what does no harm when lost (logs, caches, what each process does once) are not waited for. */
export function isDurable(effect: Effect): boolean {
  return DURABLE.has(effect.kind) && !effect.harmless && !isCaching(effect) && !isLogged(effect) && !isSetUp(effect);
}
