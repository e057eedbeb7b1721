/** Which columns does a library's setter give an object: `order.set({ status })`, `em.assign(order, { status })`? */
import type { TSESTree } from '@typescript-eslint/types';
import type { ArgPath, SetterModel } from '../../models/model.js';
import { propertyName, unwrap } from '../ast.js';
import { callTarget, calleeValues, type CallTarget } from '../binding/call-target.js';
import type { Argument, Env } from '../binding/value.js';
import { columnNames } from './column-names.js';
import { type Columns, NONE } from './column-set.js';
import type { ColumnReader } from './columns.js';

/** Columns that the call around `node` gives the object it names; none where no setter stands there. */
export function setColumns(reader: ColumnReader, node: TSESTree.Node, env: Env): readonly Columns[] {
  const method = calledOn(node);
  if (method) {
    const name = method.callee.type === 'MemberExpression' ? propertyName(method.callee) : undefined;
    return name === undefined || !reader.binder.catalog.setters.has(name)
      ? []
      : targetsOf(reader, method, env).flatMap(({ row, args }) =>
          row.sets && !row.sets.on ? given(reader, row.sets, args) : [],
        );
  }
  const call = node.parent;
  if (call?.type !== 'CallExpression') return [];
  const index = call.arguments.findIndex((a) => unwrap(a) === node);
  const name = calleeName(call);
  if (index < 0 || name === undefined) return [];
  const { setters, wrappers } = reader.binder.catalog;
  if (!setters.has(name) && !(wrappers.has(name) && calledOn(call))) return [];
  return targetsOf(reader, call, env).flatMap(({ row, args }) => {
    if (row.sets && isAt(row.sets.on, index)) return given(reader, row.sets, args);
    return isAt(row.returnsArgument, index) ? setColumns(reader, call, env) : [];
  });
}

/** The call of a method of the node. */
function calledOn(node: TSESTree.Node): TSESTree.CallExpression | undefined {
  const member = node.parent;
  if (member?.type !== 'MemberExpression' || member.object !== node) return undefined;
  return member.parent.type === 'CallExpression' && member.parent.callee === member ? member.parent : undefined;
}

function calleeName({ callee }: TSESTree.CallExpression): string | undefined {
  if (callee.type === 'MemberExpression') return propertyName(callee);
  return callee.type === 'Identifier' ? callee.name : undefined;
}

function isAt(path: ArgPath | undefined, index: number): boolean {
  return path?.length === 1 && path[0] === index;
}

interface Called {
  readonly row: CallTarget['row'];
  readonly args: readonly Argument[];
}

function targetsOf({ binder }: ColumnReader, call: TSESTree.CallExpression, env: Env): readonly Called[] {
  const args = binder.argumentsOf(call, env);
  return calleeValues(binder, call, env).flatMap((callee) => {
    const row = callTarget(binder, callee, args)?.row;
    return row ? [{ row, args }] : [];
  });
}

function given(reader: ColumnReader, setter: SetterModel, args: readonly Argument[]): readonly Columns[] {
  const { binder, provenance } = reader;
  const objects = setter.data ? binder.at(args, setter.data).map((a) => reader.of(a)) : [];
  const value = setter.value && binder.at(args, setter.value)[0];
  const names = setter.column ? binder.at(args, setter.column).flatMap((a) => columnNames(binder, a)) : [];
  const at = value?.kind === 'expression' ? { node: value.node, env: value.env } : { node: undefined, env: undefined };
  const columns = names.map((name) => ({
    name,
    provenance: value ? provenance.ofArgument(value) : ('unknown' as const),
    ...at,
    ...(setter.adds && { adds: true as const }),
  }));
  return columns.length > 0 ? [...objects, { ...NONE, columns }] : objects;
}
