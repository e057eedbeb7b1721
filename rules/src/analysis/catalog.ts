/** The model rows of all libraries, indexed for look-up by package, export and type. */
import type { CallModel, EffectModel, ExportModel, LibraryModel, MemberModel, TypeModel } from '../models/model.js';

/** Rows of one library for one major version. */
interface Rows {
  readonly exports: Readonly<Record<string, ExportModel>>;
  readonly types: Readonly<Record<string, TypeModel>>;
}

export class Catalog {
  readonly #byPackage = new Map<string, LibraryModel>();
  readonly #prefixes: { prefix: string; library: LibraryModel }[] = [];
  readonly #byName = new Map<string, LibraryModel>();
  readonly #modules = new Map<string, LibraryModel>();
  readonly #globals = new Map<string, { library: LibraryModel; model: ExportModel }>();
  readonly #annotations = new Map<string, { library: LibraryModel; type: string }>();
  readonly #distinctive = new Map<string, LibraryModel[]>();
  readonly duplicateErrors: ReadonlySet<string>;
  /** Properties of results, by what they say of them. */
  readonly outcomes: ReadonlySet<string>;
  readonly absences: ReadonlySet<string>;

  /** Rows of later libraries win over earlier ones for the same package, so that users can override ours. */
  constructor(readonly libraries: readonly LibraryModel[]) {
    for (const library of libraries) {
      this.#byName.set(library.library, library);
      for (const name of library.packages) this.#addPackage(name, library);
      for (const [name, model] of Object.entries(library.globals ?? {})) this.#globals.set(name, { library, model });
      for (const [name, type] of Object.entries(library.annotations ?? {}))
        this.#annotations.set(name, { library, type });
      for (const name of Object.keys(library.distinctive ?? {}))
        this.#distinctive.set(name, [...(this.#distinctive.get(name) ?? []), library]);
    }
    const words = (of: (library: LibraryModel) => readonly string[] | undefined): ReadonlySet<string> =>
      new Set(libraries.flatMap((library) => of(library) ?? []));
    this.duplicateErrors = words((l) => l.duplicateErrors);
    this.outcomes = words((l) => l.outcomes);
    this.absences = words((l) => l.absences);
  }

  #addPackage(name: string, library: LibraryModel): void {
    if (isModulePath(name)) this.#modules.set(moduleKey(name), library);
    else if (name.endsWith('/*')) {
      const prefix = name.slice(0, -1);
      this.#prefixes.push({ prefix, library });
      if (!this.#byPackage.has(prefix.slice(0, -1))) this.#byPackage.set(prefix.slice(0, -1), library);
    } else this.#byPackage.set(name, library);
  }

  /** The rows for a module specifier, with or without a path below the package, or undefined. */
  library(specifier: string): LibraryModel | undefined {
    const name = specifier.startsWith('node:') ? specifier.slice(5) : specifier;
    const exact = this.#byPackage.get(name);
    if (exact) return exact;
    return this.#prefixes.filter((p) => name.startsWith(p.prefix)).sort((a, b) => b.prefix.length - a.prefix.length)[0]
      ?.library;
  }

  /** The user's rows for a module of the project (absolute path). */
  ofModule(path: string): LibraryModel | undefined {
    return this.#modules.size === 0 ? undefined : this.#modules.get(moduleKey(path));
  }

  /** Which packages have rows, and which of them call handlers or write to stores. */
  get packages(): { isKnown(specifier: string): boolean; matters(name: string): boolean } {
    return {
      isKnown: (specifier) => this.library(specifier) !== undefined,
      matters: (name) => {
        const library = this.library(name);
        return library !== undefined && isInvolved(library);
      },
    };
  }

  global(name: string): { library: LibraryModel; model: ExportModel } | undefined {
    return this.#globals.get(name);
  }

  annotation(name: string): { library: LibraryModel; type: string } | undefined {
    return this.#annotations.get(name);
  }

  /** Libraries that a method of this name is told by. */
  distinguished(name: string): readonly LibraryModel[] {
    return this.#distinctive.get(name) ?? [];
  }

  /** `'Name'` of the same library or `'other-library#Name'`. */
  resolveType(library: LibraryModel, ref: string): { library: LibraryModel; type: string } | undefined {
    const hash = ref.lastIndexOf('#');
    if (hash < 0) return { library, type: ref };
    const other = this.#byName.get(ref.slice(0, hash)) ?? this.library(ref.slice(0, hash));
    return other && { library: other, type: ref.slice(hash + 1) };
  }

