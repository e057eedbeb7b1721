/** What do the comparison calls of a filter compare: expressions of a library's calls, and builder methods that add one? */
import type { ComparisonModel } from '../../models/model.js';
import { unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { calleeValues, callTarget } from '../binding/call-target.js';
import type { Argument } from '../binding/value.js';
import { columnNames } from './column-names.js';

/** One comparison that must hold for the write to happen. */
export interface Comparison {
  readonly column: string;
  readonly operator: string;
  /** Absent where the column is compared with null. */
  readonly value: Argument | undefined;
}

const MAX_DEPTH = 8;

/** Comparisons an expression of comparison calls stands for, all of which must hold; alternatives (`or`) are left out. */
export function comparisonsOf(binder: Binder, argument: Argument, depth = 0): readonly Comparison[] {
  const node = argument.kind === 'expression' ? unwrap(argument.node) : undefined;
  if (argument.kind !== 'expression' || !node || depth > MAX_DEPTH) return [];
  const { env } = argument;
  if (node.type === 'Identifier') {
    const variable = env.module.variables.get(node);
    const init = variable && binder.declaratorArgument(variable, binder.homeOf(variable, env));
    return init ? comparisonsOf(binder, init, depth + 1) : [];
  }
  if (node.type !== 'CallExpression') return [];
  const args = binder.argumentsOf(node, env);
  for (const callee of calleeValues(binder, node, env)) {
    const filter = callTarget(binder, callee, args)?.row.filter;
    if (filter === 'all') return args.flatMap((a) => comparisonsOf(binder, a, depth + 1));
    if (filter) return comparison(binder, filter, args);
  }
  return [];
}

/** The comparison that a call with such a row makes. */
export function comparison(binder: Binder, model: ComparisonModel, args: readonly Argument[]): readonly Comparison[] {
  const column = binder.at(args, model.column).flatMap((a) => columnNames(binder, a))[0];
  if (column === undefined) return [];
  const given = model.operator && binder.at(args, model.operator)[0];
  const operator = given?.kind === 'expression' ? binder.constant(given.node, given.env) : undefined;
  if (given && typeof operator !== 'string') return [];
  const name = typeof operator === 'string' ? operator.toLowerCase() : (model.is ?? '=');
  return [{ column, operator: OPERATORS[name] ?? name, value: model.value && binder.at(args, model.value)[0] }];
}

const OPERATORS: Readonly<Record<string, string>> = {
  '==': '=',
  '!=': '<>',
  eq: '=',
  neq: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
};
