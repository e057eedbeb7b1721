/** The effects of SQL text: what each statement does, and where the values bound to it come from. */
import type { TSESTree } from '@typescript-eslint/types';
import type { LibraryModel, SqlModel } from '../../models/model.js';
import type { Schema } from '../../schema/schema.js';
import { readSql } from '../../sql/read.js';
import {
  accumulates,
  classifySql,
  flatten,
  freshCall,
  type SqlAssignment,
  type SqlDialect,
  type SqlEffectKind,
  type SqlStatement,
  type SqlValue,
} from '../../sql/statement.js';
import { accumulatingColumn } from './accumulate.js';
import { propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { calledName } from '../binding/reflection.js';
import { dedupOf, togetherOf } from './dedup.js';
import { dialectOf } from './dialect.js';
import { duplicateErrorOf, outcomeOf } from './repeated.js';
import type { Column, Columns } from './column-set.js';
import type { ColumnReader } from './columns.js';
import type { Provenance, SqlFacts } from '../effect.js';
import type { Described } from './described.js';
import type { IdentityReader } from './identity.js';
import type { ProvenanceReader } from './provenance.js';
import { boundValues, type BoundValues } from './sql-parameters.js';
import { routineText } from './routine-text.js';
import { type SqlText, sqlText, sqlTexts } from './sql-text.js';
import { type Argument, type CallNode, type DraftPart, type Env, type LibraryValue, mix } from '../binding/value.js';

/** A text on its way to the store. */
export interface Sent {
  readonly sql: SqlModel;
  readonly args: readonly Argument[];
  /** The call that gives the parameters: the same, or the one that runs a prepared statement. */
  readonly bound: { readonly sql: SqlModel; readonly args: readonly Argument[] };
  readonly draft: readonly DraftPart[];
  readonly library: LibraryModel;
  readonly receiver: LibraryValue | undefined;
  readonly node: CallNode;
  readonly env: Env;
}

/** One statement with what its holes and parameters stand for. */
interface Read {
  readonly statement: SqlStatement;
  readonly text: SqlText;
  readonly bound: BoundValues;
  readonly sent: Sent;
}

export class SqlEffects {
  constructor(
    readonly binder: Binder,
    readonly provenance: ProvenanceReader,
    readonly columns: ColumnReader,
    readonly identities: IdentityReader,
    readonly schema: () => Schema,
  ) {}

  of(sent: Sent): readonly Described[] {
    if (sent.sql.routine) {
      const name = this.binder.at(sent.args, sent.sql.routine)[0];
      const constant = name?.kind === 'expression' ? this.binder.constant(name.node, name.env) : undefined;
      return typeof constant === 'string' ? this.#ofRoutine(constant, sent) : [];
    }
    const texts = sent.sql.template
      ? sent.args.slice(0, 1)
      : sent.sql.text
        ? this.binder.at(sent.args, sent.sql.text)
        : [];
    return texts.flatMap((argument, index) => {
      const bound = boundValues(this, sent, texts.length > 1 ? index : undefined);
      return sqlTexts(this.binder, argument).flatMap((text) => {
        const statements = readSql(text.parts, ownDialect(sent.sql, sent.library)) ?? [];
        const all = statements.flatMap((s) => [...s.nested, s]);
        return all.flatMap((statement) => [
          ...this.#ofStatement({ statement, text, bound, sent }),
          ...statement.calls.flatMap((name) => this.#ofRoutine(name, sent)),
        ]);
      });
    });
  }

  /** What a function of the database writes, where the repository defines it. */
  #ofRoutine(name: string, sent: Sent): readonly Described[] {
    const routine = this.schema().routines.get(name.toLowerCase());
    if (!routine || routine.writes.length === 0) return [];
    const given = sent.sql.routine && sent.sql.parameters ? this.binder.at(sent.args, sent.sql.parameters) : [];
    const bound = boundValues(this, sent, undefined);
    const together = {};
    return routine.writes.flatMap((write) => {
      const text = routineText(this.binder, write, routine.parameters, given[0], sent.env.module);
      const statements = readSql(text.parts, ownDialect(sent.sql, sent.library)) ?? [];
      return statements
        .flatMap((s) => [...s.nested, s])
        .flatMap((statement) => this.#ofStatement({ statement, text, bound, sent }))
        .map((effect) => ({ ...effect, together }));
    });
  }

  /** Is the text a BEGIN, COMMIT or ROLLBACK and nothing else? */
  control(
    sql: SqlModel,
    library: LibraryModel,
    args: readonly Argument[],
  ): 'begin' | 'commit' | 'rollback' | undefined {
    const first = sql.template ? args[0] : sql.text && this.binder.at(args, sql.text)[0];
    const text = first && sqlText(this.binder, first);
    const kind = text && readSql(text.parts, ownDialect(sql, library))?.[0]?.kind;
    return kind === 'begin' || kind === 'commit' || kind === 'rollback' ? kind : undefined;
  }

  #ofStatement(read: Read): readonly Described[] {
    const { statement: s, sent } = read;
    const plain = classifySql(s);
    if (plain === 'none') return [];
    const written = this.#written(read);
    const updated = (s.conflict?.assignments ?? []).map((a) => this.#column(a, read));
    const kind = this.#kind(plain, read, [...(s.kind === 'update' ? written.columns : []), ...updated]);
    const dedup = kind === 'read' ? undefined : dedupOf(this, sent.node, sent.env, sent.library);
    const columns = this.identities.written(written.columns);
    const facts: SqlFacts = {
      statement: s,
      dialect: sent.sql.dialect ?? dialectOf(this.binder, sent.library),
      module: read.text.module,
      parameters: read.bound.nodes,
    };
    return [
      {
        kind,
        store: sent.library.library,
        resource: s.table,
        what: plain === 'publish' ? 'notification' : undefined,
        harmless: false,
        columns,
        rest: written.rest,
        where: this.identities.written(
          (s.where ?? []).filter((w) => w.column !== '').map((w) => this.#column(w, read)),
        ),
        conflict: conflictOf(s),
        conflictTarget: s.conflict?.target,
        key: undefined,
        idempotencyKey: undefined,
        given: [],
        ignoredKeys: [],
        anonymous: undefined,
        accumulating: kind === 'relative' ? this.#accumulating(s, written.columns) : undefined,
        sql: facts,
        locks: s.locks,
        measures: s.measures,
        call: {
          node: sent.node,
          method: calledName(this.binder, sent.node, sent.env) ?? '',
          library: sent.library.library,
          dialect: facts.dialect,
          repairs: [],
          identity: dedup || columns.some((c) => c.maker) ? this.identities.inScope(sent.node, sent.env) : undefined,
          dedup,
          together: togetherOf(this, sent.node, sent.env, sent.library),
          outcome: s.returning ? undefined : outcomeOf(sent.library, true),
          duplicateError: kind === 'insert' ? duplicateErrorOf(this.binder, sent.library, true) : undefined,
        },
        receiver: sent.receiver,
        module: sent.env.module,
        node: sent.node,
      },
    ];
  }

  /** The class of a statement, once the values bound to it are known. */
  #kind(plain: SqlEffectKind & Described['kind'], read: Read, columns: readonly Column[]): Described['kind'] {
    if (plain === 'relative') return this.#onlyMerges(read) ? 'absolute' : plain;
    if (plain === 'conditional') return this.#comparesAnew(read, columns) ? 'relative' : plain;
    if (plain !== 'absolute' && plain !== 'upsert') return plain;
    return accumulatingColumn(this.binder, this.provenance, columns, []) === undefined ? plain : 'relative';
  }

  /**
   * Compare and set: does something accumulate, and is all that is compared with what is set read from the store before? That
   * keeps out who writes meanwhile, but the next delivery reads the new value.
   */
  #comparesAnew(read: Read, columns: readonly Column[]): boolean {
    const { kind, where = [], assignments } = read.statement;
    const compared = where.filter((w) => assignments.some((a) => a.column === w.column));
    if (kind !== 'update' || compared.length === 0) return false;
    if (!compared.every((w) => w.operator === '=' && this.#isReadBefore(w.value, read))) return false;
    const counting = columns.filter((c) => !isVersion(c.name));
    return (
      assignments.some((a) => accumulates(a) && !isVersion(a.column)) ||
      accumulatingColumn(this.binder, this.provenance, counting, []) !== undefined
    );
  }

  /** Is it a value that the code read from the store, rather than a column of the statement's own tables? */
  #isReadBefore(value: SqlValue, read: Read): boolean {
    return value.kind !== 'column' && this.#valueProvenance(value, read) === 'state';
  }

  /** `data = data || $1` where the value is an object: it sets the same properties again. */
  #onlyMerges(read: Read): boolean {
    const { statement: s } = read;
    const adding = [...s.assignments, ...(s.conflict?.assignments ?? [])].filter(accumulates);
    return (
      adding.length > 0 &&
      adding.every((a) => {
        const right = a.value.kind === 'other' && a.value.operator === '||' ? a.value.operands[1] : undefined;
        const source = right && this.#source(right, read);
        return source !== undefined && this.#isObject(source);
      })
    );
  }

  #isObject(argument: Argument): boolean {
    const node = argument.kind === 'expression' ? unwrap(argument.node) : undefined;
    if (argument.kind === 'expression' && node?.type === 'CallExpression' && memberName(node) === 'stringify') {
      const [first] = node.arguments;
      return first !== undefined && this.#isObject({ kind: 'expression', node: first, env: argument.env });
    }
    return this.binder.argument(argument).some((v) => v.kind === 'object');
  }

  #accumulating(s: SqlStatement, columns: readonly Column[]): string | undefined {
    const list = s.conflict ? s.conflict.assignments : s.assignments;
    return list.find(accumulates)?.column ?? accumulatingColumn(this.binder, this.provenance, columns, []);
  }

  /** Columns set by an insert or update, those of an expanded object included. */
  #written(read: Read): Columns {
    const { statement: s } = read;
    const assignments = s.kind === 'insert' ? (s.rows[0] ?? []) : s.assignments;
    const named = assignments.filter((a) => a.column !== '').map((a) => this.#column(a, read));
    const expanded = s.expanded ? this.#expanded(s.expanded, read) : undefined;
    const unnamed = assignments.filter((a) => a.column === '');
    const unseen = s.kind === 'insert' && s.rows.length === 0 && !s.expanded;
    return {
      columns: [...named, ...(expanded?.columns ?? [])],
      rest: expanded?.rest ?? (unnamed.length > 0 || unseen ? 'unknown' : undefined),
      loaded: expanded?.loaded ?? false,
    };
  }

  #column(assignment: Pick<SqlAssignment, 'column' | 'value'>, read: Read): Column {
    const source = this.#source(assignment.value, read);
    return {
      name: assignment.column,
      provenance: this.#valueProvenance(assignment.value, read),
      node: source?.node,
      env: source?.env,
      constant: assignment.value.kind === 'literal' ? assignment.value.value : undefined,
      ...(source || !isRenewed(assignment.value) ? {} : { renewed: true }),
    };
  }

  /** Columns of the object that a helper in the text expands: `sql(row)`, the parameter of `SET ?`. */
  #expanded(value: SqlValue, read: Read): Columns {
    const source = this.#source(value, read);
    if (!source) return { columns: [], rest: 'unknown', loaded: false };
    for (const made of this.binder.argument(source)) {
      const part = made.kind === 'library' ? made.draft.find((d) => d.model.effect?.data) : undefined;
      const path = part?.model.effect?.data;
      const at = part && path ? this.binder.at(this.binder.argumentsOf(part.node, part.env), path)[0] : undefined;
      if (at) return this.columns.of(at);
    }
    return this.columns.of(source);
  }

  /** The expression behind a hole or parameter. */
  #source(value: SqlValue, read: Read): Extract<Argument, { kind: 'expression' }> | undefined {
    if (value.kind === 'hole') {
      const hole = read.text.holes[value.index];
      return hole && { kind: 'expression', ...hole };
    }
    if (value.kind !== 'parameter') return undefined;
    const bound = read.bound.at(value);
    return bound?.kind === 'expression' ? bound : undefined;
  }

  #valueProvenance(value: SqlValue, read: Read): Provenance {
    const parts = flatten(value).map((p): Provenance => {
      switch (p.kind) {
        case 'hole': {
          const hole = read.text.holes[p.index];
          return hole ? this.provenance.of(hole.node, hole.env) : 'unknown';
        }
        case 'parameter':
          return read.bound.provenance(p);
        case 'call':
          return freshCall(p.name) ? 'fresh' : 'constant';
        case 'column':
          return freshCall(p.name) ? 'fresh' : 'state';
        case 'excluded':
          return 'message';
        case 'default':
          return 'fresh';
        default:
          return 'constant';
      }
    });
    return mix(parts);
  }
}

/** Does the database make the value itself, each time another? The current date stays for a day. */
function isRenewed(value: SqlValue): boolean {
  return (value.kind === 'call' || value.kind === 'column') && freshCall(value.name) && !/date$/i.test(value.name);
}

function ownDialect(sql: SqlModel, library: LibraryModel): SqlDialect {
  return sql.dialect ?? library.dialect ?? 'unknown';
}

function conflictOf(s: SqlStatement): Described['conflict'] {
  if (!s.conflict) return undefined;
  return s.conflict.action === 'update' || s.conflict.action === 'replace' ? 'update' : 'ignore';
}

/** Name of the called member. */
export function memberName(node: TSESTree.CallExpression): string | undefined {
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
}

/** Does the column only tell how often the row was written? */
function isVersion(column: string): boolean {
  return /(?:^|_)(?:version|revision|rev|lock)(?:_?(?:no|number|id))?$/i.test(column);
}
