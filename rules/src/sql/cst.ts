/** Reading the parser's tree loosely: what is not there is not claimed. */

/** A node of the parser's tree. */
/** A node of the parser's tree. */
export type Cst = { readonly type: string; readonly range?: readonly [number, number] } & Readonly<
  Record<string, unknown>
>;

export function clauses(node: Cst): readonly Cst[] {
  return Array.isArray(node['clauses']) ? (node['clauses'] as Cst[]) : [];
}

export function clause(node: Cst, type: string): Cst | undefined {
  return clauses(node).find((c) => c.type === type);
}

/** First node of a type, depth first, sub-selects included. */
export function find(node: Cst, type: string): Cst | undefined {
  if (node.type === type) return node;
  for (const child of children(node)) {
    const found = find(child, type);
    if (found) return found;
  }
  return undefined;
}

export function children(node: Cst): readonly Cst[] {
  const found: Cst[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) found.push(...value.filter(isNode));
    else if (isNode(value)) found.push(value);
  }
  return found;
}

export function isNode(value: unknown): value is Cst {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Name of an identifier, the last part of a qualified one. */
export function nameOf(value: unknown): string {
  if (!isNode(value)) return '';
  if (value.type === 'member_expr') return nameOf(value['property']);
  if (value.type === 'alias' || value.type === 'relation_expr' || value.type === 'partitioned_table')
    return nameOf(value['expr'] ?? value['table']);
  return typeof value['name'] === 'string' ? value['name'] : typeof value['text'] === 'string' ? value['text'] : '';
}

export function tableOf(value: unknown): { table: string | undefined } {
  if (!isNode(value)) return { table: undefined };
  if (value.type === 'list_expr') return tableOf((value['items'] as Cst[])[0]);
  if (value.type === 'insert_clause' || value.type === 'merge_clause')
    return tableOf(value['table'] ?? value['target']);
  const name = nameOf(value);
  return { table: name === '' || name === '__name__' || name.includes('__hole_') ? undefined : name };
}

export function keywords(value: unknown): string {
  if (Array.isArray(value)) return value.map(keywords).join(' ');
  if (isNode(value)) return typeof value['name'] === 'string' ? value['name'] : '';
  return typeof value === 'string' ? value : '';
}

export function listItems(value: unknown): readonly Cst[] {
  if (!isNode(value)) return [];
  if (value.type === 'paren_expr') return listItems(value['expr']);
  if (value.type === 'row_constructor') return listItems(value['row']);
  if (value.type === 'list_expr') return value['items'] as Cst[];
  return [value];
}

export function firstTable(value: unknown): unknown {
  return isNode(value) && value.type === 'join_expr' ? firstTable(value['left']) : value;
}

/** Columns that an expression reads, those of selects inside it left out. */
export function columnsIn(node: Cst): readonly { readonly qualifier: string | undefined; readonly column: string }[] {
  if (node.type === 'identifier') return [{ qualifier: undefined, column: nameOf(node) }];
  if (node.type === 'member_expr') return [{ qualifier: nameOf(node['object']), column: nameOf(node['property']) }];
  if (node.type === 'select_stmt') return [];
  const parts = node.type === 'func_call' && isNode(node['args']) ? [node['args']] : children(node);
  return parts.flatMap(columnsIn);
}
