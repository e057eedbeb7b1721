/** The effects that executing one call has, read from model rows and SQL text. */
import type { TSESTree } from '@typescript-eslint/types';
import type {
  ArgPath,
  ArgumentCondition,
  EffectKind as ModelKind,
  EffectModel,
  LibraryModel,
} from '../../models/model.js';
import { accumulatingColumn } from './accumulate.js';
import { enclosingFunction, propertyName, unwrap, within } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { type CallTarget, conditionHolds } from '../binding/call.js';
import { describedParts } from '../binding/draft.js';
import { resourceName } from '../binding/type.js';
import type { Column, ColumnReader, Columns } from './columns.js';
import type { CallFacts, Effect, EffectKind, Provenance, Repair, WrittenColumn } from '../effect.js';
import { dialectOf } from './dialect.js';
import { columnNames } from './column-names.js';
import { memberName, SqlEffects } from './sql.js';
import { type Comparison, comparison, comparisonsOf, falsifies } from './filter.js';
import { IdentityReader } from './identity.js';
import { type NestedInsert, nestedInserts } from './nested.js';
import { comparesWritten, undoesFilter } from './precondition.js';
import type { ProvenanceReader } from './provenance.js';
import { sqlText } from './sql-text.js';
import { flushedEntities } from '../timeline/unit-of-work.js';
import { type Argument, type CallNode, type DraftPart, type Env, type LibraryValue, mix } from '../binding/value.js';
import type { Schema } from '../../schema/schema.js';

/** An effect without its place in a timeline. */
export type Described = Omit<
  Effect,
  'type' | 'order' | 'conditions' | 'trace' | 'detached' | 'transaction' | 'loops' | 'recovery' | 'tries' | 'guarded'
> & {
  /** What the call was made on: it tells which transaction the effect takes part in. */
  readonly receiver: LibraryValue | undefined;
};

/** A draft part with its arguments read. */
interface Part {
  readonly effect: EffectModel;
  readonly args: readonly Argument[];
  readonly node: CallNode;
  readonly env: Env;
  readonly receiver: LibraryValue | undefined;
  readonly model: DraftPart['model'];
}

export class EffectReader {
  readonly #sql: SqlEffects;
  readonly #identities: IdentityReader;

  constructor(
    readonly binder: Binder,
    readonly provenance: ProvenanceReader,
    readonly columns: ColumnReader,
    readonly schema: () => Schema,
  ) {
    this.#identities = new IdentityReader(binder);
    this.#sql = new SqlEffects(binder, provenance, columns, this.#identities);
  }

  /** Effects of making the call now; none for calls that only describe. */
  ofCall(target: CallTarget, args: readonly Argument[], node: CallNode, env: Env): readonly Described[] {
    const { row } = target;
    if (row.sql && !row.sql.fragment && !row.lazy) return this.#ofSql(target, row.sql, args, node, env);
    const drafts =
      row.run === undefined ? [] : row.run === true ? [target.receiver?.draft ?? []] : this.#draftsAt(args, row.run);
    if (row.effect && !row.lazy) {
      const own: DraftPart = { node, env, model: row, receiver: target.receiver };
      return this.#describe([...(target.receiver?.draft ?? []), own], target.library);
    }
    const through = this.#clientAt(row.through, args);
    return drafts
      .flatMap((draft) => this.ofDraft(draft))
      .map((e) => (through ? { ...e, receiver: through } : e))
      .map((e) => (Array.isArray(row.run) && isBeside(e, node, env) ? { ...e, node } : e));
  }

