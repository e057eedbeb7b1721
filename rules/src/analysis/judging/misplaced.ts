/** Is there a key that would keep a second delivery from sending again, did it stand where its service looks for one? */
import type { Effect, IgnoredKey } from '../effect.js';

/** One that is made anew on each delivery would protect nothing elsewhere either. */
export function misplacedKey(effect: Effect): IgnoredKey | undefined {
  return effect.idempotencyKey === undefined ? effect.ignoredKeys.find((k) => !k.renewed) : undefined;
}
