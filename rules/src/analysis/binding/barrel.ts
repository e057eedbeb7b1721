/** Which names a module can export at all, so that nobody searches a hundred `export *` for one that is not there. */
import type { Module } from '../../project/module.js';
import type { Binder } from './bind.js';
import { Shared } from '../../project/shared.js';

interface Names {
  readonly names: ReadonlySet<string>;
  /** Names of packages, or of an object assigned to `module.exports`, are not known. */
  readonly open: boolean;
}

/** The sources of the `export *` of `module` that may lead to `name`, through any number of further ones. */
export function sourcesFor(binder: Binder, module: Module, name: string): readonly string[] {
  if (module.exportAll.length === 0) return [];
  const barrel = barrels.of(binder.project, module, () => ({
    sources: module.exportAll.map((specifier) => ({ specifier, leads: namesThrough(binder, module, specifier) })),
    asked: new Map<string, readonly string[]>(),
  }));
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

const barrels = new Shared<Module, Barrel>();
const exported = new Shared<Module, Names>();

function namesThrough(binder: Binder, from: Module, specifier: string): Names | undefined {
  const target = binder.project.resolve(from.path, specifier);
  const module = target.kind === 'module' ? binder.project.module(target.path) : undefined;
  return module && exported.of(binder.project, module, () => exportedNames(binder, module));
}

function exportedNames(binder: Binder, module: Module): Names {
  const names = new Set<string>();
  let open = false;
  const seen = new Set<Module>();
  const stack = [module];
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    for (const name of at.exports.keys()) names.add(name);
    open ||= at.exports.has('=') || binder.catalog.ofModule(at.path) !== undefined;
    for (const source of at.exportAll) {
      const target = binder.project.resolve(at.path, source);
      const next = target.kind === 'module' ? binder.project.module(target.path) : undefined;
      if (next) stack.push(next);
      else open = true;
    }
  }
  return { names, open };
}
