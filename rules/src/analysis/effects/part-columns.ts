/** Columns that the parts of a description name: those they set, those they filter by, and those they take as keys. */
import type { ArgPath, EffectModel } from '../../models/model.js';
import { unwrap } from '../ast.js';
import type { Argument } from '../binding/value.js';
import type { WrittenColumn } from '../effect.js';
import { columnNames } from './column-names.js';
import type { Column, Columns } from './column-set.js';
import { type Comparison, comparison, comparisonsOf } from './comparison.js';
import { argumentsAt, type Part } from './parts.js';
import type { Readers } from './readers.js';

/** Columns that the write sets, wherever its parts give them. */
export function dataColumns(readers: Readers, parts: readonly Part[]): Columns {
  return assigned(readers, parts, withFieldsUnder(readers, parts, columnsAt(readers, parts, dataOf)));
}

const dataOf = (effect: EffectModel): ArgPath | undefined => effect.data;

/** Columns of the objects that the parts hold at the path their rows name. */
export function columnsAt(
  { binder, columns }: Readers,
  parts: readonly Part[],
  path: (effect: EffectModel) => ArgPath | undefined,
): Columns {
  const found: Columns[] = [];
  for (const part of parts) {
    const at = path(part.effect);
    const receiver = part.effect.ofReceiver && path === dataOf ? receiverOf(part) : undefined;
    if (receiver) found.push(columns.of(receiver));
    if (at) found.push(...binder.at(part.args, at).map((a) => columns.of(a)));
  }
  return {
    columns: found.flatMap((f) => f.columns),
    rest: found.map((f) => f.rest).find((r) => r !== undefined),
    loaded: found.some((f) => f.loaded),
  };
}

/** The object a method is called on. */
function receiverOf(part: Part): Argument | undefined {
  const callee = part.node.type === 'CallExpression' ? unwrap(part.node.callee) : undefined;
  return callee?.type === 'MemberExpression' ? { kind: 'expression', node: callee.object, env: part.env } : undefined;
}

/** Columns that stand under an operator of the store (`$set: { status }`) as columns of their own. */
function withFieldsUnder({ columns }: Readers, parts: readonly Part[], data: Columns): Columns {
  const operators = parts.flatMap((p) => p.effect.fieldsUnder ?? []);
  const inner = data.columns.flatMap((c): readonly Column[] => {
    if (!operators.includes(c.name) || !c.node || !c.env) return [];
    return columns.of({ kind: 'expression', node: c.node, env: c.env }).columns;
  });
  if (inner.length === 0) return data;
  return { ...data, columns: [...data.columns.filter((c) => !operators.includes(c.name)), ...inner] };
}

/** Columns set one by one. */
function assigned({ binder, provenance }: Readers, parts: readonly Part[], data: Columns): Columns {
  const columns = parts.flatMap((part): readonly Column[] => {
    const { assigns } = part.effect;
    const value = assigns && binder.at(part.args, assigns.value)[0];
    if (!assigns || !value) return [];
    const names = binder.at(part.args, assigns.column).flatMap((a) => columnNames(binder, a));
    const at = value.kind === 'expression' ? { node: value.node, env: value.env } : { node: undefined, env: undefined };
    return names.map((name) => ({ name, provenance: provenance.ofArgument(value), ...at }));
  });
  return columns.length > 0 ? { ...data, columns: [...data.columns, ...columns] } : data;
}

/** Comparisons that all parts together ask for. */
export function comparisonsIn({ binder }: Readers, parts: readonly Part[]): readonly Comparison[] {
  return parts.flatMap((part) => {
    const { where, compares } = part.effect;
    const whole = where ? binder.at(part.args, where) : [];
    return [
      ...whole.flatMap((a) => comparisonsOf(binder, a)),
      ...(compares ? comparison(binder, compares, part.args) : []),
    ];
  });
}

/** A comparison as a column of the filter. */
export function comparedColumn(
  { binder, provenance }: Readers,
  { column, operator, value }: Comparison,
): WrittenColumn {
  return {
    name: column,
    provenance: value ? provenance.ofArgument(value) : 'constant',
    node: value?.kind === 'expression' ? value.node : undefined,
    constant: value?.kind === 'expression' ? binder.constant(value.node, value.env) : undefined,
    ...(operator === 'in' ? { among: true } : {}),
  };
}

/** Keys that the parts are given, as columns of that name. */
export function givenAs(
  { binder, provenance }: Readers,
  parts: readonly Part[],
  name: 'key' | 'idempotencyKey',
  paths: (effect: EffectModel) => readonly ArgPath[],
): readonly Column[] {
  return argumentsAt(binder, parts, paths).map((a) => ({
    name,
    provenance: provenance.ofArgument(a),
    node: a.kind === 'expression' ? a.node : undefined,
    env: a.kind === 'expression' ? a.env : undefined,
  }));
}
