/** The application a decorated handler runs in: the calls that start it, nearest by folder, and their options. */
import type { ArgPath, LibraryModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import type { Binder } from '../binding/bind.js';
import { callRows } from '../catalog.js';
import { type Argument, union } from '../binding/value.js';
import { entry } from '../memo.js';

interface Host {
  readonly path: string;
  readonly options: readonly Argument[];
}

const known = new WeakMap<Binder, Map<string, readonly Host[]>>();

/** Options of the hosts of `library` whose file shares the longest folder with `module`. */
export function hostArguments(binder: Binder, library: LibraryModel, module: Module): readonly Argument[] {
  const byLibrary = entry(known, binder, () => new Map<string, readonly Host[]>());
  let hosts = byLibrary.get(library.library);
  if (!hosts) byLibrary.set(library.library, (hosts = findHosts(binder, library.library)));
  const nearest = Math.max(...hosts.map((h) => sharedFolders(h.path, module.path)));
  return hosts.filter((h) => sharedFolders(h.path, module.path) === nearest).flatMap((h) => h.options);
}

function sharedFolders(a: string, b: string): number {
  const left = a.split('/').slice(0, -1);
  const right = b.split('/').slice(0, -1);
  const differ = left.findIndex((folder, i) => folder !== right[i]);
  return differ < 0 ? left.length : differ;
}

function findHosts(binder: Binder, library: string): readonly Host[] {
  const found: Host[] = [];
  for (const { name, options } of hostingMembers(binder, library)) {
    for (const path of binder.project.filesWithWord(name)) {
      const module = binder.project.module(path);
      for (const call of module?.calls.get(name) ?? []) {
        if (!module || call.type !== 'CallExpression') continue;
        const given = binder.at(binder.argumentsOf(call, binder.openEnv(call, module)), options);
        if (given.length > 0) found.push({ path, options: given.flatMap((g) => made(binder, g)) });
      }
    }
  }
  return found;
}

/** Options given directly, or made by a factory function in them: `{ inject, useFactory: (config) => ({ … }) }`. */
function made(binder: Binder, argument: Argument): readonly Argument[] {
  const functions = binder
    .at([argument], [0, '*'])
    .filter((a) => binder.argument(a).some((v) => v.kind === 'function'));
  const results = functions.flatMap((f) =>
    binder.argument(f).flatMap((v) => (v.kind === 'function' ? binder.callFunction(v, v.node, v.env) : [])),
  );
  return results.length > 0 ? [argument, { kind: 'value', values: union(results), provenance: 'unknown' }] : [argument];
}

/** Members whose calls host handlers of the library, by the rows of all libraries. */
function hostingMembers(binder: Binder, library: string): readonly { name: string; options: ArgPath }[] {
  return binder.catalog.libraries.flatMap((l) =>
    Object.values(l.types ?? {}).flatMap((type) =>
      Object.entries(type.members ?? {}).flatMap(([name, member]) =>
        callRows(member.call).flatMap((row) =>
          row.hosts?.library === library ? [{ name, options: row.hosts.options }] : [],
        ),
      ),
    ),
  );
}
