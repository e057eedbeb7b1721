/** The effects that executing one call has, read from model rows and SQL text. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ArgPath, LibraryModel } from '../../models/model.js';
import type { Schema } from '../../schema/schema.js';
import { enclosingFunction, unwrap, within } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { CallTarget } from '../binding/call-target.js';
import type { Argument, CallNode, DraftPart, Env, LibraryValue } from '../binding/value.js';
import type { ColumnReader } from './columns.js';
import type { Described } from './described.js';
import { describedEffects } from './described-write.js';
import { flushEffects } from './flush.js';
import { IdentityReader } from './identity.js';
import { partsInPlace, partsOfVariable } from './in-place.js';
import { clientAt, partsOf } from './parts.js';
import type { ProvenanceReader } from './provenance.js';
import type { Readers } from './readers.js';
import { SqlEffects } from './sql.js';

export class EffectReader implements Readers {
  readonly identities: IdentityReader;
  readonly #sql: SqlEffects;

  constructor(
    readonly binder: Binder,
    readonly provenance: ProvenanceReader,
    readonly columns: ColumnReader,
    readonly schema: () => Schema,
  ) {
    this.identities = new IdentityReader(binder);
    this.#sql = new SqlEffects(binder, provenance, columns, this.identities, schema);
  }

  /** Effects of making the call now; none for calls that only describe. */
  ofCall(target: CallTarget, args: readonly Argument[], node: CallNode, env: Env): readonly Described[] {
    const { row } = target;
    const draft = [...partsInPlace(this.binder, node, env), ...(target.receiver?.draft ?? [])];
    if (row.sql && !row.sql.fragment && !row.lazy) return this.#ofSql(target, row.sql, args, { node, env, draft });
    const drafts = row.run === undefined ? [] : row.run === true ? [draft] : this.#draftsAt(args, row.run);
    if (row.effect && !row.lazy) {
      const own: DraftPart = { node, env, model: row, receiver: target.receiver };
      return this.#describe([...draft, own], libraryOf(target));
    }
    const through = clientAt(this.binder, row.through, args);
    return drafts
      .flatMap((draft) => this.ofDraft(draft))
      .map((e) => (through ? { ...e, receiver: through } : e))
      .map((e) => (Array.isArray(row.run) && isBeside(e, node, env) ? { ...e, node } : e));
  }

  /** Does the call begin or end a transaction on its connection? */
  control(target: CallTarget, args: readonly Argument[]): 'begin' | 'commit' | 'rollback' | undefined {
    const form = target.row.transaction?.form;
    if (form === 'begin' || form === 'commit' || form === 'rollback') return form;
    return target.row.sql?.session ? this.#sql.control(target.row.sql, target.library, args) : undefined;
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

  /** What a flush at `node` writes of the function whose activation `env` is, less what is `written`; at its end where `node` is not inside. */
  ofFlush(env: Env, node: CallNode, written: Set<TSESTree.Node>): readonly Described[] {
    return flushEffects(this, env, node, written);
  }

  /** Effects of sending text: the call's own, or that of the prepared statement or description it is given. */
  #ofSql(
    target: CallTarget,
    sql: NonNullable<CallTarget['row']['sql']>,
    args: readonly Argument[],
    { node, env, draft }: { readonly node: CallNode; readonly env: Env; readonly draft: readonly DraftPart[] },
  ): readonly Described[] {
    const prepared = draft.find((d) => hasText(d));
    const at = { library: libraryOf(target), receiver: target.receiver, node, env, draft };
    if (!sql.text && !sql.template && prepared?.model.sql) {
      const text = this.binder.argumentsOf(prepared.node, prepared.env);
      return this.#sql.of({ ...at, sql: prepared.model.sql, args: text, bound: { sql, args } });
    }
    const statement =
      sql.text &&
      this.#draftsAt(args, sql.text)
        .flat()
        .find((d) => hasText(d) && !d.model.sql?.fragment);
    if (statement?.model.sql) {
      const given = { sql: statement.model.sql, args: this.binder.argumentsOf(statement.node, statement.env) };
      return this.#sql.of({ ...at, ...given, bound: given });
    }
    const described = sql.text ? this.#draftsAt(args, sql.text).filter((d) => !d.some((p) => p.model.sql)) : [];
    if (described.length > 0) return described.flatMap((d) => this.ofDraft(d));
    return this.#sql.of({ ...at, sql, args, bound: { sql, args } });
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
        this.binder
          .argument(a)
          .flatMap((v) => (v.kind === 'library' && v.draft.length > 0 ? [[...v.draft, ...this.#inPlace(a)]] : [])),
      );
  }

  /** What earlier statements said of the object that the argument names. */
  #inPlace(argument: Argument): readonly DraftPart[] {
    const node = argument.kind === 'expression' ? unwrap(argument.node) : undefined;
    return argument.kind === 'expression' && node?.type === 'Identifier'
      ? partsOfVariable(this.binder, node, node, argument.env)
      : [];
  }

  #describe(draft: readonly DraftPart[], library: LibraryModel): readonly Described[] {
    return describedEffects(this, partsOf(this.binder, draft), library);
  }
}

/** The library whose object makes the call; its rows may stand with another that it builds on. */
function libraryOf(target: CallTarget): LibraryModel {
  return target.receiver?.library ?? target.library;
}

/** Is what the call sends described in the same function, but not in the call itself? It happens where it is sent. */
function isBeside(effect: Described, node: CallNode, env: Env): boolean {
  const isSameFunction = effect.module === env.module && enclosingFunction(effect.node) === enclosingFunction(node);
  return isSameFunction && !within(effect.node, node);
}

/** Does the part hold a text to send? */
function hasText(part: DraftPart): boolean {
  const { sql } = part.model;
  return sql?.text !== undefined || sql?.template === true || sql?.routine !== undefined;
}
