/** Which model row does a call take? */
import type { CallModel, LibraryModel } from '../../models/model.js';
import { callRows } from '../catalog.js';
import type { Binder } from './bind.js';
import { conditionHolds } from './condition.js';
import { applied } from './reflection.js';
import type { Argument, CallNode, Env, LibraryValue, Value } from './value.js';

/** A model row that a call takes, with the library it belongs to. */
export interface CallTarget {
  readonly row: CallModel;
  readonly library: LibraryModel;
  readonly receiver: LibraryValue | undefined;
  readonly name: string;
}

/** What the callee (or tag) of a call denotes. */
export function calleeValues(binder: Binder, node: CallNode, env: Env): readonly Value[] {
  if (node.type === 'TaggedTemplateExpression') return binder.evaluate(node.tag, env);
  if (node.callee.type === 'Super') return [];
  return applied(binder, node, env)?.functions ?? binder.evaluate(node.callee, env);
}

/** The row that holds for calling `callee` with `args`, or undefined. */
export function callTarget(binder: Binder, callee: Value, args: readonly Argument[]): CallTarget | undefined {
  if (callee.kind === 'method') {
    const row = selectRow(binder, callee.calls, args, callee.receiver);
    return row && { row, library: callee.library, receiver: callee.receiver, name: callee.name };
  }
  if (callee.kind === 'export') {
    const row = selectRow(binder, callRows(callee.model.call), args, undefined) ?? valueCall(binder, callee, args);
    return row && { row, library: callee.library, receiver: undefined, name: callee.name };
  }
  if (callee.kind === 'library') {
    const call = binder.catalog.inherited(callee.library, callee.type, (t) => t.call);
    const row = call && selectRow(binder, callRows(call.value), args, callee);
    return row && { row, library: call.library, receiver: callee, name: callee.type };
  }
  return undefined;
}

function valueCall(
  binder: Binder,
  callee: Extract<Value, { kind: 'export' }>,
  args: readonly Argument[],
): CallModel | undefined {
  const type = callee.model.value;
  const at = type === undefined ? undefined : binder.catalog.resolveType(callee.library, type);
  const call = at && binder.catalog.inherited(at.library, at.type, (t) => t.call);
  return call && selectRow(binder, callRows(call.value), args, undefined);
}

/** The row of a `new` expression on a library's class, if it has one. */
export function constructTarget(binder: Binder, callee: Value, args: readonly Argument[]): CallTarget | undefined {
  if (callee.kind === 'export') {
    const row = selectRow(binder, callRows(callee.model.construct), args, undefined);
    return row && { row, library: callee.library, receiver: undefined, name: callee.name };
  }
  if (callee.kind === 'library') {
    const rows = binder.catalog.inherited(callee.library, callee.type, (t) => t.construct);
    const row = rows && selectRow(binder, callRows(rows.value), args, callee);
    return row && { row, library: rows.library, receiver: callee, name: callee.type };
  }
  return undefined;
}

/** The first row whose condition holds. */
function selectRow(
  binder: Binder,
  rows: readonly CallModel[],
  args: readonly Argument[],
  receiver: LibraryValue | undefined,
): CallModel | undefined {
  return rows.find((row) => conditionHolds(binder, row.when, args, receiver));
}
