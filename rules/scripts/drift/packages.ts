/** Which packages do a library's rows speak of, and under which specifiers is what they say found? */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import type { LibraryModel } from '../../src/models/model.js';

/** One package to install: none for a module that Node or an environment brings along. */
export interface Named {
  readonly name: string;
  readonly installed: boolean;
  /** As rows write them; `pkg/*` stands for the package and every path that it opens. */
  readonly specifiers: readonly string[];
}

/** Packages of a scope that rows name as a whole: `@scope/*`. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  '@mikro-orm': ['@mikro-orm/core', '@mikro-orm/sql', '@mikro-orm/postgresql', '@mikro-orm/decorators'],
};

/** @param library rows whose `packages` are read; addresses (`https:`, `npm:`) and generated modules are left out */
export function packagesOf(library: LibraryModel): readonly Named[] {
  const found = new Map<string, string[]>();
  for (const specifier of library.packages.flatMap(opened)) {
    if (/^(?:https?|npm|jsr):|^\./.test(specifier)) continue;
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
    found.set(name, [...(found.get(name) ?? []), specifier]);
  }
  // A module of an environment (`env:module`) is declared by the package of its types.
  const [first] = found.keys();
  for (const [name, specifiers] of [...found]) {
    if (!name.includes(':') || first === undefined || name === first) continue;
    found.get(first)?.push(...specifiers);
    found.delete(name);
  }
  return [...found].map(([name, specifiers]) => ({
    name,
    installed: !builtinModules.includes(name),
    specifiers,
  }));
}

function opened(specifier: string): readonly string[] {
  const [scope, rest] = specifier.split('/');
  if (rest !== '*' || scope?.startsWith('@') !== true) return [specifier];
  return SCOPES[scope] ?? [];
}

/** More paths than this no package opens by hand. */
const MOST_PATHS = 250;

/** The specifiers that can be imported, with `*` replaced by what the installed package opens. */
export function importable({ name, specifiers, installed }: Named, folder: string): readonly string[] {
  if (!installed) return specifiers;
  return [...new Set(specifiers.flatMap((s) => (s.endsWith('/*') ? [name, ...paths(name, folder)] : [s])))];
}

function paths(name: string, folder: string): readonly string[] {
  const exports = manifest(name, folder)?.['exports'];
  if (typeof exports !== 'object' || exports === null) return [];
  return Object.entries(exports)
    .filter(([path, target]) => /^\.\/[^*]+$/.test(path) && !/\.(?:json|[cm]?js)$/.test(path) && target !== null)
    .slice(0, MOST_PATHS)
    .map(([path]) => name + path.slice(1));
}

/** The installed package's own manifest; undefined when it is not there. */
export function manifest(name: string, folder: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
  } catch {
    return undefined; // not installed: the caller says so
  }
}

/** The package on DefinitelyTyped that would hold its types. */
export function typesPackage(name: string): string {
  return `@types/${name.replace(/^@/, '').replace('/', '__')}`;
}
