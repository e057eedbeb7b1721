/** Facts of one parsed statement. The parser's tree is read loosely: what is not there is not claimed. */
import { whereOf } from './conditions.js';
import {
  type Cst,
  children,
  clause,
  clauses,
  find,
  firstTable,
  isNode,
  keywords,
  listItems,
  nameOf,
  tableOf,
} from './cst.js';
import { selectedOf } from './selected.js';
import type { Prepared } from './text.js';
import { Values } from './values.js';
import type { SqlAssignment, SqlConflict, SqlDialect, SqlStatement, SqlValue } from './statement.js';

interface Context {
  readonly prepared: Prepared;
  readonly dialect: SqlDialect;
  /** Was the text parsed as it stands? Otherwise offsets are unknown. */
  readonly exact: boolean;
}

export function readStatement(root: object, context: Context): SqlStatement {
  const node = root as Cst;
  const counter = { position: 0 };
  const values = new Values(counter);
  switch (node.type) {
    case 'insert_stmt':
      return insertFacts(node, context, values);
    case 'update_stmt':
      return updateFacts(node, context, values);
    case 'delete_stmt':
      return {
        ...blank('delete', context, node),
        ...tableOf(find(node, 'delete_clause')?.['tables'] ?? find(node, 'delete_clause')),
        where: whereOf(node, values),
        limit: find(node, 'limit_clause') !== undefined,
      };
    case 'select_stmt':
    case 'compound_select_stmt':
      return selectFacts(node, context, values);
    case 'merge_stmt':
      return { ...blank('merge', context, node), ...tableOf(find(node, 'merge_clause')) };
    case 'truncate_stmt':
      return { ...blank('truncate', context, node), ...tableOf(node['tables']) };
    case 'start_transaction_stmt':
      return blank('begin', context, node);
    case 'commit_transaction_stmt':
      return blank('commit', context, node);
    case 'rollback_transaction_stmt':
      return blank('rollback', context, node);
    default:
      return blank(/^(?:create|alter|drop)_/.test(node.type) ? 'ddl' : 'other', context, node);
  }
}

/** BEGIN, COMMIT and ROLLBACK with whatever options. */
export function transactionStatement(kind: 'begin' | 'commit' | 'rollback', dialect: SqlDialect): SqlStatement {
  const prepared: Prepared = { text: '', offset: () => undefined };
  return blank(kind, { prepared, dialect, exact: true }, { type: 'other' });
}

function blank(kind: SqlStatement['kind'], context: Context, node: Cst): SqlStatement {
  return {
    kind,
    table: undefined,
    columns: undefined,
    rows: [],
    expanded: undefined,
    fromSelect: false,
    notExists: false,
    assignments: [],
    where: undefined,
    conflict: undefined,
    returning: clause(node, 'returning_clause') !== undefined,
    locks: false,
    measures: false,
    selected: [],
    limit: false,
    holes: !context.exact,
    dialect: context.dialect,
    nested: nestedWrites(node, context),
    calls: callsIn(node),
    insertionOffset: undefined,
    keyword: '',
    keywordEnd: undefined,
    spelling: [],
  };
}

function nestedWrites(node: Cst, context: Context): readonly SqlStatement[] {
  const found: SqlStatement[] = [];
  const visit = (at: Cst): void => {
    for (const child of children(at)) {
      if (child !== node && /^(?:insert|update|delete)_stmt$/.test(child.type))
        found.push(readStatement(child, context));
      else visit(child);
    }
  };
  visit(node);
  return found;
}

function callsIn(node: Cst): readonly string[] {
  const found: string[] = [];
  const visit = (at: Cst): void => {
    if (at.type === 'func_call') found.push(nameOf(at['name']).toLowerCase());
    children(at).forEach(visit);
  };
  visit(node);
  return found;
}

function insertFacts(node: Cst, context: Context, values: Values): SqlStatement {
  const head = clause(node, 'insert_clause');
  if (!head) return blank('insert', context, node);
  const columns = listItems(head['columns']).map((c) => nameOf(c));
  const valuesClause = clause(node, 'values_clause');
  const select = clauses(node).find((c) => /select|paren_expr/.test(c.type));
  const set = clause(node, 'set_clause');
  const rows = valuesClause
    ? listItems(valuesClause['values']).map((row) =>
        listItems(row).map((v, i): SqlAssignment => ({ column: columns[i] ?? '', value: values.of(v) })),
      )
    : set
      ? [assignmentsOf(set, values)]
      : select
        ? selectedRow(select, columns, values)
        : [];
  const body = valuesClause ?? select ?? set;
  const base = blank('insert', context, node);
  const expanded = expandedIn(columns, rows);
  const named = columns.filter((c) => c !== ANY);
  return {
    ...base,
    ...tableOf(head),
    columns: named.length > 0 ? named : set && !expanded ? rows[0]?.map((a) => a.column) : undefined,
    rows: expanded ? [] : rows,
    expanded,
    holes: base.holes,
    fromSelect: select !== undefined,
    notExists: select !== undefined && hasNotExists(select),
    conflict: conflictOf(node, head, values),
    insertionOffset: context.exact && body?.range ? context.prepared.offset(body.range[1]) : undefined,
    keyword: nameText(head['insertKw']),
    keywordEnd: context.exact ? endOf(head['insertKw'], context) : undefined,
    spelling: listItems(head['columns']).map((c) => nameText(c)),
  };
}

function endOf(value: unknown, context: Context): number | undefined {
  return isNode(value) && value.range ? context.prepared.offset(value.range[1]) : undefined;
}

/** Stands for columns that a builder puts in at run time. */
export const ANY = '__any__';

