/** Where in the project is the type of a name declared? */
import type { Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { sourcesFor } from './barrel.js';
import type { Binder } from './bind.js';
import type { Env } from './value.js';

/** The interface, alias or class that `name` denotes in `env`, wherever in the project it is declared. */
export function typeDeclaration(
  binder: Binder,
  name: string,
  env: Env,
): { readonly node: TSESTree.Node; readonly env: Env } | undefined {
  const binding = env.module.imports.get(name);
  if (binding?.kind === 'named') return through(binder, env.module.path, binding.source, binding.name, new Set());
  const def = lookUp(name, env)?.defs[0];
  return def && { node: def.node as TSESTree.Node, env };
}

/** The interface, alias or class that a module exports under `name`. */
export function findTypeDeclaration(
  binder: Binder,
  path: string,
  name: string,
  seen: Set<string>,
): { node: TSESTree.Node; env: Env } | undefined {
  const key = `${path}#${name}`;
  const module = binder.project.module(path);
  if (!module || seen.has(key)) return undefined;
  seen.add(key);
  const binding = module.exports.get(name);
  if (binding?.kind === 'node') return { node: binding.node, env: binder.moduleEnv(module) };
  if (binding?.kind === 'local') {
    const def = lookUp(binding.name, binder.moduleEnv(module))?.defs[0];
    if (def?.type !== 'ImportBinding') return def && { node: def.node as TSESTree.Node, env: binder.moduleEnv(module) };
    const imported = module.imports.get(binding.name);
    if (imported?.kind !== 'named') return undefined;
    return through(binder, path, imported.source, imported.name, seen);
  }
  if (binding?.kind === 'reexport') return through(binder, path, binding.source, binding.name, seen);
  for (const source of sourcesFor(binder, module, name)) {
    const found = through(binder, path, source, name, seen);
    if (found) return found;
  }
  return undefined;
}

function through(
  binder: Binder,
  from: string,
  source: string,
  name: string,
  seen: Set<string>,
): { node: TSESTree.Node; env: Env } | undefined {
  const target = binder.project.resolve(from, source);
  return target.kind === 'module' ? findTypeDeclaration(binder, target.path, name, seen) : undefined;
}

export function lookUp(name: string, env: Env): Variable | undefined {
  const top = env.module.scopes.globalScope;
  return top?.childScopes[0]?.set.get(name) ?? top?.set.get(name);
}