  type(library: LibraryModel, name: string): TypeModel | undefined {
    return library.types?.[name];
  }

  /** The member's row, looked up through `extends`; `named` says that `anyMember` names the resource. */
  member(
    library: LibraryModel,
    typeName: string,
    name: string,
  ): { library: LibraryModel; model: MemberModel; named: boolean } | undefined {
    let at: { library: LibraryModel; type: string } | undefined = { library, type: typeName };
    let any: { library: LibraryModel; model: MemberModel; named: boolean } | undefined;
    for (let hops = 0; at && hops < 8; hops++) {
      const type: TypeModel | undefined = at.library.types?.[at.type];
      if (!type) break;
      const own = type.members && Object.hasOwn(type.members, name) ? type.members[name] : undefined;
      if (own) return { library: at.library, model: own, named: false };
      if (!any && type.anyMember)
        any = { library: at.library, model: type.anyMember, named: type.anyMember.named === true };
      at = type.extends === undefined ? undefined : this.resolveType(at.library, type.extends);
    }
    return any;
  }

  /** The first value that `pick` gives on the type or what it extends. */
  inherited<T>(
    library: LibraryModel,
    typeName: string,
    pick: (type: TypeModel) => T | undefined,
  ): { library: LibraryModel; value: T } | undefined {
    let at: { library: LibraryModel; type: string } | undefined = { library, type: typeName };
    for (let hops = 0; at && hops < 8; hops++) {
      const type: TypeModel | undefined = at.library.types?.[at.type];
      if (!type) return undefined;
      const value = pick(type);
      if (value !== undefined) return { library: at.library, value };
      at = type.extends === undefined ? undefined : this.resolveType(at.library, type.extends);
    }
    return undefined;
  }

  /** The row of a named export, with the rows of the version in use laid over. */
  export(library: LibraryModel, name: string, versionRange?: string): { name: string; model: ExportModel } | undefined {
    const rows = this.rows(library, versionRange);
    const own = Object.hasOwn(rows.exports, name) ? rows.exports[name] : undefined;
    return own && { name, model: own };
  }

  rows(library: LibraryModel, versionRange?: string): Rows {
    return { exports: library.exports ?? {}, types: library.types ?? {}, ...(versionRange === undefined ? {} : {}) };
  }
}

const involved = new WeakMap<LibraryModel, boolean>();

/** Do the library's rows tell of handlers or writes? */
function isInvolved(library: LibraryModel): boolean {
  const known = involved.get(library) ?? tells(library);
  involved.set(library, known);
  return known;
}

function tells(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return false;
  if ('register' in row || 'receives' in row || 'overrides' in row || 'sql' in row) return true;
  if ('effect' in row && (row.effect as EffectModel).kind !== 'external') return true;
  return Object.values(row).some((inner) => tells(inner));
}

/** Does a row speak of a module of the project rather than of a package? Such paths are absolute. */
export function isModulePath(name: string): boolean {
  return /^(?:\/|[A-Za-z]:\/)/.test(name);
}

/** However the module is written: with its extension, without, as its folder. */
function moduleKey(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
}

/** The library with the rows of the given version range laid over, or itself where nothing differs. */
export function atVersion(library: LibraryModel, range: string | undefined): LibraryModel {
  if (!library.versions) return library;
  const major = Number(/\d+/.exec(range ?? '')?.[0] ?? Number.NaN);
  const fitting = library.versions.find((v) => {
    const bound = Number(v.major.replace(/\D+/, ''));
    return v.major.startsWith('<') ? major < bound : major >= bound;
  });
  if (!fitting || Number.isNaN(major)) return library;
  const cached = versioned.get(fitting);
  if (cached) return cached;
  const laid: LibraryModel = {
    ...library,
    exports: { ...library.exports, ...fitting.exports },
    types: { ...library.types, ...fitting.types },
  };
  versioned.set(fitting, laid);
  return laid;
}
const versioned = new WeakMap<object, LibraryModel>();

/** A call row as a list. */
export function callRows(call: CallModel | readonly CallModel[] | undefined): readonly CallModel[] {
  if (!call) return [];
  return Array.isArray(call) ? (call as readonly CallModel[]) : [call as CallModel];
}
