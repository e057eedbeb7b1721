/** How names of tables and columns vary between code and database. */

/** `OrderItem` → `order_item`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** English plural, as the mappers' pluralizers build it. */
export function plural(name: string): string {
  if (/[^isu]s$/i.test(name)) return name;
  if (/[^aeiou]y$/i.test(name)) return `${name.slice(0, -1)}ies`;
  if (/(?:s|x|z|ch|sh)$/i.test(name)) return `${name}es`;
  return `${name}s`;
}

function singular(name: string): string {
  if (/ies$/.test(name)) return `${name.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(name)) return name;
  if (/(?:sses|xes|zes|ches|shes|uses)$/.test(name)) return name.slice(0, -2);
  return name.replace(/s$/, '');
}

/** The last part of a qualified name, without quotes: `public."orders"` → `orders`. */
export function bareName(name: string): string {
  const parts = name.split('.');
  return (parts[parts.length - 1] ?? name).replace(/^["'`[]|["'`\]]$/g, '');
}

/** One spelling for `orderId`, `order_id`, `OrderID`. */
export function columnSpelling(name: string): string {
  return name.replace(/[_\-\s]/g, '').toLowerCase();
}

/** One spelling for `OrderItem`, `order_items`, `orderItems`. */
export function tableSpelling(name: string): string {
  return singular(columnSpelling(bareName(name)));
}

/** Does the later of two migrations come later by name? Numbers count as numbers. */
export function byFileName(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Length of the directory path two files share: the larger, the nearer. */
export function nearness(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared++;
  return shared;
}

/** The nearest of several candidates to a file; undefined when there is none. */
export function nearest<T extends { readonly file: string }>(file: string, candidates: readonly T[]): T | undefined {
  let best: T | undefined;
  for (const candidate of candidates) {
    if (!best || nearness(candidate.file, file) > nearness(best.file, file)) best = candidate;
  }
  return best;
}
