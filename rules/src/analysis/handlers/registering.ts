/** Which names may register a handler, so that other calls and files need not be evaluated. */
import type { ExportModel } from '../../models/model.js';
import { type Catalog, callRows } from '../catalog.js';

/** Exports, those that stand in namespaces of others included. */
export function everyExport(
  exports: Readonly<Record<string, ExportModel>>,
): readonly (readonly [string, ExportModel])[] {
  return Object.entries(exports).flatMap(([name, model]) => [[name, model], ...everyExport(model.namespace ?? {})]);
}

const known = new WeakMap<Catalog, ReadonlySet<string>>();

/** Names of members and exports whose calls may register a handler. */
export function registeringNames(catalog: Catalog): ReadonlySet<string> {
  const cached = known.get(catalog);
  if (cached) return cached;
  const found = new Set<string>();
  for (const library of catalog.libraries) {
    for (const [name, call] of Object.entries(library.distinctive ?? {})) {
      if (callRows(call).some((r) => r.register || r.receives)) found.add(name);
    }
    for (const rows of [library, ...(library.versions ?? [])]) {
      for (const [name, model] of everyExport(rows.exports ?? {})) {
        if ([...callRows(model.call), ...callRows(model.construct)].some((r) => r.register || r.receives))
          found.add(name);
      }
      for (const type of Object.values(rows.types ?? {})) {
        for (const [name, member] of Object.entries(type.members ?? {})) {
          if (callRows(member.call).some((r) => r.register || r.receives)) found.add(name);
        }
      }
    }
  }
  known.set(catalog, found);
  return found;
}
