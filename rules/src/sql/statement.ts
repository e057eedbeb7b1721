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
  /** An expression of several values. */
  | { readonly kind: 'other'; readonly operands: readonly SqlValue[] };

export interface SqlAssignment {
  readonly column: string;
  readonly value: SqlValue;
}

export interface SqlConflict {
  readonly action: 'nothing' | 'update' | 'ignore' | 'replace';
  readonly target: readonly string[] | undefined;
  readonly assignments: readonly SqlAssignment[];
  readonly where: boolean;
}

export interface SqlCondition {
  readonly column: string;
  readonly operator: string;
  readonly value: SqlValue;
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
  readonly fromSelect: boolean;
  readonly notExists: boolean;
  readonly assignments: readonly SqlAssignment[];
  /** Conjuncts of WHERE; undefined without one. */
  readonly where: readonly SqlCondition[] | undefined;
  readonly conflict: SqlConflict | undefined;
  readonly returning: boolean;
  readonly locks: boolean;
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
  'insert' | 'relative' | 'absolute' | 'upsert' | 'conditional' | 'claim' | 'delete' | 'read' | 'none';

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

/** Every value inside a value, itself included. */
export function flatten(value: SqlValue): readonly SqlValue[] {
  if (value.kind === 'other') return [value, ...value.operands.flatMap(flatten)];
  if (value.kind === 'call') return [value, ...value.args.flatMap(flatten)];
  return [value];
}

function accumulates(assignment: SqlAssignment): boolean {
  if (assignment.value.kind === 'column') return false;
  const parts = flatten(assignment.value);
  const keepsOld =
    assignment.value.kind === 'call' &&
    ['coalesce', 'greatest', 'least', 'ifnull', 'nullif', 'values'].includes(assignment.value.name);
  return !keepsOld && parts.some((p) => p.kind === 'column' && p.name === assignment.column);
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
      return 'read';
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
  return s.notExists ? 'conditional' : 'insert';
}

function classifyUpdate(s: SqlStatement): SqlEffectKind {
  const where = s.where ?? [];
  const pinned = (column: string) => where.some((w) => w.column === column && w.operator !== 'other');
  if (s.assignments.some((a) => pinned(a.column) && a.value.kind !== 'column')) return 'conditional';
  if (s.assignments.some(accumulates))
    return where.some((w) => w.operator === '<>' || w.operator === 'not exists') ? 'conditional' : 'relative';
  return 'absolute';
}
