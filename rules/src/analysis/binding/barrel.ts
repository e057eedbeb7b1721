/** Which names a module can export at all, so that nobody searches a hundred `export *` for one that is not there. */
import type { Module } from '../../project/module.js';
import type { Binder } from './bind.js';
import { entry } from '../memo.js';

interface Names {
  readonly names: ReadonlySet<string>;
  /** Names of packages, or of an object assigned to `module.exports`, are not known. */
  readonly open: boolean;
}

const known = new WeakMap<Binder, Map<Module, Names>>();

/** May `name` be among what `specifier` leads to from `from`, through any number of `export *`? */
export function mayLeadTo(binder: Binder, from: string, specifier: string, name: string): boolean {
  const target = binder.project.resolve(from, specifier);
  if (target.kind !== 'module') return true;
  const module = binder.project.module(target.path);
  if (!module) return true;
  const { names, open } = namesOf(binder, module);
  return open || names.has(name);
}

function namesOf(binder: Binder, module: Module): Names {
  const memo = entry(known, binder, () => new Map<Module, Names>());
  const cached = memo.get(module);
  if (cached) return cached;
  const names = new Set<string>();
  let open = false;
  const seen = new Set<Module>();
  const stack = [module];
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const part = memo.get(at);
    for (const name of part?.names ?? at.exports.keys()) names.add(name);
    open ||= part?.open ?? (at.exports.has('=') || binder.catalog.ofModule(at.path) !== undefined);
    if (part) continue;
    for (const source of at.exportAll) {
      const target = binder.project.resolve(at.path, source);
      const next = target.kind === 'module' ? binder.project.module(target.path) : undefined;
      if (next) stack.push(next);
      else open = true;
    }
  }
  const found: Names = { names, open };
  memo.set(module, found);
  return found;
}
