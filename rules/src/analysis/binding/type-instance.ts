/** Which instances does a class or export denote that is named in a type position? */
import type { TSESTree } from '@typescript-eslint/types';
import type { Binder } from './bind.js';
import { openInstance } from './class.js';
import { exportInstance } from './library-instance.js';
import type { Value } from './value.js';

/** Classes and exports named in a type position denote their instances. */
export function asInstances(
  binder: Binder,
  values: readonly Value[],
  typeArguments: TSESTree.TSTypeParameterInstantiation | undefined,
): readonly Value[] {
  return values.flatMap((v): readonly Value[] => {
    if (v.kind === 'class') return [openInstance(v)];
    if (v.kind === 'library') return [v];
    if (v.kind === 'export' && v.model.class !== undefined) {
      const made = exportInstance(binder, v, typeArgumentName(typeArguments));
      return made ? [made] : [];
    }
    return [];
  });
}

export function annotated(binder: Binder, name: string): readonly Value[] {
  const row = binder.catalog.annotation(name);
  if (!row) return [];
  const made = exportInstance(
    binder,
    { kind: 'export', library: row.library, name, model: { class: row.type } },
    undefined,
  );
  return made ? [made] : [];
}

/** `Repository<Order>` → `Order`. */
export function typeArgumentName(typeArguments: TSESTree.TSTypeParameterInstantiation | undefined): string | undefined {
  let first = typeArguments?.params[0];
  if (first?.type === 'TSTypeQuery' && first.exprName.type === 'Identifier') return first.exprName.name;
  if (
    first?.type === 'TSTypeReference' &&
    first.typeArguments?.params[0] &&
    first.typeName.type === 'Identifier' &&
    /Document|Entity|Partial/.test(first.typeName.name)
  ) {
    first = first.typeArguments.params[0];
  }
  return first?.type === 'TSTypeReference' && first.typeName.type === 'Identifier' ? first.typeName.name : undefined;
}
