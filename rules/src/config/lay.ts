/** Users' rows laid over ours: field by field, so that one more method of a known library is one row. */
import type { ExportModel, LibraryModel, TypeModel } from '../models/model.js';

/**
 * @param ours rows that are there
 * @param rows the user's, whose modules (`./src/bus`) are relative to `root`
 */
export function layOver(
  ours: readonly LibraryModel[],
  rows: readonly LibraryModel[],
  root: string,
): readonly LibraryModel[] {
  const all = [...ours];
  for (const row of rows) {
    const placed = { ...row, packages: row.packages.map((name) => placedName(name, root)) };
    const at = all.findIndex((library) => library.packages.some((name) => placed.packages.includes(name)));
    const known = all[at];
    if (known) all[at] = merged(known, placed);
    else all.push(placed);
  }
  return all;
}

/** A module of the project by its absolute path, spelt in one way. */
function placedName(name: string, root: string): string {
  return name.startsWith('./')
    ? root +
        name
          .slice(1)
          .replace(/\.[cm]?[jt]sx?$/, '')
          .replace(/\/index$/, '')
    : name;
}

function merged(a: LibraryModel, b: LibraryModel): LibraryModel {
  return {
    ...a,
    ...b,
    library: a.library,
    packages: [...new Set([...a.packages, ...b.packages])],
    exports: byName(a.exports, b.exports, (x: ExportModel, y) => ({ ...x, ...y })),
    types: byName(a.types, b.types, mergedType),
    globals: { ...a.globals, ...b.globals },
    annotations: { ...a.annotations, ...b.annotations },
    duplicateErrors: both(a.duplicateErrors, b.duplicateErrors),
    outcomes: both(a.outcomes, b.outcomes),
    absences: both(a.absences, b.absences),
  };
}

function both(a: readonly string[] = [], b: readonly string[] = []): readonly string[] {
  return [...new Set([...a, ...b])];
}

function mergedType(a: TypeModel, b: TypeModel): TypeModel {
  const members = { ...a.members, ...b.members };
  const overrides = { ...a.overrides, ...b.overrides };
  return { ...a, ...b, members, ...(Object.keys(overrides).length > 0 ? { overrides } : {}) };
}

function byName<T>(
  a: Readonly<Record<string, T>> = {},
  b: Readonly<Record<string, T>> = {},
  join: (x: T, y: T) => T,
): Readonly<Record<string, T>> {
  const found: Record<string, T> = { ...a };
  for (const [name, value] of Object.entries(b)) found[name] = name in a ? join(a[name] as T, value) : value;
  return found;
}
