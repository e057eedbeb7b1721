/** What is bound to the parameters of a text: by position, by name, or by earlier calls. */
import type { TSESTree } from '@typescript-eslint/types';
import type { SqlValue } from '../../sql/statement.js';
import { argumentAt } from '../binding/argument.js';
import type { Binder } from '../binding/bind.js';
import type { Column } from './column-set.js';
import type { ColumnReader } from './columns.js';
import type { Provenance } from '../effect.js';
import type { Sent } from './sql.js';
import type { ProvenanceReader } from './provenance.js';
import { type Argument, mix } from '../binding/value.js';

type Parameter = Extract<SqlValue, { kind: 'parameter' }>;

export interface BoundValues {
  /** The argument bound to a parameter, where it is seen. */
  at(parameter: Parameter): Argument | undefined;
  provenance(parameter: Parameter): Provenance;
  /** Expressions by position, for fixes. */
  readonly nodes: readonly (TSESTree.Node | undefined)[];
}

interface Readers {
  readonly binder: Binder;
  readonly provenance: ProvenanceReader;
  readonly columns: ColumnReader;
}

/** @param index which of several texts of one call is meant */
export function boundValues(readers: Readers, sent: Sent, index: number | undefined): BoundValues {
  const { binder, provenance } = readers;
  const given = [...boundInOrder(binder, sent), ...givenArguments(binder, sent, index)];
  const list = given.flatMap((g) => elementsOf(binder, g) ?? [g]);
  let named: readonly Column[] | undefined;
  const byName = (name: string): Column | undefined => {
    named ??= [...given.flatMap((g) => readers.columns.of(g).columns), ...boundByCalls(readers, sent)];
    return named.findLast((c) => c.name === name);
  };
  const at = (parameter: Parameter): Argument | undefined => {
    if (parameter.position !== undefined) return argumentAt(binder, list, parameter.position);
    const column = parameter.name === undefined ? undefined : byName(parameter.name);
    return column?.node && column.env ? { kind: 'expression', node: column.node, env: column.env } : undefined;
  };
  return {
    at,
    provenance(parameter) {
      const bound = at(parameter);
      if (bound) return provenance.ofArgument(bound);
      const column = parameter.name === undefined ? undefined : byName(parameter.name);
      if (column) return column.provenance;
      return given.length > 0 && !given.some((g) => elementsOf(binder, g))
        ? mix(given.map((g) => provenance.ofArgument(g)))
        : 'unknown';
    },
    nodes: list.map((p) => (p.kind === 'expression' ? p.node : undefined)),
  };
}

/** Arguments that hold bound values: lists, objects, or the values themselves. */
function givenArguments(binder: Binder, { bound }: Sent, index: number | undefined): readonly Argument[] {
  const { sql, args } = bound;
  if (sql.parametersFrom !== undefined) return args.slice(sql.parametersFrom);
  const found = sql.parameters ? binder.at(args, sql.parameters) : [];
  return index === undefined ? found.slice(0, 1) : found.slice(index, index + 1);
}

/** `statement.bind(order.id).run()`: values by position that an earlier call of the chain is given. */
function boundInOrder(binder: Binder, { draft }: Sent): readonly Argument[] {
  return draft.flatMap(({ model, node, env }) => {
    const { binds } = model.sql ?? {};
    return binds && 'from' in binds ? binder.argumentsOf(node, env).slice(binds.from) : [];
  });
}

function elementsOf(binder: Binder, argument: Argument): readonly Argument[] | undefined {
  if (argument.kind === 'spread') return undefined;
  return binder.argument(argument).find((v) => v.kind === 'array')?.elements;
}

/** `request.input('id', order.id)` before `request.query(text)`. */
function boundByCalls({ binder, provenance }: Readers, sent: Sent): readonly Column[] {
  return sent.draft.flatMap((part): readonly Column[] => {
    const { binds } = part.model.sql ?? {};
    if (!binds || 'from' in binds) return [];
    const args = binder.argumentsOf(part.node, part.env);
    const name = binder.at(args, binds.name)[0];
    const value = binder.at(args, binds.value)[0];
    const constant = name?.kind === 'expression' ? binder.constant(name.node, name.env) : undefined;
    if (typeof constant !== 'string' || !value) return [];
    const node = value.kind === 'expression' ? value.node : undefined;
    return [{ name: constant, provenance: provenance.ofArgument(value), node, env: node && part.env }];
  });
}
