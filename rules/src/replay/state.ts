/** How does what is left differ from what one run leaves? */

/** What can be seen from outside: per table, key or address a list of rows, documents or calls; or a single value. */
export type State = Readonly<Record<string, unknown>>;

/** One resource that is not as one run leaves it. */
export interface Difference {
  readonly resource: string;
  /** `more` and `fewer` entries than one run leaves, or `other` ones. */
  readonly kind: 'more' | 'fewer' | 'other';
  readonly expected: readonly string[];
  readonly found: readonly string[];
}

/** In order of the resources' names. Lists are compared without regard to order. */
export function differences(expected: State, found: State): Difference[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  return names.flatMap((resource) => {
    const [before, after] = [entries(expected[resource]), entries(found[resource])];
    if (before.join('\n') === after.join('\n')) return [];
    return [{ resource, kind: kindOf(before, after), expected: before, found: after }];
  });
}

/** `orders: 2 rows, expected 1`. */
export function describeDifference({ resource, kind, expected, found }: Difference): string {
  if (kind !== 'other') return `${resource}: ${String(found.length)}, expected ${String(expected.length)}`;
  const wrong = found.filter((entry) => !expected.includes(entry));
  const right = expected.filter((entry) => !found.includes(entry));
  return `${resource}: ${wrong.join(', ')}, expected ${right.join(', ')}`;
}

function kindOf(expected: readonly string[], found: readonly string[]): Difference['kind'] {
  if (found.length === expected.length) return 'other';
  return found.length > expected.length ? 'more' : 'fewer';
}

function entries(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(text).sort();
}

/** JSON with sorted keys, so that the order of columns does not matter. */
function text(value: unknown): string {
  if (value === undefined) return 'undefined';
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return inner.toString();
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