/** The hole or parameter that stands for whole rows: `insert into t ${row}`, `VALUES ?`, `SET ?`. */
function expandedIn(columns: readonly string[], rows: readonly (readonly SqlAssignment[])[]): SqlValue | undefined {
  const [first] = rows;
  const only = rows.length === 1 && first?.length === 1 ? first[0] : undefined;
  if (!only || (only.value.kind !== 'hole' && only.value.kind !== 'parameter')) return undefined;
  return only.column === ANY || columns.length > 1 ? only.value : undefined;
}

/** `INSERT INTO t (a, b) SELECT $1, $2 …`: one row of the selected expressions, where the list says them all. */
function selectedRow(select: Cst, columns: readonly string[], values: Values): readonly (readonly SqlAssignment[])[] {
  const items = listItems(find(select, 'select_clause')?.['columns']);
  if (items.length !== columns.length || items.some((i) => i.type === 'all_columns')) return [];
  return [items.map((item, i) => ({ column: columns[i] ?? '', value: values.of(item) }))];
}

function nameText(value: unknown): string {
  return isNode(value) && typeof value['text'] === 'string' ? value['text'] : '';
}

function hasNotExists(node: Cst): boolean {
  if (
    node.type === 'prefix_op_expr' &&
    /not/i.test(keywords(node['operator'])) &&
    JSON.stringify(node).includes('"EXISTS"')
  )
    return true;
  return children(node).some((c) => hasNotExists(c));
}

function conflictOf(node: Cst, head: Cst, values: Values): SqlConflict | undefined {
  const modifiers =
    JSON.stringify(head['modifiers'] ?? []) +
    keywords(isNode(head['orAction']) ? head['orAction']['actionKw'] : undefined);
  if (/"IGNORE"|^\[\]IGNORE$/.test(modifiers))
    return { action: 'ignore', target: undefined, assignments: [], where: false };
  if (keywords(head['insertKw']) === 'REPLACE' || modifiers.endsWith('REPLACE'))
    return { action: 'replace', target: undefined, assignments: [], where: false };
  const upsert = clause(node, 'upsert_clause');
  if (upsert && isNode(upsert['action'])) {
    const target =
      isNode(upsert['conflictTarget']) && upsert['conflictTarget'].type === 'paren_expr'
        ? listItems(upsert['conflictTarget']).map((i) => nameOf(i['expr']))
        : undefined;
    const set = isNode(upsert['action']['set']) ? upsert['action']['set'] : undefined;
    return {
      action: set ? 'update' : 'nothing',
      target,
      assignments: set ? assignmentsOf(set, values) : [],
      where: upsert['action']['where'] !== undefined,
      targetWhere: upsert['where'] !== undefined,
    };
  }
  const duplicate = clause(node, 'on_duplicate_key_update_clause');
  if (!duplicate) return undefined;
  return { action: 'update', target: undefined, assignments: assignmentsOf(duplicate, values), where: false };
}

function assignmentsOf(node: Cst, values: Values): readonly SqlAssignment[] {
  return listItems(node['assignments']).map((a) => ({ column: nameOf(a['column']), value: values.of(a['expr']) }));
}

function updateFacts(node: Cst, context: Context, values: Values): SqlStatement {
  const head = clause(node, 'update_clause');
  const set = clause(node, 'set_clause');
  return {
    ...blank('update', context, node),
    ...tableOf(head?.['tables']),
    ...assigned(set ? assignmentsOf(set, values) : []),
    where: whereOf(node, values),
  };
}

/** `SET ?` and `set ${sql(changes)}` apart from what is assigned by name. */
function assigned(all: readonly SqlAssignment[]): Pick<SqlStatement, 'assignments' | 'expanded'> {
  return { assignments: all.filter((a) => a.column !== ANY), expanded: all.find((a) => a.column === ANY)?.value };
}

function selectFacts(node: Cst, context: Context, values: Values): SqlStatement {
  const selected = listItems(clause(node, 'select_clause')?.['columns']);
  const sought = selected.length === 1 ? existing(selected[0]) : undefined;
  if (sought) return { ...selectFacts(sought, context, values), measures: true };
  const from = find(node, 'from_clause');
  const table = from ? tableOf(firstTable(from['expr'])) : { table: undefined };
  return {
    ...blank('select', context, node),
    ...table,
    where: whereOf(node, values),
    locks: find(node, 'for_clause') !== undefined || find(node, 'lock_in_share_mode_clause') !== undefined,
    measures:
      selected.length > 0 && !clause(node, 'group_by_clause') && selected.every((s) => isMeasure(valueAlone(s))),
    selected: selectedOf(selected, from),
    limit: clause(node, 'limit_clause') !== undefined,
  };
}

/** The select of `SELECT EXISTS (SELECT …)`. */
function existing(value: unknown): Cst | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === 'alias') return existing(value['expr']);
  if (value.type !== 'prefix_op_expr' || keywords(value['operator']) !== 'EXISTS') return undefined;
  const inner = isNode(value['expr']) ? value['expr']['expr'] : undefined;
  return isNode(inner) && inner.type === 'select_stmt' ? inner : undefined;
}

/** What is selected, read apart: its parameters are not those of the filter. */
function valueAlone(node: Cst): SqlValue {
  return new Values({ position: 0 }).of(node);
}

/** `count(*)`, `coalesce(max(n), 0)`. */
function isMeasure(value: SqlValue | undefined): boolean {
  if (value?.kind !== 'call') return false;
  return value.name === 'coalesce' ? isMeasure(value.args[0]) : MEASURES.has(value.name);
}
const MEASURES = new Set(['count', 'sum', 'min', 'max', 'avg']);