  #clientAt(path: ArgPath | undefined, args: readonly Argument[]): LibraryValue | undefined {
    const values = path ? this.binder.at(args, path).flatMap((a) => this.binder.argument(a)) : [];
    return values.find((v): v is LibraryValue => v.kind === 'library');
  }

  /** Does the call begin or end a transaction on its connection? */
  control(target: CallTarget, args: readonly Argument[]): 'begin' | 'commit' | 'rollback' | undefined {
    const form = target.row.transaction?.form;
    if (form === 'begin' || form === 'commit' || form === 'rollback') return form;
    return target.row.sql?.session ? this.#sql.control(target.row.sql, target.library, args) : undefined;
  }

  /** Effects of sending text: the call's own, or that of the prepared statement or description it is given. */
  #ofSql(
    target: CallTarget,
    sql: NonNullable<CallTarget['row']['sql']>,
    args: readonly Argument[],
    node: CallNode,
    env: Env,
  ): readonly Described[] {
    const draft = target.receiver?.draft ?? [];
    const prepared = draft.find((d) => hasText(d));
    const at = { library: target.library, receiver: target.receiver, node, env, draft };
    if (!sql.text && !sql.template && prepared?.model.sql) {
      const text = this.binder.argumentsOf(prepared.node, prepared.env);
      return this.#sql.of({ ...at, sql: prepared.model.sql, args: text, bound: { sql, args } });
    }
    const described = sql.text ? this.#draftsAt(args, sql.text).filter((d) => !d.some((p) => p.model.sql)) : [];
    if (described.length > 0) return described.flatMap((d) => this.ofDraft(d));
    return this.#sql.of({ ...at, sql, args, bound: { sql, args } });
  }

  /** Effects of executing what a chain of calls describes. */
  ofDraft(draft: readonly DraftPart[]): readonly Described[] {
    const text = draft.find(hasText);
    const library = draft.at(-1)?.receiver?.library ?? this.#libraryOf(draft[0]);
    if (!library) return [];
    if (text?.model.sql) {
      const { node, env, receiver, model } = text;
      const args = this.binder.argumentsOf(node, env);
      const sql = text.model.sql;
      return this.#sql.of({ library, receiver, node, env, draft, sql, args, bound: { sql: model.sql ?? sql, args } });
    }
    return this.#describe(draft, library);
  }

  /** What a flush at `node` writes of the function whose activation `env` is; at its end where `node` is not inside. */
  ofFlush(env: Env, node: CallNode): readonly Described[] {
    const isInside = env.fn === undefined || within(node, env.fn);
    return flushedEntities(this.binder, this.columns, env, isInside ? node : undefined).map(
      ({ entity, columns: data, node: at }): Described => {
        const accumulating = accumulatingColumn(this.binder, this.provenance, data.columns, []);
        return {
          kind: this.#decideSave(data, accumulating, entity.resource),
          store: entity.library.library,
          resource: entity.resource,
          what: undefined,
          harmless: false,
          columns: this.#identities.written(data.columns),
          rest: data.rest,
          where: [],
          conflict: undefined,
          conflictTarget: undefined,
          key: undefined,
          idempotencyKey: undefined,
          given: [],
          accumulating,
          sql: undefined,
          call: {
            node,
            method: node.type === 'CallExpression' ? (memberName(node) ?? '') : '',
            library: entity.library.library,
            repairs: [],
            identity: undefined,
          },
          receiver: undefined,
          module: env.module,
          node: isInside ? node : at,
        };
      },
    );
  }

  #libraryOf(part: DraftPart | undefined): LibraryModel | undefined {
    if (!part) return undefined;
    const made = this.binder.evaluate(part.node, part.env).find((v): v is LibraryValue => v.kind === 'library');
    return made?.library;
  }

  #draftsAt(args: readonly Argument[], path: ArgPath): readonly (readonly DraftPart[])[] {
    return this.binder
      .at(args, path)
      .flatMap((a) =>
        this.binder.argument(a).flatMap((v) => (v.kind === 'library' && v.draft.length > 0 ? [v.draft] : [])),
      );
  }

  #describe(draft: readonly DraftPart[], library: LibraryModel): readonly Described[] {
    const parts: Part[] = describedParts(this.binder, draft).flatMap((d) =>
      d.model.effect
        ? [
            {
              effect: d.model.effect,
              args: this.binder.argumentsOf(d.node, d.env),
              node: d.node,
              env: d.env,
              receiver: d.receiver,
              model: d.model,
            },
          ]
        : [],
    );
    const main =
      parts.findLast((p) => p.effect.kind !== undefined && p.effect.kind !== 'read') ??
      parts.findLast((p) => p.effect.kind !== undefined);
    if (!main?.effect.kind) return [];
    const one = this.#one(parts, main, main.effect.kind, library);
    return [one, ...this.#nested(parts, main, one)];
  }

  /** Children that an update inserts each time; those of an insert come and go with it. */
  #nested(parts: readonly Part[], main: Part, one: Described): readonly Described[] {
    const { kind } = main.effect;
    if (kind === 'insert') return [];
    const found = parts.flatMap((part) =>
      [kind === 'upsert' ? undefined : part.effect.data, part.effect.updateData].flatMap((path) =>
        path ? this.binder.at(part.args, path).flatMap((a) => nestedInserts(this.binder, a, part.effect)) : [],
      ),
    );
    return found.map((child) => this.#child(child, one));
  }

  #child(child: NestedInsert, parent: Described): Described {
    const { columns, rest } = this.columns.of(child.rows);
    const isStable = parent.where.length > 0 && parent.where.every((w) => w.provenance !== 'fresh');
    const own = this.schema().related(parent.resource, child.relation);
    const linked = (own?.columns ?? []).map((name): WrittenColumn => ({
      name,
      provenance: isStable ? 'message' : 'fresh',
      node: undefined,
    }));
    return {
      ...parent,
      kind: 'insert',
      resource: own?.table ?? child.relation ?? parent.resource,
      columns: [...linked, ...this.#identities.written(columns)],
      rest,
      where: [],
      conflict: undefined,
      conflictTarget: undefined,
      key: undefined,
      accumulating: undefined,
      module: child.env.module,
      node: child.node,
    };
  }

  #one(parts: readonly Part[], main: Part, kind: ModelKind, library: LibraryModel): Described {
    const data = this.#assigned(parts, this.#withFieldsUnder(parts, this.#columnsAt(parts, dataOf)));
    const update = this.#columnsAt(parts, (e) => e.updateData);
    const where = this.#columnsAt(parts, (e) => e.where);
    const tests = this.#comparisons(parts);
    const resource = this.#resource(parts, main);
    const accumulating = this.#accumulating(parts, [...data.columns, ...update.columns], library);
    const conflict = this.#conflict(parts);
    const key =
      this.#provenanceAt(parts, (e) => (e.key ? [e.key] : [])) ??
      (main.receiver?.provenance === 'fresh' ? 'fresh' : undefined);
    const method = this.#method(main);
    const facts = { parts, main, data, where, tests, resource, accumulating, conflict, key, method };
    return {
      kind: this.#decide(kind, facts),
      store: library.library,
      resource,
      what: main.effect.what,
      harmless: main.effect.harmless ?? false,
      columns: this.#identities.written(
        data.columns.length > 0 || data.rest !== undefined ? data.columns : update.columns,
      ),
      rest: data.rest,
      where: [...this.#identities.written(where.columns), ...tests.map((t) => this.#compared(t))],
      conflict,
      conflictTarget: this.#conflictTarget(parts),
      key,
      idempotencyKey: this.#provenanceAt(parts, (e) => e.idempotencyKey ?? []),
      given: this.#identities.written([
        ...this.#givenAt(parts, 'key', (e) => (e.key ? [e.key] : [])),
        ...this.#givenAt(parts, 'idempotencyKey', (e) => e.idempotencyKey ?? []),
      ]),
      accumulating,
      sql: undefined,
      locks: parts.some((p) => isLocking(this.binder, p)),
      call: this.#callFacts(parts, main, library),
      receiver: this.#clientOf(parts) ?? main.receiver,
      module: main.env.module,
      node: main.node,
    };
  }

  #clientOf(parts: readonly Part[]): LibraryValue | undefined {
    return parts.map((p) => this.#clientAt(p.model.through, p.args)).find((c) => c !== undefined);
  }

  #callFacts(parts: readonly Part[], main: Part, library: LibraryModel): CallFacts {
    const repairs = parts.flatMap((p) => this.#repairs(p, library));
    const isKeyed =
      repairs.some((r) => r.model.does === 'key') || parts.some((p) => p.effect.key ?? p.effect.idempotencyKey);
    return {
      node: main.node,
      method: main.node.type === 'CallExpression' ? (memberName(main.node) ?? '') : '',
      library: library.library,
      repairs,
      identity: isKeyed ? this.#identities.inScope(main.node, main.env) : undefined,
      failure: parts.map((p) => p.model.failure).find((f) => f !== undefined),
    };
  }

  /** Repairs that hold for the call as it is written; none where the result goes to a callback. */
  #repairs({ effect, model, node, args, receiver }: Part, library: LibraryModel): readonly Repair[] {
    const holds = (when: ArgumentCondition | undefined): boolean => conditionHolds(this.binder, when, args, receiver);
    if ((model.callbacks ?? []).some((c) => c.continuation && holds({ isFunction: c.at }))) return [];
    return (effect.repairs ?? [])
      .filter((r) => holds(r.when))
      .map((r) => ({ model: r, node, data: effect.data, dialect: dialectOf(this.binder, library) }));
  }

  #columnsAt(parts: readonly Part[], path: (effect: EffectModel) => ArgPath | undefined): Columns {
    const found: Columns[] = [];
    for (const part of parts) {
      const at = path(part.effect);
      const receiver = part.effect.ofReceiver && path === dataOf ? receiverOf(part) : undefined;
      if (receiver) found.push(this.columns.of(receiver));
      if (at) found.push(...this.binder.at(part.args, at).map((a) => this.columns.of(a)));
    }
    return {
      columns: found.flatMap((f) => f.columns),
      rest: found.map((f) => f.rest).find((r) => r !== undefined),
      loaded: found.some((f) => f.loaded),
    };
  }

  /** Columns that stand under an operator of the store (`$set: { status }`) as columns of their own. */
  #withFieldsUnder(parts: readonly Part[], data: Columns): Columns {
    const operators = parts.flatMap((p) => p.effect.fieldsUnder ?? []);
    const inner = data.columns.flatMap((c): readonly Column[] => {
      if (!operators.includes(c.name) || !c.node || !c.env) return [];
      return this.columns.of({ kind: 'expression', node: c.node, env: c.env }).columns;
    });
    if (inner.length === 0) return data;
    return { ...data, columns: [...data.columns.filter((c) => !operators.includes(c.name)), ...inner] };
  }

  /** Columns set one by one. */
  #assigned(parts: readonly Part[], data: Columns): Columns {
    const columns = parts.flatMap((part): readonly Column[] => {
      const { assigns } = part.effect;
      const value = assigns && this.binder.at(part.args, assigns.value)[0];
      if (!assigns || !value) return [];
      const names = this.binder.at(part.args, assigns.column).flatMap((a) => columnNames(this.binder, a));
      const at =
        value.kind === 'expression' ? { node: value.node, env: value.env } : { node: undefined, env: undefined };
      return names.map((name) => ({ name, provenance: this.provenance.ofArgument(value), ...at }));
    });
    return columns.length > 0 ? { ...data, columns: [...data.columns, ...columns] } : data;
  }

  #comparisons(parts: readonly Part[]): readonly Comparison[] {
    return parts.flatMap((part) => {
      const { where, compares } = part.effect;
      const whole = where ? this.binder.at(part.args, where) : [];
      return [
        ...whole.flatMap((a) => comparisonsOf(this.binder, a)),
        ...(compares ? comparison(this.binder, compares, part.args) : []),
      ];
    });
  }

  #compared({ column, value }: Comparison): WrittenColumn {
    return {
      name: column,
      provenance: value ? this.provenance.ofArgument(value) : 'constant',
      node: value?.kind === 'expression' ? value.node : undefined,
      constant: value?.kind === 'expression' ? this.binder.constant(value.node, value.env) : undefined,
    };
  }

  #provenanceAt(parts: readonly Part[], paths: (effect: EffectModel) => readonly ArgPath[]): Provenance | undefined {
    const found = this.#argumentsAt(parts, paths).map((a) => this.provenance.ofArgument(a));
    return found.length > 0 ? mix(found) : undefined;
  }

  #givenAt(
    parts: readonly Part[],
    name: 'key' | 'idempotencyKey',
    paths: (effect: EffectModel) => readonly ArgPath[],
  ): readonly Column[] {
    return this.#argumentsAt(parts, paths).map((a) => ({
      name,
      provenance: this.provenance.ofArgument(a),
      node: a.kind === 'expression' ? a.node : undefined,
      env: a.kind === 'expression' ? a.env : undefined,
    }));
  }

  #argumentsAt(parts: readonly Part[], paths: (effect: EffectModel) => readonly ArgPath[]): readonly Argument[] {
    return parts.flatMap((part) =>
      paths(part.effect).flatMap((path) => {
        const at = this.binder.at(part.args, path);
        return at.length > 0 ? at : this.#header(part, path);
      }),
    );
  }

  /** A header's name counts whatever its case. */
  #header(part: Part, path: ArgPath): readonly Argument[] {
    const name = path.at(-1);
    if (typeof name !== 'string' || path.length < 2) return [];
    const holders = this.binder.at(part.args, path.slice(0, -1) as unknown as ArgPath);
    return holders.flatMap((h) =>
      this.binder.argument(h).flatMap((v) => {
        if (v.kind !== 'object') return [];
        const p = v.node.properties.find(
          (q): q is TSESTree.Property => q.type === 'Property' && propertyName(q)?.toLowerCase() === name.toLowerCase(),
        );
        return p ? [this.binder.propertyValueArgument(v, p)] : [];
      }),
    );
  }

  /** `orders as o` names orders. */
  #resource(parts: readonly Part[], main: Part): string | undefined {
    return this.#named(parts, main)?.replace(/\s+as\s+[\w"]+$/i, '');
  }

  #named(parts: readonly Part[], main: Part): string | undefined {
    for (const part of [main, ...parts]) {
      if (!part.effect.resource) continue;
      const named = resourceName(this.binder, this.binder.at(part.args, part.effect.resource)[0]);
      if (named !== undefined) return named;
    }
    const receiver =
      main.receiver?.resource ?? parts.find((p) => p.receiver?.resource !== undefined)?.receiver?.resource;
    if (receiver !== undefined) return receiver;
    const made = this.binder.evaluate(main.node, main.env).find((v): v is LibraryValue => v.kind === 'library');
    return made?.resource;
  }

  #accumulating(parts: readonly Part[], columns: readonly Column[], store: LibraryModel): string | undefined {
    const operators = parts.flatMap((p) => p.effect.accumulates ?? []);
    return accumulatingColumn(this.binder, this.provenance, columns, operators, store);
  }

  #conflict(parts: readonly Part[]): Described['conflict'] {
    for (const part of parts.toReversed()) {
      const { conflict, conflictWhen } = part.effect;
      if (conflict === undefined || conflict === 'error') continue;
      if (!conflictWhen) return conflict;
      const given = this.binder.at(part.args, conflictWhen);
      if (
        given.length > 0 &&
        !given.every((g) => this.binder.argument(g).some((v) => v.kind === 'constant' && v.value === false))
      )
        return conflict;
    }
    return undefined;
  }

  #conflictTarget(parts: readonly Part[]): readonly string[] | undefined {
    for (const part of parts) {
      if (!part.effect.conflictTarget) continue;
      const names = this.binder.at(part.args, part.effect.conflictTarget).flatMap((a) => columnNames(this.binder, a));
      if (names.length > 0) return names;
    }
    return undefined;
  }

  #method(main: Part): string | undefined {
    if (!main.effect.method) return main.effect.methodDefault;
    const at = this.binder.at(main.args, main.effect.method)[0];
    const value = at?.kind === 'expression' ? this.binder.constant(at.node, at.env) : undefined;
    if (typeof value === 'string') return value;
    return at ? 'unknown' : main.effect.methodDefault;
  }

  /** The class of a write, once everything about it is known. */
  #decide(
    kind: ModelKind,
    facts: {
      parts: readonly Part[];
      main: Part;
      data: Columns;
      where: Columns;
      tests: readonly Comparison[];
      resource: string | undefined;
      accumulating: string | undefined;
      conflict: Described['conflict'];
      key: Provenance | undefined;
      method: string | undefined;
    },
  ): EffectKind {
    const { parts, data, accumulating, conflict, key, method } = facts;
    if (kind === 'external' && method !== undefined) {
      if (/^(?:get|head|options|unknown)$/i.test(method)) return 'read';
      if (/^(?:put|delete)$/i.test(method)) return 'absolute';
    }
    const conditional = parts.some((p) => p.effect.condition && this.binder.at(p.args, p.effect.condition).length > 0);
    const expression = this.#expression(parts);
    if (conditional || this.#undoesFilter(kind, facts)) return 'conditional';
    if (expression === 'relative') return 'relative';
    if (kind === 'save') return this.#decideSave(data, accumulating, facts.resource);
    if (kind === 'insert')
      return conflict === 'ignore'
        ? 'claim'
        : conflict === 'update'
          ? accumulating === undefined
            ? 'upsert'
            : 'relative'
          : conflict === 'accumulate'
            ? 'relative'
            : 'insert';
    if ((kind === 'absolute' || kind === 'upsert') && accumulating !== undefined) return 'relative';
    if (kind === 'absolute' && key === 'fresh') return 'insert';
    return kind;
  }

  /** Does what the write sets make its own filter false? */
  #undoesFilter(
    kind: ModelKind,
    {
      parts,
      data,
      where,
      tests,
    }: { parts: readonly Part[]; data: Columns; where: Columns; tests: readonly Comparison[] },
  ): boolean {
    if (kind !== 'absolute' && kind !== 'relative') return false;
    const operators = parts.flatMap((p) => p.effect.accumulates ?? []);
    const counts = (c: Column): boolean =>
      accumulatingColumn(this.binder, this.provenance, [c], operators) !== undefined;
    const texts = parts.flatMap((p) => (p.effect.whereText ? this.binder.at(p.args, p.effect.whereText) : []));
    return (
      undoesFilter(this.binder, where.columns, data.columns, counts) ||
      data.columns.some((c) => tests.some((t) => falsifies(this.binder, c, counts(c), t))) ||
      texts.some((t) => comparesWritten(textOf(this.binder, t), data.columns))
    );
  }

  /** `save(entity)`: an update where the entity was loaded or carries its key, else an insert; one we know nothing of may have been loaded. */
  #decideSave(data: Columns, accumulating: string | undefined, resource: string | undefined): EffectKind {
    if (data.loaded) return accumulating === undefined ? 'absolute' : 'relative';
    const keys = this.#primaryColumns(resource);
    const set = (name: string) => data.columns.find((c) => c.name === name);
    if (keys.length > 0 && keys.every((k) => ['message', 'state', 'constant'].includes(set(k)?.provenance ?? '')))
      return 'upsert';
    return data.rest === 'unknown' ? 'absolute' : 'insert';
  }

  #primaryColumns(resource: string | undefined): readonly string[] {
    const table = resource === undefined ? undefined : this.schema().find(resource);
    return table?.keys.find((k) => k.kind === 'primary')?.columns ?? ['id'];
  }

  #expression(parts: readonly Part[]): 'relative' | undefined {
    for (const part of parts) {
      if (!part.effect.expression) continue;
      for (const at of this.binder.at(part.args, part.effect.expression)) {
        if (updateExpressionAccumulates(textOf(this.binder, at))) return 'relative';
      }
    }
    return undefined;
  }
}

