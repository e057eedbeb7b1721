/** Which files may register a handler, by their text and imports alone? */
import type { CallModel, ExportModel, LibraryModel, TypeModel } from '../models/model.js';
import type { Gate } from '../project/gate.js';
import type { Project } from '../project/project.js';
import { callRows, type Catalog } from './catalog.js';

/**
 * Files that name a library with handlers, and files that call a method such a library registers handlers with on
 * something they import from elsewhere in the project (`consumer.run(…)` where another package makes the consumer).
 */
export function candidateFiles(project: Project, catalog: Catalog, gate: Gate): readonly string[] {
  const found = new Set<string>();
  const named = new Set<LibraryModel>();
  for (const file of gate.seeds()) {
    const libraries = gate.specifiers(file).flatMap((specifier) => catalog.library(specifier) ?? []);
    for (const library of libraries) named.add(library);
    if (gate.holdsName(file) || libraries.some((library) => registers(library))) found.add(file);
  }
  const members = new Set([...withReferred(named, catalog)].flatMap((library) => registeringMembers(library)));
  if (members.size > 0) {
    const uses = new RegExp(`\\.\\s*(?:${[...members].join('|').replaceAll('$', '\\$')})\\b`);
    for (const file of project.files())
      if (!found.has(file) && uses.test(project.text(file) ?? '') && gate.mayMatter(file)) found.add(file);
  }
  return [...found].sort();
}

/** The libraries, and those whose types their rows give (`'library#Type'`). */
function withReferred(libraries: ReadonlySet<LibraryModel>, catalog: Catalog): ReadonlySet<LibraryModel> {
  const all = new Set(libraries);
  for (const library of all) {
    for (const [, name = ''] of JSON.stringify(library).matchAll(/"([^"#\s]+)#\w+"/g)) {
      const referred = catalog.resolveType(library, `${name}#`)?.library;
      if (referred) all.add(referred);
    }
  }
  return all;
}

function registers(library: LibraryModel): boolean {
  const known = registrars.get(library);
  if (known !== undefined) return known;
  const exports = rowsOf(library).flatMap((rows) => Object.values(rows.exports ?? {}));
  const types = rowsOf(library).flatMap((rows) => Object.values(rows.types ?? {}));
  const answer =
    library.structural !== undefined || exports.some((e) => exportRegisters(e)) || types.some((t) => typeRegisters(t));
  registrars.set(library, answer);
  return answer;
}
const registrars = new WeakMap<LibraryModel, boolean>();

function exportRegisters(model: ExportModel): boolean {
  return (
    model.annotatedHandler !== undefined ||
    model.annotatedParameter !== undefined ||
    model.decorator?.method !== undefined ||
    model.decorator?.dispatches !== undefined ||
    callRegisters(model.call) ||
    callRegisters(model.construct)
  );
}

function typeRegisters(model: TypeModel): boolean {
  return (
    model.overrides !== undefined ||
    model.iterate !== undefined ||
    callRegisters(model.call) ||
    Object.values(model.members ?? {}).some((m) => m.register !== undefined || callRegisters(m.call))
  );
}

function callRegisters(call: CallModel | readonly CallModel[] | undefined): boolean {
  return callRows(call).some((row) => row.register !== undefined || row.receives !== undefined);
}

/** Names of the members that register a handler or give messages. */
function registeringMembers(library: LibraryModel): readonly string[] {
  return rowsOf(library).flatMap((rows) =>
    Object.values(rows.types ?? {}).flatMap((type) =>
      Object.entries(type.members ?? {})
        .filter(([, member]) => member.register !== undefined || callRegisters(member.call))
        .map(([name]) => name),
    ),
  );
}

function rowsOf(library: LibraryModel): readonly Pick<LibraryModel, 'exports' | 'types'>[] {
  return [library, ...(library.versions ?? [])];
}
