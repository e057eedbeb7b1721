/** The effects that executing one call has, read from model rows and SQL text. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ArgPath, EffectKind as ModelKind, EffectModel, LibraryModel } from '../models/model.js';
import {
  classifySql,
  flatten,
  freshCall,
  type SqlAssignment,
  type SqlDialect,
  type SqlStatement,
  type SqlValue,
} from '../sql/statement.js';
import { readSql } from '../sql/read.js';
import { accumulatingColumn } from './accumulate.js';
import { propertyName, unwrap, within } from './ast.js';
import type { Binder } from './bind.js';
import type { CallTarget } from './bind-call.js';
import { resourceName } from './bind-type.js';
import type { Column, ColumnReader, Columns } from './columns.js';
import type { CallFacts, Effect, EffectKind, Provenance, SqlFacts, WrittenColumn } from './effect.js';
import { type NestedInsert, nestedInserts } from './nested.js';
import { comparesWritten, undoesFilter } from './precondition.js';
import type { ProvenanceReader } from './provenance.js';
import { type SqlText, sqlText } from './sql-text.js';
import { flushedEntities } from './unit-of-work.js';
import { type Argument, type CallNode, type DraftPart, type Env, type LibraryValue, mix } from './value.js';
import type { Schema } from '../schema/schema.js';

/** An effect without its place in a timeline. */
export type Described = Omit<
  Effect,
  'type' | 'order' | 'conditions' | 'trace' | 'detached' | 'transaction' | 'loops' | 'recovery' | 'tries' | 'guarded'
