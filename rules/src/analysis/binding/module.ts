/** Imports and exports: what a name of another module denotes. */
import type { Module } from '../../project/module.js';
import type { Binder } from './bind.js';
import type { LibraryModel } from '../../models/model.js';
import { openInstance } from './class.js';
import { atVersion } from '../catalog.js';
import { type ExportValue, type LibraryValue, type Value, union } from './value.js';
import { sourcesFor } from './barrel.js';

/** What an imported local name denotes. */
export function importedValues(binder: Binder, module: Module, local: string): readonly Value[] {
  const binding = module.imports.get(local);
  if (!binding) return [];
  if (binding.kind === 'named') return sourceMember(binder, module, binding.source, binding.name);
  if (binding.kind === 'require' && binding.name !== undefined)
    return sourceMember(binder, module, binding.source, binding.name);
  return namespaceValues(binder, module, binding.source, binding.kind === 'require');
}

/** `import('x')`, `require('x')` or `import * as`: the module object. */
export function namespaceValues(binder: Binder, module: Module, source: string, required: boolean): readonly Value[] {
  const target = binder.project.resolve(module.path, source);
  if (target.kind === 'package') return packageExport(binder, module, target.specifier, '*');
  if (target.kind !== 'module') return packageExport(binder, module, source, '*');
  const found = binder.project.module(target.path);
  if (!found) return [];
  if (required && found.exports.has('=')) {
    const whole = exportedValues(binder, found, '=');
    if (whole.length > 0) return whole;
  }
  return [{ kind: 'namespace', module: found }];
}

/** `name` of the module that `source` resolves to. */
export function sourceMember(
  binder: Binder,
  from: Module,
  source: string,
  name: string,
  seen = new Set<string>(),
): readonly Value[] {
  const target = binder.project.resolve(from.path, source);
  if (target.kind === 'module') {
    const module = binder.project.module(target.path);
    return module ? exportedValues(binder, module, name, seen) : [];
  }
  return packageExport(binder, from, target.kind === 'package' ? target.specifier : source, name);
}

function packageExport(binder: Binder, from: Module, specifier: string, name: string): readonly Value[] {
  const known = binder.catalog.library(specifier);
  if (!known) return [named(binder, name) ?? { kind: 'package', name: specifier }];
  const library = known.versions
    ? atVersion(known, binder.project.packageVersion(from.path, packageName(specifier)))
    : known;
  const rows = library.exports ?? {};
  if (Object.hasOwn(rows, name)) return [{ kind: 'export', library, name, model: rows[name] ?? {} }];
  if (name === '*' || name === 'default') {
    const whole = rows['*'] ?? rows['default'] ?? {};
    return [{ kind: 'export', library, name: '*', model: name === '*' ? whole : (rows['default'] ?? whole) }];
  }
  return [{ kind: 'package', name: specifier, ...(library.generatesEnums ? { generated: name } : {}) }];
}

/** A name that tells what it is, wherever it comes from. */
function named(binder: Binder, name: string): ExportValue | undefined {
  const row = binder.catalog.annotation(name);
  if (!row) return undefined;
  const rows = row.library.exports ?? {};
  return {
    kind: 'export',
    library: row.library,
    name,
    model: (Object.hasOwn(rows, name) ? rows[name] : undefined) ?? { class: row.type },
  };
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

/** What `module` exports as `name`: as the user's rows have it, else as its code has it. */
export function exportedValues(
  binder: Binder,
  module: Module,
  name: string,
  seen = new Set<string>(),
): readonly Value[] {
  return describedExport(binder, module, name) ?? writtenExport(binder, module, name, seen);
}

const described = new WeakMap<LibraryModel, Module>();

/** As the user's rows for the module have it. */
export function describedExport(binder: Binder, module: Module, name: string): readonly Value[] | undefined {
  const library = binder.catalog.ofModule(module.path);
  const model = library?.exports && Object.hasOwn(library.exports, name) ? library.exports[name] : undefined;
  if (!library || !model) return undefined;
  described.set(library, module);
  return [{ kind: 'export', library, name, model }];
}

/** A member that the user's rows for a module leave out is still what the code says. */
export function undescribedMember(binder: Binder, value: LibraryValue, name: string): readonly Value[] {
  const module = described.get(value.library);
  if (!module) return [];
  return Object.entries(value.library.exports ?? {}).flatMap(([exported, model]) => {
    if (model.class !== value.type && model.value !== value.type) return [];
    const values = writtenExport(binder, module, exported, new Set());
    return values.flatMap((v) => binder.member(v.kind === 'class' ? openInstance(v) : v, name));
  });
}

/** Through any number of re-exports. */
function writtenExport(binder: Binder, module: Module, name: string, seen: Set<string>): readonly Value[] {
  const key = `${module.path}#${name}`;
  if (seen.has(key)) return [];
  seen.add(key);
  const binding = module.exports.get(name);
  if (binding) {
    switch (binding.kind) {
      case 'local': {
        const variable =
          module.scopes.globalScope?.childScopes[0]?.set.get(binding.name) ??
          module.scopes.globalScope?.set.get(binding.name);
        if (variable) return binder.variable(variable, binder.moduleEnv(module));
        return importedValues(binder, module, binding.name);
      }
      case 'node':
        return binder.evaluate(binding.node, binder.moduleEnv(module));
      case 'reexport':
        return binding.name === '*' || binding.name === '='
          ? namespaceValues(binder, module, binding.source, true)
          : sourceMember(binder, module, binding.source, binding.name, seen);
      case 'reexport-namespace':
        return namespaceValues(binder, module, binding.source, false);
    }
  }
  const sources = sourcesFor(binder, module, name);
  const through = union(...sources.map((source) => sourceMemberIfModule(binder, module, source, name, seen)));
  if (through.length > 0) return through;
  const whole = name === '=' ? [] : module.exports.has('=') ? exportedValues(binder, module, '=', seen) : [];
  return name === 'default' ? whole : union(...whole.map((v) => binder.member(v, name)));
}

function sourceMemberIfModule(
  binder: Binder,
  from: Module,
  source: string,
  name: string,
  seen: Set<string>,
): readonly Value[] {
  const values = sourceMember(binder, from, source, name, seen);
  return values.filter((v) => v.kind !== 'package');
}

/** `X.name` where X is what a package exports: a static member, or an export of the module object. */
export function memberOfExport(binder: Binder, value: ExportValue, name: string): readonly Value[] {
  const inner = value.model.namespace;
  if (inner && Object.hasOwn(inner, name))
    return [{ kind: 'export', library: value.library, name, model: inner[name] ?? {} }];
  const type = value.model.static ?? value.model.value;
  if (type !== undefined) {
    const at = binder.catalog.resolveType(value.library, type);
    const found =
      at &&
      binder.memberOfLibrary(
        {
          kind: 'library',
          library: at.library,
          type: at.type,
          resource: undefined,
          site: undefined,
          provenance: undefined,
          draft: [],
          content: undefined,
        },
        name,
      );
    if (found && found.length > 0) return found;
  }
  if (value.name === '*' || value.name === 'default') {
    const rows = value.library.exports ?? {};
    if (Object.hasOwn(rows, name)) return [{ kind: 'export', library: value.library, name, model: rows[name] ?? {} }];
    if (name === 'default') return [value];
  }
  return [];
}
