/** Does a write undo its own filter, so that a second run of it changes nothing (`where status = 'new'`, set `status = 'paid'`)? */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Argument, Env } from '../binding/value.js';
import { accumulatingColumn } from './accumulate.js';
import type { Column, Columns } from './column-set.js';
import type { Comparison } from './comparison.js';
import { constantsOf, filterValue, isNegated, NULL } from './filter-value.js';
import type { Part } from './parts.js';
import type { Readers } from './readers.js';
import { plainText } from './sql-text.js';

/** A write with its filter in each of the forms that a filter is given in. */
export interface FilteredWrite {
  readonly parts: readonly Part[];
  readonly data: Columns;
  /** Columns of filter objects. */
  readonly where: Columns;
  /** Comparisons that calls make. */
  readonly tests: readonly Comparison[];
}

const ALL_OF = /^\$?and$/i;

/** Is the filter false for what the write has set? */
export function undoesFilter(
  { binder, provenance }: Readers,
  { parts, data: { columns: data }, where, tests }: FilteredWrite,
): boolean {
  const operators = parts.flatMap((p) => p.effect.accumulates ?? []);
  const counts = (c: Column): boolean => accumulatingColumn(binder, provenance, [c], operators) !== undefined;
  const texts = parts.flatMap((p) => (p.effect.whereText ? binder.at(p.args, p.effect.whereText) : []));
  return (
    undoesColumns(binder, where.columns, data, counts) ||
    data.some((c) => tests.some((t) => falsifies(binder, c, counts(c), t))) ||
    texts.some((t) => comparesWritten(plainText(binder, t), data))
  );
}

/**
 * @param counts does the column take a value built on the stored one (`version: { increment: 1 }`)? Compared with a value of the
 * message, it no longer equals it afterwards.
 */
function undoesColumns(
  binder: Binder,
  where: readonly Column[],
  data: readonly Column[],
  counts: (column: Column) => boolean,
): boolean {
  return conjuncts(binder, where).some((w) => {
    const set = data.find((d) => d.name === w.name);
    if (!set?.node || !set.env || !w.node || !w.env) return false;
    if (excludesWritten(binder, w.node, w.env, set.node)) return true;
    const filter = filterValue(binder, w.node, w.env);
    if (!filter) return w.provenance === 'message' && isPlain(binder, w.node, w.env) && counts(set);
    const written = constantsOf(binder, set.node, set.env);
    if (written)
      return filter.negated ? written.every((v) => filter.values.has(v)) : written.every((v) => !filter.values.has(v));
    const onlyNull = filter.values.size === 1 && filter.values.has(NULL) && !filter.negated;
    return onlyNull && (set.provenance === 'fresh' || set.provenance === 'message');
  });
}

/** `applied: { $ne: transferId }` where `transferId` is what is added to `applied`. */
function excludesWritten(binder: Binder, filter: TSESTree.Node, env: Env, written: TSESTree.Node): boolean {
  return binder.evaluate(filter, env).some((v) => {
    if (v.kind !== 'object' || v.env.module !== env.module) return false;
    return v.node.properties.some((p) => {
      if (p.type !== 'Property' || !isNegated(propertyName(p) ?? '')) return false;
      const compared = unwrap(p.value);
      return isName(compared) && sourceText(compared, env) === sourceText(unwrap(written), env);
    });
  });
}

/** Compared as it is, not by an operator (`{ gte: x }`, `MoreThan(x)`). */
function isPlain(binder: Binder, node: TSESTree.Node, env: Env): boolean {
  const at = unwrap(node);
  return isName(at) && !binder.evaluate(at, env).some((v) => v.kind === 'object');
}

function isName(node: TSESTree.Node): boolean {
  return node.type === 'Identifier' || node.type === 'MemberExpression';
}

/** Columns that must all match, those of `AND: [{…}]` included. */
function conjuncts(binder: Binder, where: readonly Column[]): readonly Column[] {
  return where.flatMap((w) => {
    if (!ALL_OF.test(w.name) || !w.node || !w.env) return [w];
    return objectsIn(binder, { kind: 'expression', node: w.node, env: w.env });
  });
}

function objectsIn(binder: Binder, argument: Argument): readonly Column[] {
  return binder.argument(argument).flatMap((v): readonly Column[] => {
    if (v.kind === 'array') return v.elements.flatMap((e) => objectsIn(binder, e));
    if (v.kind !== 'object') return [];
    return v.node.properties.flatMap((p) => {
      const name = p.type === 'Property' ? propertyName(p) : undefined;
      return p.type === 'Property' && name !== undefined
        ? [{ name, provenance: 'unknown' as const, node: p.value, env: v.env }]
        : [];
    });
  });
}

/** Does setting `column` make the comparison false, so that a second run writes nothing? */
function falsifies(binder: Binder, column: Column, accumulates: boolean, test: Comparison): boolean {
  if (test.column !== column.name) return false;
  const same = sameValue(binder, column, test.value);
  switch (test.operator) {
    case '=':
    case 'is':
      return same !== true;
    case '<>':
    case 'is not':
      return same === true && !accumulates;
    case 'in':
      return !listed(binder, column, test.value);
    case 'not in':
      return listed(binder, column, test.value);
    case '<':
    case '>':
      return same === true && !accumulates;
    default:
      return false;
  }
}

/** True or false where both values are seen to be the same or not; undefined otherwise. */
function sameValue(binder: Binder, column: Column, other: Argument | undefined): boolean | undefined {
  if (!column.node || !column.env) return undefined;
  const own = binder.constant(column.node, column.env);
  if (!other) return own === undefined ? undefined : own === null;
  if (other.kind !== 'expression') return undefined;
  const given = binder.constant(other.node, other.env);
  if (own !== undefined && given !== undefined) return own === given;
  if (own !== undefined || given !== undefined) return undefined;
  return other.env === column.env && sourceText(column.node, column.env) === sourceText(other.node, other.env)
    ? true
    : undefined;
}

function listed(binder: Binder, column: Column, list: Argument | undefined): boolean {
  const elements = list ? binder.argument(list).flatMap((v) => (v.kind === 'array' ? v.elements : [])) : [];
  return elements.some((e) => sameValue(binder, column, e) === true);
}

function sourceText(node: TSESTree.Node, { module }: Env): string {
  return module.text.slice(node.range[0], node.range[1]);
}

/** Does a filter given as text compare a column that is written (`status = :old`, `done IS NULL`)? Bounds (`stock >= :n`) do not count. */
function comparesWritten(text: string, data: readonly Column[]): boolean {
  return data.some((d) =>
    new RegExp(`(?<![\\w:])["\`]?${d.name.replace(/\W/g, '')}["\`]?\\s*(?:=|<>|!=|in\\b|is\\b|not\\s+in\\b)`, 'i').test(
      text,
    ),
  );
}
