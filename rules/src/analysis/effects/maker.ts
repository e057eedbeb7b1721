/** Which call makes a value anew on each delivery, and what could make one there that stays the same? */
import type { TSESTree } from '@typescript-eslint/types';
import type { LibraryModel, StableKeyModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { callTarget, calleeValues } from '../binding/call-target.js';
import type { Env } from '../binding/value.js';
import { majorOf } from '../catalog.js';
import type { Maker } from '../effect.js';

/** Only where the value is what the call gives, by itself or under a name of the same module. */
export function makerOf(binder: Binder, node: TSESTree.Node, env: Env): Maker | undefined {
  const at = unwrap(node);
  if (at.type === 'Identifier') {
    const variable = env.module.variables.get(at);
    const def = variable?.defs[0];
    if (!variable || def?.type !== 'Variable' || def.name !== def.node.id || !def.node.init) return undefined;
    if (variable.references.some((r) => r.isWrite() && !r.init)) return undefined;
    return makerOf(binder, def.node.init, binder.homeOf(variable, env));
  }
  if (at.type !== 'CallExpression') return undefined;
  const args = binder.argumentsOf(at, env);
  const rows = calleeValues(binder, at, env).map((callee) => callTarget(binder, callee, args)?.row);
  const [row] = rows;
  if (row?.provenance !== 'fresh' || rows.some((r) => r !== row)) return undefined;
  return { module: env.module, node: at, makes: row.makes, instead: stableKeys(binder, env.module) };
}

/** Ways that are at hand in the module: those of the platform, and those of packages that the repository depends on. */
function stableKeys({ catalog, project }: Binder, module: Module): readonly StableKeyModel[] {
  const isThere = ({ stableKey }: LibraryModel): boolean => {
    if (stableKey?.since === undefined) return stableKey !== undefined;
    const ranges = stableKey.from.map((name) => project.packageVersion(module.path, name));
    return ranges.some((range) => range !== undefined && majorOf(range) >= (stableKey.since ?? 0));
  };
  return catalog.libraries.filter(isThere).flatMap(({ stableKey }) => stableKey ?? []);
}
