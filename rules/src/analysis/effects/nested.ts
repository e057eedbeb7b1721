/** Which children does an update insert each time it runs (`data: { items: { create: {…} } }`)? */
import type { TSESTree } from '@typescript-eslint/types';
import type { EffectModel } from '../../models/model.js';
import { propertyName } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Argument, Env, ObjectValue } from '../binding/value.js';

export interface NestedInsert {
  /** The property above the insert; undefined at the top. */
  readonly relation: string | undefined;
  readonly rows: Argument;
  readonly node: TSESTree.Node;
  readonly env: Env;
}

const MAX_DEPTH = 6;

/** Inserts below what `argument` denotes, by the names the row gives. */
export function nestedInserts(
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
