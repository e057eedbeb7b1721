/** Placeholders of an expression in the store's own language: `KeyConditionExpression: 'orderId = :id'`. */
import type { Binder } from '../binding/bind.js';
import { resourceName } from '../binding/resource.js';
import type { Column } from './column-set.js';
import type { Part } from './parts.js';

/** Values by placeholder (`:id`) as values of the columns that the expression compares them with; as they are where it does not say. */
export function namedByExpression(
  binder: Binder,
  parts: readonly Part[],
  columns: readonly Column[],
): readonly Column[] {
  const names = comparedNames(binder, parts);
  return columns.map((c) => ({ ...c, name: names.get(c.name) ?? c.name }));
}

/** Columns by the placeholder that they are compared with by `=`. */
function comparedNames(binder: Binder, parts: readonly Part[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { args, effect } of parts) {
    for (const path of effect.whereExpressions ?? []) {
      const at = binder.at(args, path)[0];
      const text = at?.kind === 'expression' ? binder.constant(at.node, at.env) : undefined;
      if (typeof text !== 'string') continue;
      for (const [, column = '', placeholder = ''] of text.matchAll(/(#?[\w.]+)\s*=\s*(:\w+)/g)) {
        const named = effect.expressionNames && binder.at(args, [...effect.expressionNames, column])[0];
        found.set(placeholder, resourceName(binder, named) ?? column);
      }
    }
  }
  return found;
}
