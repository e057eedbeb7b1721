/** Which children does an update insert each time it runs (`data: { items: { create: {…} } }`)? */
import type { TSESTree } from '@typescript-eslint/types';
import type { EffectModel } from '../../models/model.js';
import { propertyName } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Argument, Env, ObjectValue } from '../binding/value.js';
import type { WrittenColumn } from '../effect.js';
import type { Described } from './described.js';
import type { Part } from './parts.js';
import type { Readers } from './readers.js';

interface NestedInsert {
  /** The property above the insert; undefined at the top. */
  readonly relation: string | undefined;
  readonly rows: Argument;
  readonly node: TSESTree.Node;
  readonly env: Env;
}

const MAX_DEPTH = 6;

/** Children that an update inserts each time; those of an insert come and go with it. */
export function nestedEffects(
  readers: Readers,
  parts: readonly Part[],
  main: Part,
  one: Described,
): readonly Described[] {
  const { binder } = readers;
  const { kind } = main.effect;
  if (kind === 'insert') return [];
  const found = parts.flatMap((part) =>
    [kind === 'upsert' ? undefined : part.effect.data, part.effect.updateData].flatMap((path) =>
      path ? binder.at(part.args, path).flatMap((a) => nestedInserts(binder, a, part.effect)) : [],
    ),
  );
  return found.map((child) => childOf(readers, child, one));
}

function childOf({ columns, schema, identities }: Readers, child: NestedInsert, parent: Described): Described {
  const set = columns.of(child.rows);
  const isStable = parent.where.length > 0 && parent.where.every((w) => w.provenance !== 'fresh');
  const own = schema().related(parent.resource, child.relation);
  const linked = (own?.columns ?? []).map((name, at): WrittenColumn => {
    const found = parent.where.find((w) => w.name === own?.references[at]);
    return { provenance: isStable ? 'message' : 'fresh', ...found, name, node: undefined };
  });
  return {
    ...parent,
    kind: 'insert',
    resource: own?.table ?? child.relation ?? parent.resource,
    columns: [...linked, ...identities.written(set.columns)],
    rest: set.rest,
    where: [],
    conflict: undefined,
    conflictTarget: undefined,
    key: undefined,
    accumulating: undefined,
    module: child.env.module,
    node: child.node,
  };
}

/** Inserts below what `argument` denotes, by the names the row gives. */
function nestedInserts(
  binder: Binder,
  argument: Argument,
  model: EffectModel,
  relation?: string,
  depth = 0,
): readonly NestedInsert[] {
  if (!model.nestedInserts || depth > MAX_DEPTH) return [];
  return binder.argument(argument).flatMap((value): readonly NestedInsert[] => {
    if (value.kind === 'array')
      return value.elements.flatMap((e) => nestedInserts(binder, e, model, relation, depth + 1));
    if (value.kind !== 'object') return [];
    return value.node.properties.flatMap((p) =>
      p.type === 'Property' ? ofProperty(binder, value, p, model, relation, depth) : [],
    );
  });
}

function ofProperty(
  binder: Binder,
  owner: ObjectValue,
  property: TSESTree.Property,
  model: EffectModel,
  relation: string | undefined,
  depth: number,
): readonly NestedInsert[] {
  const name = propertyName(property);
  if (name === undefined || model.nestedUpserts?.includes(name)) return [];
  const inner = binder.propertyValueArgument(owner, property);
  if (!model.nestedInserts?.includes(name)) return nestedInserts(binder, inner, model, name, depth + 1);
  const wrapped = model.nestedData === undefined ? [] : dataOf(binder, inner, model.nestedData);
  return (wrapped.length > 0 ? wrapped : [inner]).map((rows) => ({
    relation,
    rows,
    node: property.value,
    env: owner.env,
  }));
}

function dataOf(binder: Binder, argument: Argument, name: string): readonly Argument[] {
  return binder.argument(argument).flatMap((v) => {
    const found = v.kind === 'object' ? binder.propertyArgument(v, name) : undefined;
    return found ? [found] : [];
  });
}
