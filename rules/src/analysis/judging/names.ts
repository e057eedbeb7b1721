/** Do two effects speak of the same table, two names of the same column, two values of one thing? */
import type { Effect, ValuePath } from '../effect.js';

/** `orderLines`, `order_lines` and `OrderLine` name one thing; where a name was not seen, one store is taken for one thing. */
export function sameThing(effect: Effect, resource: string | undefined, store: string): boolean {
  if (resource === undefined || effect.resource === undefined) return effect.store === store && effect.kind !== 'read';
  return bareName(effect.resource) === bareName(resource);
}

const bare = new Map<string, string>();

/** Names are compared effect by effect, and there are few of them: each is spelt out once. */
function bareName(resource: string): string {
  const known = bare.get(resource);
  if (known !== undefined) return known;
  const name = resource
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/s$/, '');
  bare.set(resource, name);
  return name;
}

const spelt = new Map<string, string>();

/** `paid_at` is `paidAt`; of `stock.increment` the column is `stock`. */
export function isColumn(name: string | undefined, column: string): boolean {
  return name !== undefined && spelling(name) === spelling(column);
}

function spelling(text: string): string {
  const known = spelt.get(text);
  if (known !== undefined) return known;
  const name = (text.split('.')[0] ?? text).replaceAll('_', '').toLowerCase();
  spelt.set(text, name);
  return name;
}

/** Are both values taken from one place by the same properties? */
export function isSamePath(a: ValuePath, b: ValuePath): boolean {
  return a.root === b.root && a.steps.length === b.steps.length && a.steps.every((step, i) => step === b.steps[i]);
}