/** Does the part of a read lock what is read? */
function isLocking(binder: Binder, { effect: { locks }, args }: Part): boolean {
  return locks === true || (locks !== undefined && binder.at(args, locks).length > 0);
}

const dataOf = (effect: EffectModel): ArgPath | undefined => effect.data;

/** The object a method is called on. */
function receiverOf(part: Part): Argument | undefined {
  const callee = part.node.type === 'CallExpression' ? unwrap(part.node.callee) : undefined;
  return callee?.type === 'MemberExpression' ? { kind: 'expression', node: callee.object, env: part.env } : undefined;
}

/** The SQL an argument stands for, with `?` for what is interpolated. */
function textOf(binder: Binder, argument: Argument): string {
  return (
    sqlText(binder, argument)
      ?.parts.map((p) => (p.kind === 'text' ? p.text : '?'))
      .join('') ?? ''
  );
}

/** Is what the call sends described in the same function, but not in the call itself? It happens where it is sent. */
function isBeside(effect: Described, node: CallNode, env: Env): boolean {
  const isSameFunction = effect.module === env.module && enclosingFunction(effect.node) === enclosingFunction(node);
  return isSameFunction && !within(effect.node, node);
}

/** Does the part hold a text to send? */
function hasText(part: DraftPart): boolean {
  return part.model.sql?.text !== undefined || part.model.sql?.template === true;
}

/** DynamoDB update expressions: `ADD n :i`, `SET n = n + :i`, `list_append` (`catalog/writes.md`, 4.3). */
function updateExpressionAccumulates(text: string): boolean {
  return (
    /\bADD\s+[#\w]/i.test(text) ||
    /list_append\s*\(/i.test(text) ||
    /([#\w.]+)\s*=\s*(?:if_not_exists\s*\(\s*\1[^)]*\)|\1)\s*[-+]/i.test(text)
  );
}
