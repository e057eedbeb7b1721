/** Do two effects speak of the same table, two names of the same column? */
import type { Effect } from '../effect.js';

/** `orderLines`, `order_lines` and `OrderLine` name one thing; where a name was not seen, one store is taken for one thing. */
export function sameThing(effect: Effect, resource: string | undefined, store: string): boolean {
  if (resource === undefined || effect.resource === undefined) return effect.store === store && effect.kind !== 'read';
  return bareName(effect.resource) === bareName(resource);
}

function bareName(resource: string): string {
  return resource
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/s$/, '');
}

/** `paid_at` is `paidAt`; of `stock.increment` the column is `stock`. */
export function isColumn(name: string | undefined, column: string): boolean {
  const spelling = (text: string): string => (text.split('.')[0] ?? text).replaceAll('_', '').toLowerCase();
  return name !== undefined && spelling(name) === spelling(column);
}