>;

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
  constructor(
    readonly binder: Binder,
    readonly provenance: ProvenanceReader,
    readonly columns: ColumnReader,
    readonly schema: () => Schema,
  ) {}

  /** Effects of making the call now; none for calls that only describe. */
  ofCall(target: CallTarget, args: readonly Argument[], node: CallNode, env: Env): readonly Described[] {
    const { row } = target;
    if (row.sql && !row.sql.fragment && !row.lazy) return this.#ofSql(target, args, node, env);
    const drafts =
      row.run === undefined ? [] : row.run === true ? [target.receiver?.draft ?? []] : this.#draftsAt(args, row.run);
    if (row.effect && !row.lazy) {
      const own: DraftPart = { node, env, model: row, receiver: target.receiver };
      return this.#describe([...(target.receiver?.draft ?? []), own], target.library);
    }
    return drafts.flatMap((draft) => this.ofDraft(draft));
  }

  /** Effects of executing what a chain of calls describes. */
  ofDraft(draft: readonly DraftPart[]): readonly Described[] {
    const sql = draft.find((d) => d.model.sql && !d.model.sql.fragment);
    const library = draft.at(-1)?.receiver?.library ?? this.#libraryOf(draft[0]);
    if (!library) return [];
    if (sql)
      return this.#ofSql(
        { row: sql.model, library, receiver: sql.receiver, name: '' },
        this.binder.argumentsOf(sql.node, sql.env),
        sql.node,
        sql.env,
      );
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
          columns: plain(data.columns),
          rest: data.rest,
          where: [],
          conflict: undefined,
          conflictTarget: undefined,
          key: undefined,
          idempotencyKey: undefined,
          accumulating,
          sql: undefined,
          call: {
            node,
            data: undefined,
            method: memberName(node) ?? '',
            chain: [],
            library: entity.library.library,
            type: entity.type,
          },
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
    const parts: Part[] = draft.flatMap((d) =>
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
      columns: [...linked, ...plain(columns)],
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
    const data = this.#columnsAt(parts, dataOf);
    const update = this.#columnsAt(parts, (e) => e.updateData);
    const where = this.#columnsAt(parts, (e) => e.where);
    const resource = this.#resource(parts, main);
    const accumulating = this.#accumulating(parts, data.columns, update.columns);
    const conflict = this.#conflict(parts);
    const key = this.#provenanceAt(parts, (e) => (e.key ? [e.key] : []));
    const method = this.#method(main);
    const facts = { parts, main, data, where, resource, accumulating, conflict, key, method };
    return {
      kind: this.#decide(kind, facts),
      store: library.library,
      resource,
      what: main.effect.what,
      harmless: main.effect.harmless ?? false,
      columns: plain(data.columns.length > 0 || data.rest !== undefined ? data.columns : update.columns),
      rest: data.rest,
      where: plain(where.columns),
      conflict,
      conflictTarget: this.#conflictTarget(parts),
      key,
      idempotencyKey: this.#provenanceAt(parts, (e) => e.idempotencyKey ?? []),
      accumulating,
      sql: undefined,
      call: this.#callFacts(parts, main, library),
      module: main.env.module,
      node: main.node,
    };
  }

  #callFacts(parts: readonly Part[], main: Part, library: LibraryModel): CallFacts {
    const data = main.effect.data ? this.binder.at(main.args, main.effect.data)[0] : undefined;
    return {
      node: main.node,
      data: data?.kind === 'expression' ? data.node : undefined,
      method: memberName(main.node) ?? '',
      chain: parts.flatMap((p) => (p.node.type === 'CallExpression' ? [p.node] : [])),
      library: library.library,
      type: main.receiver?.type,
    };
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

  #provenanceAt(parts: readonly Part[], paths: (effect: EffectModel) => readonly ArgPath[]): Provenance | undefined {
    const found: Provenance[] = [];
    for (const part of parts) {
      for (const path of paths(part.effect)) {
        const at = this.binder.at(part.args, path);
        const named = at.length > 0 ? at : this.#header(part, path);
        found.push(...named.map((a) => this.provenance.ofArgument(a)));
      }
    }
    return found.length > 0 ? mix(found) : undefined;
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

  #resource(parts: readonly Part[], main: Part): string | undefined {
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

  #accumulating(parts: readonly Part[], data: readonly Column[], update: readonly Column[]): string | undefined {
    const operators = parts.flatMap((p) => p.effect.accumulates ?? []);
    return accumulatingColumn(this.binder, this.provenance, [...data, ...update], operators);
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

  #undoesFilter(
    kind: ModelKind,
    { parts, data, where }: { parts: readonly Part[]; data: Columns; where: Columns },
  ): boolean {
    if (kind !== 'absolute' && kind !== 'relative') return false;
    const operators = parts.flatMap((p) => p.effect.accumulates ?? []);
    const counts = (c: Column): boolean =>
      accumulatingColumn(this.binder, this.provenance, [c], operators) !== undefined;
    const texts = parts.flatMap((p) => (p.effect.whereText ? this.binder.at(p.args, p.effect.whereText) : []));
    return (
      undoesFilter(this.binder, where.columns, data.columns, counts) ||
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

  #ofSql(target: CallTarget, args: readonly Argument[], node: CallNode, env: Env): readonly Described[] {
    const sql = target.row.sql;
    if (!sql) return [];
    const first = sql.template ? args[0] : sql.text ? this.binder.at(args, sql.text)[0] : undefined;
    const text = first && sqlText(this.binder, first);
    if (!text) return [];
    const dialect = (sql.dialect ?? target.library.dialect ?? 'unknown') as SqlDialect;
    const statements = readSql(text.parts, dialect);
    if (!statements) return [];
    const parameters = this.#parameters(target, args, env);
    const all = statements.flatMap((s) => [...s.nested, s]);
    return all.flatMap((s) => this.#ofStatement(s, text, parameters, target, node, env));
  }

  /** Expressions of bound values: by position, or by name. */
  #parameters(
    target: CallTarget,
    args: readonly Argument[],
    env: Env,
  ): { list: readonly Argument[]; named: readonly Column[] } {
    const sql = target.row.sql;
    if (sql?.parametersFrom !== undefined) return { list: args.slice(sql.parametersFrom), named: [] };
    const at = sql?.parameters ? this.binder.at(args, sql.parameters)[0] : undefined;
    if (!at) return { list: [], named: [] };
    const list = this.binder.argument(at).find((v) => v.kind === 'array')?.elements ?? [];
    env;
    return { list, named: list.length > 0 ? [] : this.columns.of(at).columns };
  }

  #ofStatement(
    s: SqlStatement,
    text: SqlText,
    parameters: { list: readonly Argument[]; named: readonly Column[] },
    target: CallTarget,
    node: CallNode,
    env: Env,
  ): readonly Described[] {
    const kind = classifySql(s);
    if (kind === 'none') return [];
    const value = (v: SqlValue): Provenance => this.#sqlProvenance(v, text, parameters);
    const assignments = s.kind === 'insert' ? (s.rows[0] ?? []) : s.assignments;
    const column = (a: SqlAssignment): WrittenColumn => ({
      name: a.column,
      provenance: value(a.value),
      node: this.#sqlNode(a.value, text, parameters),
    });
    const facts: SqlFacts = {
      statement: s,
      parameters: parameters.list.map((p) => (p.kind === 'expression' ? p.node : undefined)),
    };
    return [
      {
        kind,
        store: target.library.library,
        resource: s.table,
        what: undefined,
        harmless: false,
        columns: assignments.filter((a) => a.column !== '').map(column),
        rest: s.holes || s.fromSelect || assignments.some((a) => a.column === '') ? 'unknown' : undefined,
        where: (s.where ?? [])
          .filter((w) => w.column !== '')
          .map((w) => ({ name: w.column, provenance: value(w.value), node: this.#sqlNode(w.value, text, parameters) })),
        conflict: s.conflict
          ? s.conflict.action === 'update'
            ? 'update'
            : s.conflict.action === 'replace'
              ? 'update'
              : 'ignore'
          : undefined,
        conflictTarget: s.conflict?.target,
        key: undefined,
        idempotencyKey: undefined,
        accumulating: kind === 'relative' ? accumulatingSql(s) : undefined,
        sql: facts,
        call: {
          node,
          data: undefined,
          method: memberName(node) ?? '',
          chain: [],
          library: target.library.library,
          type: target.receiver?.type,
        },
        module: env.module,
        node,
      },
    ];
  }

  #sqlProvenance(
    v: SqlValue,
    text: SqlText,
    parameters: { list: readonly Argument[]; named: readonly Column[] },
  ): Provenance {
    if (v.kind === 'call' && freshCall(v.name)) return 'fresh';
    const parts = flatten(v).map((p): Provenance => {
      switch (p.kind) {
        case 'hole': {
          const hole = text.holes[p.index];
          return hole ? this.provenance.of(hole.node, hole.env) : 'unknown';
        }
        case 'parameter': {
          const bound = p.position === undefined ? undefined : parameters.list[p.position];
          if (bound) return this.provenance.ofArgument(bound);
          return parameters.named.find((n) => n.name === p.name)?.provenance ?? 'unknown';
        }
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

  #sqlNode(v: SqlValue, text: SqlText, parameters: { list: readonly Argument[] }): TSESTree.Node | undefined {
    if (v.kind === 'hole') return text.holes[v.index]?.node;
    const bound = v.kind === 'parameter' && v.position !== undefined ? parameters.list[v.position] : undefined;
    return bound?.kind === 'expression' ? bound.node : undefined;
  }
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

function plain(columns: readonly Column[]): readonly WrittenColumn[] {
  return columns.map((c) => ({ name: c.name, provenance: c.provenance, node: c.node }));
}

/** Name of the called member. */
export function memberName(node: CallNode): string | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
}

/** Column names given as strings, arrays of strings, `table.column`, or the keys of an object. */
function columnNames(binder: Binder, argument: Argument): readonly string[] {
  if (argument.kind === 'expression') {
    const node = unwrap(argument.node);
    if (node.type === 'MemberExpression') {
      const name = propertyName(node);
      if (name !== undefined && binder.argument(argument).every((v) => v.kind !== 'constant')) return [name];
    }
    if (node.type === 'ArrayExpression') {
      return node.elements.flatMap((e) =>
        e && e.type !== 'SpreadElement' ? columnNames(binder, { kind: 'expression', node: e, env: argument.env }) : [],
      );
    }
    if (node.type === 'ObjectExpression')
      return node.properties.flatMap((p) => (p.type === 'Property' ? (propertyName(p) ?? []) : []));
  }
  return binder.argument(argument).flatMap((v): readonly string[] => {
    if (v.kind === 'constant' && typeof v.value === 'string') return v.value.split(',').map((s) => s.trim());
    if (v.kind === 'array') return v.elements.flatMap((e) => columnNames(binder, e));
    if (v.kind === 'object')
      return v.node.properties.flatMap((p) => (p.type === 'Property' ? (propertyName(p) ?? []) : []));
    return [];
  });
}

/** DynamoDB update expressions: `ADD n :i`, `SET n = n + :i`, `list_append` (`catalog/writes.md`, 4.3). */
function updateExpressionAccumulates(text: string): boolean {
  return (
    /\bADD\s+[#\w]/i.test(text) ||
    /list_append\s*\(/i.test(text) ||
    /([#\w.]+)\s*=\s*(?:if_not_exists\s*\(\s*\1[^)]*\)|\1)\s*[-+]/i.test(text)
  );
}

function accumulatingSql(s: SqlStatement): string | undefined {
  const list = s.conflict ? s.conflict.assignments : s.assignments;
  return list.find((a) => flatten(a.value).some((v) => v.kind === 'column' && v.name === a.column))?.column;
}
