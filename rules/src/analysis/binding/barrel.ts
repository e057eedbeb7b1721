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

/** The sources of the `export *` of `module` that may lead to `name`, through any number of further ones. */
export function sourcesFor(binder: Binder, module: Module, name: string): readonly string[] {
  const memo = entry(barrels, binder, () => new Map<Module, Barrel>());
  let barrel = memo.get(module);
  if (!barrel) {
    const sources = module.exportAll.map((specifier) => ({
      specifier,
      leads: namesThrough(binder, module, specifier),
    }));
    memo.set(module, (barrel = { sources, asked: new Map() }));
  }
  const asked = barrel.asked.get(name);
  if (asked) return asked;
  const leading = barrel.sources.flatMap(({ specifier, leads }) =>
    !leads || leads.open || leads.names.has(name) ? [specifier] : [],
  );
  barrel.asked.set(name, leading);
  return leading;
}

interface Barrel {
  readonly sources: readonly Source[];
  /** Which of them may lead to a name, for the names that were asked for. */
  readonly asked: Map<string, readonly string[]>;
}

interface Source {
  readonly specifier: string;
  /** Undefined where it leads to no module of the project. */
  readonly leads: Names | undefined;
}

const barrels = new WeakMap<Binder, Map<Module, Barrel>>();

function namesThrough(binder: Binder, from: Module, specifier: string): Names | undefined {
  const target = binder.project.resolve(from.path, specifier);
  const module = target.kind === 'module' ? binder.project.module(target.path) : undefined;
  return module && namesOf(binder, module);
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
