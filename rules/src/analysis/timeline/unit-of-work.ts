/** What does a flush write: objects of the unit of work that this function made or changed, and handed to no call that writes them. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Scope, Variable } from '@typescript-eslint/scope-manager';
import { unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { callTarget, calleeValues } from '../binding/call-target.js';
import type { Columns } from '../effects/column-set.js';
import type { ColumnReader } from '../effects/columns.js';
import type { Env, LibraryValue } from '../binding/value.js';

export interface Flushed {
  readonly entity: LibraryValue;
  readonly columns: Columns;
  /** The last reference before the flush. */
  readonly node: TSESTree.Node;
}

/** @param at the flush; what is changed after it waits for the next one */
export function flushedEntities(
  binder: Binder,
  columns: ColumnReader,
  env: Env,
  at: TSESTree.Node | undefined,
): readonly Flushed[] {
  const scope = env.fn ? env.module.scopes.acquire(env.fn) : null;
  return scope ? variablesOf(scope).flatMap((v) => ofVariable(binder, columns, v, env, at)) : [];
}

/** Variables of the function's own scope and of the blocks in it. */
function variablesOf(scope: Scope): readonly Variable[] {
  const blocks = scope.childScopes.filter((s) => !/^(?:function|class)/.test(s.type));
  return [...scope.variables, ...blocks.flatMap(variablesOf)];
}

function ofVariable(
  binder: Binder,
  columns: ColumnReader,
  variable: Variable,
  env: Env,
  at: TSESTree.Node | undefined,
): readonly Flushed[] {
  const uses = variable.references.filter((r) => at === undefined || r.identifier.range[0] < at.range[1]);
  const last = uses.at(-1)?.identifier;
  if (!last || variable.defs[0]?.type !== 'Variable') return [];
  const entity = binder.variable(variable, env).find((v): v is LibraryValue => isManaged(binder, v));
  if (!entity || uses.some((r) => isWritten(binder, r.identifier, env))) return [];
  const own = columns.ofVariable(variable, env, at ?? last);
  const isNew = entity.content !== undefined;
  return isNew || own.columns.length > 0 ? [{ entity, columns: own, node: last }] : [];
}

function isManaged(binder: Binder, value: ReturnType<Binder['evaluate']>[number]): boolean {
  return (
    value.kind === 'library' && binder.catalog.inherited(value.library, value.type, (t) => t.managed)?.value === true
  );
}

/** Is it handed to a call that saves it? */
function isWritten(binder: Binder, node: TSESTree.Node, env: Env): boolean {
  const holder = node.parent?.type === 'ArrayExpression' ? node.parent : node;
  const call = holder.parent;
  if (call?.type !== 'CallExpression' || !call.arguments.some((a) => unwrap(a) === holder)) return false;
  const args = binder.argumentsOf(call, env);
  return calleeValues(binder, call, env).some((c) => callTarget(binder, c, args)?.row.effect?.kind === 'save');
}
