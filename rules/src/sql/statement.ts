/** What one SQL statement does: the facts that rules and fixes need, with positions in the source. */

export type SqlDialect = 'postgresql' | 'mysql' | 'mariadb' | 'sqlite' | 'unknown';

/** A piece of SQL as it stands in source. `start` = UTF-16 offset of `text[0]` in the file; `raw` differs from `text` where escapes stand. */
export type SqlPart =
  | { readonly kind: 'text'; readonly text: string; readonly raw: string; readonly start: number }
  /** An interpolated expression; `index` counts holes from 0. */
  | { readonly kind: 'hole'; readonly index: number };

export type SqlValue =
  | { readonly kind: 'hole'; readonly index: number }
  /** `position` 0-based for `$1` and `?`. */
  | { readonly kind: 'parameter'; readonly position: number | undefined; readonly name: string | undefined }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly SqlValue[] }
  | { readonly kind: 'excluded'; readonly column: string }
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'default' }
  /** One of several: the results of CASE. `listed`: columns whose lists a condition searches for a member (`$1 = ANY(tags)`). */
  | { readonly kind: 'choice'; readonly options: readonly SqlValue[]; readonly listed: readonly string[] }
  /** An expression of several values; `operator` in capitals where one joins them. */
  | { readonly kind: 'other'; readonly operands: readonly SqlValue[]; readonly operator?: string };

export interface SqlAssignment {
  readonly column: string;
  readonly value: SqlValue;
}

export interface SqlConflict {
  readonly action: 'nothing' | 'update' | 'ignore' | 'replace';
  readonly target: readonly string[] | undefined;
  readonly assignments: readonly SqlAssignment[];
  /** The update has a condition. */
  readonly where: boolean;
  /** The target has a condition: that of a partial index. */
  readonly targetWhere?: boolean;
}

export interface SqlCondition {
  /** Empty where the condition is no comparison of one column. */
  readonly column: string;
  /** In small letters: `=`, `is`, `in`, `not in`, `exists`, `not exists`; `not` and `other` for the rest. */
  readonly operator: string;
  readonly value: SqlValue;
}

/** Something that a SELECT gives. */
export interface SqlSelected {
  /** The name it has in the answer. */
  readonly name: string;
  /** The columns it rests on, with the tables that each of them may be of. */
  readonly columns: readonly { readonly column: string; readonly tables: readonly string[] }[];
  /** It is the column as it stands, not calculated from it. */
  readonly isPlain: boolean;
}

export interface SqlStatement {
  readonly kind:
    | 'insert'
    | 'update'
    | 'delete'
    | 'select'
    | 'merge'
    | 'truncate'
    | 'begin'
    | 'commit'
    | 'rollback'
    | 'ddl'
    | 'other';
  /** Unquoted, schema dropped; undefined when it is a hole. */
  readonly table: string | undefined;
  readonly columns: readonly string[] | undefined;
  readonly rows: readonly (readonly SqlAssignment[])[];
  /** What a builder expands to columns and values when the text is sent: `insert into t ${sql(row)}`, `SET ?`. */
  readonly expanded: SqlValue | undefined;
  readonly fromSelect: boolean;
  readonly notExists: boolean;
  readonly assignments: readonly SqlAssignment[];
  /** Conjuncts of WHERE; undefined without one. */
  readonly where: readonly SqlCondition[] | undefined;
  readonly conflict: SqlConflict | undefined;
  readonly returning: boolean;
  readonly locks: boolean;
  /** The answer is one row that says how many rows there are, what they come to, or whether there are any. */
  readonly measures: boolean;
  /** What a SELECT gives by name; `*` is not among it. */
  readonly selected: readonly SqlSelected[];
  readonly limit: boolean;
  /** A hole stands where a clause or a list of values may be. */
  readonly holes: boolean;
  readonly dialect: SqlDialect;
  /** Writes inside CTEs. */
  readonly nested: readonly SqlStatement[];
  /** Calls of functions in the select list or anywhere (`nextval`). */
  readonly calls: readonly string[];
  /** Source offset where a conflict clause fits, for a plain INSERT. */
  readonly insertionOffset: number | undefined;
  /** The INSERT keyword as typed, and the source offset behind it. */
  readonly keyword: string;
  readonly keywordEnd: number | undefined;
  /** The listed columns as typed, quotes included. */
  readonly spelling: readonly string[];
}

