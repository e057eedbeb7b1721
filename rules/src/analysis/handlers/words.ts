/** What does a text hold that can make a function a handler? So that no other file is searched for handlers. */
import type { CallModel, LibraryModel, RegistrationModel } from '../../models/model.js';
import { callRows, type Catalog, isModulePath } from '../catalog.js';
import { entry } from '../memo.js';
import { everyExport } from './registering.js';

export interface HandlerWords {
  /** Packages with a row that registers a handler, or that hands out objects of such a package. */
  readonly packages: readonly string[];
  /** Identifiers that tell by themselves: annotations, properties of events. */
  readonly names: readonly string[];
  /** By package: functions and methods that register when called, however their receiver was obtained. */
  readonly calls: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<Catalog, HandlerWords>();

export function handlerWords(catalog: Catalog): HandlerWords {
  return entry(known, catalog, () => wordsOf(catalog));
}

function wordsOf(catalog: Catalog): HandlerWords {
  const registering = registeringLibraries(catalog);
  return {
    packages: unique(registering.flatMap((l) => packagesOf(l))),
    names: unique(
      registering
        .flatMap((l) => [
          ...Object.keys(l.annotations ?? {}),
          ...Object.entries(l.globals ?? {}).flatMap(([name, g]) =>
            g.annotatedHandler || g.annotatedParameter || g.annotatedMembers ? [name] : [],
          ),
          // A module of the project is imported by many spellings; its exports are spelt in one.
          ...(l.packages.some(isModulePath) ? Object.keys(l.exports ?? {}) : []),
          ...(l.structural ?? []).flatMap((s) => s.reads.map((chain) => chain[0] ?? '')),
        ])
        .filter((name) => name !== ''),
    ),
    calls: new Map(registering.flatMap((l) => packagesOf(l).map((name) => [name, callsThrough(catalog, l)] as const))),
  };
}

function packagesOf(library: LibraryModel): readonly string[] {
  return library.packages.map((name) => name.replace(/\/\*$/, ''));
}

/** Calls of the library itself, and of those whose objects it hands out. */
function callsThrough(catalog: Catalog, library: LibraryModel): readonly string[] {
  const all = new Set([library]);
  for (const from of all) {
    for (const ref of foreignTypes(from)) {
      const at = catalog.resolveType(from, ref);
      if (at) all.add(at.library);
    }
  }
  return unique([...all].flatMap((l) => registeringCalls(l)));
}

function registeringLibraries(catalog: Catalog): readonly LibraryModel[] {
  const found = new Set(catalog.libraries.filter((l) => registers(l)));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const library of catalog.libraries) {
      if ([...foreignTypes(library)].some((ref) => isOf(catalog, library, ref, found))) found.add(library);
    }
  }
  return [...found];
}

function isOf(catalog: Catalog, from: LibraryModel, ref: string, libraries: ReadonlySet<LibraryModel>): boolean {
  const at = catalog.resolveType(from, ref);
  return at !== undefined && libraries.has(at.library);
}

/** Does anything in the rows say how messages come? A registration is told by its acknowledgement mode. */
function registers(rows: unknown): boolean {
  if (typeof rows !== 'object' || rows === null) return false;
  const { ack, inProcess } = rows as Partial<RegistrationModel>;
  if (ack && 'mode' in ack && inProcess !== true && (ack.mode !== 'none' || ack.options !== undefined)) return true;
  return Object.values(rows).some(registers);
}

/** `'package#Type'` anywhere in the rows. */
function foreignTypes(library: LibraryModel): ReadonlySet<string> {
  const known = foreign.get(library);
  if (known) return known;
  const found = new Set<string>();
  const visit = (rows: unknown): void => {
    if (typeof rows === 'string' && rows.includes('#')) found.add(rows);
    else if (typeof rows === 'object' && rows !== null) for (const value of Object.values(rows)) visit(value);
  };
  visit(library);
  foreign.set(library, found);
  return found;
}
const foreign = new WeakMap<LibraryModel, ReadonlySet<string>>();

function registeringCalls(library: LibraryModel): readonly string[] {
  const found: string[] = [];
  const note = (name: string, call: CallModel | readonly CallModel[] | undefined): void => {
    if (callRows(call).some((row) => registers(row.register) || registers(row.receives))) found.push(name);
  };
  for (const [name, call] of Object.entries(library.distinctive ?? {})) note(name, call);
  for (const rows of [library, ...(library.versions ?? [])]) {
    for (const [name, model] of everyExport(rows.exports ?? {})) {
      note(name, model.call);
      note(name, model.construct);
    }
    // Class objects come by import, and their names (`create`) are everybody's.
    const statics = new Set(everyExport(rows.exports ?? {}).map(([, model]) => model.static));
    for (const [typeName, type] of Object.entries(rows.types ?? {})) {
      if (statics.has(typeName)) continue;
      for (const [name, member] of Object.entries(type.members ?? {})) {
        note(name, member.call);
        if (registers(member.register)) found.push(name);
      }
    }
  }
  return found.filter((name) => /^[\w$]+$/.test(name) && name !== 'default');
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
