/** What a SELECT gives under which name, and which columns of which tables that rests on. */
import { type Cst, columnsIn, isNode, listItems, nameOf, tableOf } from './cst.js';
import type { SqlSelected } from './statement.js';

/** Columns that are given under a name of their own, calculated, or taken from one of several tables. `*` says nothing. */
export function selectedOf(items: readonly Cst[], from: Cst | undefined): readonly SqlSelected[] {
  const tables = from ? tablesIn(from['expr']) : new Map<string, string>();
  const all = [...new Set(tables.values())];
  return items.flatMap((item): readonly SqlSelected[] => {
    const expression = item.type === 'alias' ? item['expr'] : item;
    const name = item.type === 'alias' ? nameOf(item['alias']) : nameOf(item);
    if (!isNode(expression) || name === '' || name === '*') return [];
    const columns = columnsIn(expression).map(({ qualifier, column }) => ({
      column,
      tables: qualifier === undefined ? all : [tables.get(qualifier) ?? qualifier],
    }));
    return columns.length > 0 ? [{ name, columns, isPlain: /^(?:identifier|member_expr)$/.test(expression.type) }] : [];
  });
}

/** Tables by the name that the statement has for them. */
function tablesIn(value: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (at: unknown): void => {
    if (!isNode(at)) return;
    if (at.type === 'join_expr') {
      visit(at['left']);
      visit(at['right']);
    } else if (at.type === 'list_expr') listItems(at).forEach(visit);
    else {
      const { table } = tableOf(at);
      if (table !== undefined) found.set(at.type === 'alias' ? nameOf(at['alias']) : table, table);
    }
  };
  visit(value);
  return found;
}