export type SqlEffectKind =
  'insert' | 'relative' | 'absolute' | 'upsert' | 'conditional' | 'claim' | 'delete' | 'publish' | 'read' | 'none';

const FRESH = new Set([
  'now',
  'current_timestamp',
  'localtimestamp',
  'clock_timestamp',
  'statement_timestamp',
  'transaction_timestamp',
  'current_date',
  'current_time',
  'gen_random_uuid',
  'uuid_generate_v1',
  'uuid_generate_v1mc',
  'uuid_generate_v4',
  'uuidv4',
  'uuidv7',
  'uuid',
  'uuid_short',
  'random',
  'rand',
  'randomblob',
  'nextval',
  'sysdate',
  'getdate',
  'sysutcdatetime',
  'newid',
  'newsequentialid',
  'sys_guid',
  'last_insert_id',
  'generateuuidv4',
  'generateuuidv7',
  'txid_current',
  'unix_timestamp',
  'utc_timestamp',
]);

/** Does the SQL function give a new value at each execution? (`catalog/writes.md`, section 7) */
export function freshCall(name: string): boolean {
  return FRESH.has(name.toLowerCase());
}

/** Does a piece of SQL call such a function? */
export function mentionsFreshCall(text: string): boolean {
  const words = text.match(/\b(?:current_(?:timestamp|date|time)|localtimestamp)\b|\b\w+(?=\s*\()/gi) ?? [];
  return words.some(freshCall);
}

/** Every value inside a value, itself included. */
export function flatten(value: SqlValue): readonly SqlValue[] {
  if (value.kind === 'other') return [value, ...value.operands.flatMap(flatten)];
  if (value.kind === 'choice') return [value, ...value.options.flatMap(flatten)];
  if (value.kind === 'call') return [value, ...value.args.flatMap(flatten)];
  return [value];
}

/** Functions that add to their argument. */
const ADDING = new Set([
  'array_append',
  'array_prepend',
  'array_cat',
  'jsonb_insert',
  'json_array_append',
  'json_array_insert',
  'json_merge_preserve',
  'concat',
  'concat_ws',
  'date_add',
  'date_sub',
  'dateadd',
  'adddate',
  'subdate',
]);
const ARITHMETIC = new Set(['+', '-', '*', '/', '%', '^', '||', 'NOT', '~']);

/** Does the assigned value build on the old value of its column: `n + 1`, `GREATEST(n - $1, 0)`, `array_append(n, $1)`? */
export function accumulates(assignment: SqlAssignment): boolean {
  return buildsOn(assignment.value, assignment.column);
}

function buildsOn(value: SqlValue, column: string): boolean {
  switch (value.kind) {
    case 'choice':
      return !keepsMembers(value, column) && value.options.some((o) => buildsOn(o, column));
    case 'call':
      return (ADDING.has(value.name) && holds(value, column)) || value.args.some((a) => buildsOn(a, column));
    case 'other':
      if (value.operator !== undefined && ARITHMETIC.has(value.operator) && holds(value, column))
        return !mergesObject(value);
      return value.operands.some((o) => buildsOn(o, column));
    default:
      return false;
  }
}

/** `CASE WHEN $1 = ANY(tags) THEN tags ELSE array_append(tags, $1) END`: what is in the list is not added again. */
function keepsMembers({ options, listed }: Extract<SqlValue, { kind: 'choice' }>, column: string): boolean {
  return listed.includes(column) && options.some((o) => o.kind === 'column' && o.name === column);
}

function holds(value: SqlValue, column: string): boolean {
  return flatten(value).some((v) => v.kind === 'column' && v.name === column);
}

/** `data || jsonb_build_object(…)`, `data || '{"a":1}'`, `data - 'key'` set or drop properties: the same the second time. */
function mergesObject(value: Extract<SqlValue, { kind: 'other' }>): boolean {
  const right = value.operands.at(-1);
  if (value.operator === '-') return right?.kind === 'literal' && typeof right.value === 'string';
  if (value.operator !== '||' || !right) return false;
  if (right.kind === 'call') return /^(?:jsonb?_build_object|hstore)$/.test(right.name);
  return right.kind === 'literal' && typeof right.value === 'string' && right.value.trimStart().startsWith('{');
}

/** What a second execution of the statement does (`catalog/writes.md`, section 1.1). */
export function classifySql(s: SqlStatement): SqlEffectKind {
  switch (s.kind) {
    case 'insert':
      return classifyInsert(s);
    case 'update':
      return classifyUpdate(s);
    case 'delete':
      return s.limit ? 'relative' : 'delete';
    case 'truncate':
      return 'delete';
    case 'merge':
      return 'upsert';
    case 'select':
      return s.calls.includes('pg_notify') ? 'publish' : 'read';
    default:
      return 'none';
  }
}

function classifyInsert(s: SqlStatement): SqlEffectKind {
  if (s.conflict) {
    if (s.conflict.action === 'nothing' || s.conflict.action === 'ignore') return 'claim';
    if (s.conflict.action === 'replace') return 'upsert';
    if (s.conflict.assignments.some(accumulates)) return s.conflict.where ? 'conditional' : 'relative';
    const noop = s.conflict.assignments.every((a) => a.value.kind === 'column' && a.value.name === a.column);
    return noop && s.conflict.assignments.length > 0 ? 'claim' : 'upsert';
  }
  return s.notExists || (s.fromSelect && isGated(s)) ? 'conditional' : 'insert';
}

function classifyUpdate(s: SqlStatement): SqlEffectKind {
  const where = s.where ?? [];
  if (s.assignments.some((a) => where.some((w) => falsifies(a, w)))) return 'conditional';
  if (!s.assignments.some(accumulates)) return 'absolute';
  return where.some((w) => w.operator === 'not exists') || isGated(s) ? 'conditional' : 'relative';
}

/** `WITH m AS (INSERT … ON CONFLICT DO NOTHING RETURNING …) UPDATE … WHERE EXISTS (SELECT … FROM m)`. */
function isGated(s: SqlStatement): boolean {
  return s.nested.some((n) => classifySql(n) === 'claim');
}

/** `SET next = r.next WHERE a.next = r.expected`: what is set comes from another column than what was expected. */
function isOtherColumn(expected: SqlValue, name: string): boolean {
  return expected.kind === 'column' && expected.name !== name;
}

/** Does the assignment make the condition false, so that the second run changes nothing? */
function falsifies(assignment: SqlAssignment, condition: SqlCondition): boolean {
  const { column, value } = assignment;
  if (condition.operator === 'not') {
    const own = flatten(condition.value);
    return own.some((v) => v.kind === 'column' && v.name === column) && sharesInput(value, own);
  }
  if (condition.column !== column) return false;
  if (value.kind === 'column') return condition.operator === '=' && isOtherColumn(condition.value, value.name);
  const same = JSON.stringify(value) === JSON.stringify(condition.value);
  switch (condition.operator) {
    case '=':
    case 'is':
    case '<=>':
      return !same;
    case 'in':
      return !(condition.value.kind === 'other' && isOneOf(value, condition.value.operands));
    case '<>':
    case 'is distinct from':
      return same;
    case 'is not':
      return same && !accumulates(assignment);
    case 'not in':
      return condition.value.kind === 'other' && isOneOf(value, condition.value.operands);
    case '<':
    case '>':
    case '<=':
    case '>=':
      return same || (value.kind === 'call' && freshCall(value.name));
    default:
      return false;
  }
}

function isOneOf(value: SqlValue, list: readonly SqlValue[]): boolean {
  const text = JSON.stringify(value);
  return list.some((v) => JSON.stringify(v) === text);
}

/** Do both speak of the same bound value: `NOT ($1 = ANY(applied))` and `array_append(applied, $1)`? */
function sharesInput(value: SqlValue, others: readonly SqlValue[]): boolean {
  const inputs = flatten(value).filter((v) => v.kind === 'parameter' || v.kind === 'hole');
  return inputs.some((v) => isOneOf(v, others));
}
