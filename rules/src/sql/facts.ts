/** Facts of one parsed statement. The parser's tree is read loosely: what is not there is not claimed. */
import { holeIndex, type Prepared } from './text.js';
import type { SqlAssignment, SqlCondition, SqlConflict, SqlDialect, SqlStatement, SqlValue } from './statement.js';

/** A node of the parser's tree. */
type Cst = { readonly type: string; readonly range?: readonly [number, number] } & Readonly<Record<string, unknown>>;

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

function clauses(node: Cst): readonly Cst[] {
  return Array.isArray(node['clauses']) ? (node['clauses'] as Cst[]) : [];
}

function clause(node: Cst, type: string): Cst | undefined {
  return clauses(node).find((c) => c.type === type);
}

/** First node of a type, depth first, sub-selects included. */
function find(node: Cst, type: string): Cst | undefined {
  if (node.type === type) return node;
  for (const child of children(node)) {
    const found = find(child, type);
    if (found) return found;
  }
  return undefined;
}

function children(node: Cst): readonly Cst[] {
  const found: Cst[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) found.push(...value.filter(isNode));
    else if (isNode(value)) found.push(value);
  }
  return found;
}

function isNode(value: unknown): value is Cst {
  return typeof value === 'object' && value !== null && 'type' in value;
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

/** Name of an identifier, the last part of a qualified one. */
function nameOf(value: unknown): string {
  if (!isNode(value)) return '';
  if (value.type === 'member_expr') return nameOf(value['property']);
  if (value.type === 'alias' || value.type === 'relation_expr' || value.type === 'partitioned_table')
    return nameOf(value['expr'] ?? value['table']);
  return typeof value['name'] === 'string' ? value['name'] : typeof value['text'] === 'string' ? value['text'] : '';
}

function tableOf(value: unknown): { table: string | undefined } {
  if (!isNode(value)) return { table: undefined };
  if (value.type === 'list_expr') return tableOf((value['items'] as Cst[])[0]);
  if (value.type === 'insert_clause' || value.type === 'merge_clause')
    return tableOf(value['table'] ?? value['target']);
  const name = nameOf(value);
  return { table: name === '' || name === '__name__' || name.includes('__hole_') ? undefined : name };
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

function keywords(value: unknown): string {
  if (Array.isArray(value)) return value.map(keywords).join(' ');
  if (isNode(value)) return typeof value['name'] === 'string' ? value['name'] : '';
  return typeof value === 'string' ? value : '';
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

function listItems(value: unknown): readonly Cst[] {
  if (!isNode(value)) return [];
  if (value.type === 'paren_expr') return listItems(value['expr']);
  if (value.type === 'row_constructor') return listItems(value['row']);
  if (value.type === 'list_expr') return value['items'] as Cst[];
  return [value];
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

function firstTable(value: unknown): unknown {
  return isNode(value) && value.type === 'join_expr' ? firstTable(value['left']) : value;
}

function whereOf(node: Cst, values: Values): readonly SqlCondition[] | undefined {
  const where = clause(node, 'where_clause');
  return where && conjuncts(where['expr'], values);
}

function conjuncts(value: unknown, values: Values): readonly SqlCondition[] {
  if (!isNode(value)) return [];
  if (value.type === 'paren_expr') return conjuncts(value['expr'], values);
  const operator = keywords(value['operator']) || (typeof value['operator'] === 'string' ? value['operator'] : '');
  if (value.type === 'binary_expr') {
    if (operator === 'AND') return [...conjuncts(value['left'], values), ...conjuncts(value['right'], values)];
    const left = values.of(value['left']);
    const right = values.of(value['right']);
    const sides: SqlValue = { kind: 'other', operands: [left, right] };
    if (left.kind === 'column') return [{ column: left.name, operator: comparison(operator), value: right }];
    if (right.kind === 'column') return [{ column: right.name, operator: mirrored(comparison(operator)), value: left }];
    return [{ column: '', operator: 'other', value: sides }];
  }
  const whole = values.of(value);
  if (value.type === 'prefix_op_expr') {
    const exists = JSON.stringify(value).includes('"EXISTS"');
    const negated = /NOT/.test(operator);
    if (exists) return [{ column: '', operator: negated ? 'not exists' : 'exists', value: whole }];
    if (negated) return [{ column: '', operator: 'not', value: whole }];
  }
  return [{ column: '', operator: 'other', value: whole }];
}

function comparison(operator: string): string {
  return operator === '!=' ? '<>' : operator === 'IS NOT DISTINCT FROM' ? '=' : operator.toLowerCase();
}

/** `5 < n` says `n > 5`. */
function mirrored(operator: string): string {
  return MIRRORED[operator] ?? operator;
}
const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** Expressions to values; positional parameters are counted in reading order. */
class Values {
  readonly #counter: { position: number };
  constructor(counter: { position: number }) {
    this.#counter = counter;
  }

  of(value: unknown): SqlValue {
    if (!isNode(value)) return { kind: 'other', operands: [] };
    switch (value.type) {
      case 'parameter':
        return this.#parameter(String(value['text']));
      case 'identifier': {
        const name = String(value['name']);
        const index = holeIndex(name);
        if (index !== undefined) return { kind: 'hole', index };
        return { kind: 'column', name };
      }
      case 'member_expr': {
        const object = nameOf(value['object']);
        const column = nameOf(value['property']);
        return /^(?:excluded|new|values)$/i.test(object)
          ? { kind: 'excluded', column }
          : { kind: 'column', name: column };
      }
      case 'string_literal':
      case 'number_literal':
      case 'boolean_literal':
        return { kind: 'literal', value: value['value'] as string | number | boolean };
      case 'null_literal':
        return { kind: 'literal', value: null };
      case 'default':
        return { kind: 'default' };
      case 'func_call':
        return this.#call(value);
      case 'paren_expr':
        return this.of(value['expr']);
      case 'cast_operator_expr':
      case 'cast_expr':
        return this.#cast(value);
      case 'alias':
        return this.of(value['expr']);
      case 'case_expr':
        return this.#choice(value);
      default: {
        const operator =
          keywords(value['operator']) || (typeof value['operator'] === 'string' ? value['operator'] : '');
        return {
          kind: 'other',
          operands: children(value)
            .filter((c) => c.type !== 'keyword')
            .map((c) => this.of(c)),
          ...(operator === '' ? {} : { operator: operator.toUpperCase() }),
        };
      }
    }
  }

  /** All parts are read, so that parameters are counted; the results are what the value may be. */
  #choice(value: Cst): SqlValue {
    if (isNode(value['expr'])) this.of(value['expr']);
    const options = clauses(value).map((c) => {
      if (isNode(c['condition'])) this.of(c['condition']);
      return this.of(c['result']);
    });
    return { kind: 'choice', options };
  }

  #parameter(text: string): SqlValue {
    const number = /^[$?](\d+)$/.exec(text);
    if (number) return { kind: 'parameter', position: Number(number[1]) - 1, name: undefined };
    if (text === '?') return { kind: 'parameter', position: this.#counter.position++, name: undefined };
    return { kind: 'parameter', position: undefined, name: text.replace(/^\W/, '') };
  }

  #call(value: Cst): SqlValue {
    const name = nameOf(value['name']).toLowerCase();
    const args = isNode(value['args'])
      ? listItems(
          isNode(value['args']['expr']) ? (value['args']['expr']['args'] ?? value['args']['expr']) : value['args'],
        )
      : [];
    if (name === 'values' && args[0]) return { kind: 'excluded', column: nameOf(args[0]) };
    return { kind: 'call', name, args: args.map((a) => this.of(a)) };
  }

  #cast(value: Cst): SqlValue {
    const inner =
      value['left'] ??
      (isNode(value['args']) && isNode(value['args']['expr']) ? value['args']['expr']['expr'] : undefined);
    return this.of(inner);
  }
}
