/** The model rows of all libraries, indexed for look-up by package, export and type. */
import type { CallModel, EffectModel, ExportModel, LibraryModel, MemberModel, TypeModel } from '../models/model.js';

/** A member's row and the library it stands with. */
interface MemberRow {
  readonly library: LibraryModel;
  readonly model: MemberModel;
  readonly named: boolean;
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
  /** Names of calls that set columns of an object, and of those that give an object back which they are given. */
  readonly setters: ReadonlySet<string>;
  readonly wrappers: ReadonlySet<string>;
  /** Names of calls that describe the object itself that they are made on. */
  readonly changers: ReadonlySet<string>;

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
    this.setters = words((l) => namesOf(l, (row) => row.sets !== undefined));
    this.changers = words((l) => namesOf(l, (row) => row.inPlace === true));
    this.wrappers = words((l) => namesOf(l, (row) => row.returnsArgument !== undefined));
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

  /** The member's row, looked up through `extends` and `queues`; `named` says that `anyMember` names the resource. */
  member(library: LibraryModel, typeName: string, name: string): MemberRow | undefined {
    return this.#own(library, typeName, name) ?? this.#anyMember(library, typeName);
  }

  #own(library: LibraryModel, typeName: string, name: string, depth = 0): MemberRow | undefined {
    let names = [name];
    for (const at of this.#chain(library, typeName)) {
      const { members, anyCase, queues } = at.model;
      if (anyCase) names = [name, name.toLowerCase()];
      const found = members && names.find((n) => Object.hasOwn(members, n));
      const own = found === undefined ? undefined : members?.[found];
      if (own) return { library: at.library, model: own, named: false };
      const of = queues === undefined || depth > 0 ? undefined : this.resolveType(at.library, queues);
      const row = of && this.#own(of.library, of.type, name, depth + 1);
      const model = row && queued(row.model);
      if (model) return { library: row.library, model, named: false };
    }
    return undefined;
  }

  #anyMember(library: LibraryModel, typeName: string): MemberRow | undefined {
    for (const { library: of, model } of this.#chain(library, typeName))
      if (model.anyMember) return { library: of, model: model.anyMember, named: model.anyMember.named === true };
    return undefined;
  }

  /** The type and those it extends, nearest first. */
  *#chain(library: LibraryModel, typeName: string): Generator<{ library: LibraryModel; model: TypeModel }> {
    let at: { library: LibraryModel; type: string } | undefined = { library, type: typeName };
    for (let hops = 0; at && hops < 8; hops++) {
      const model: TypeModel | undefined = at.library.types?.[at.type];
      if (!model) return;
      yield { library: at.library, model };
      at = model.extends === undefined ? undefined : this.resolveType(at.library, model.extends);
    }
  }

  /** The first value that `pick` gives on the type or what it extends. */
  inherited<T>(
    library: LibraryModel,
    typeName: string,
    pick: (type: TypeModel) => T | undefined,
  ): { library: LibraryModel; value: T } | undefined {
    for (const at of this.#chain(library, typeName)) {
      const value = pick(at.model);
      if (value !== undefined) return { library: at.library, value };
    }
    return undefined;
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

/** Names of the exports and members of the library that a row of `pick` stands at. */
function namesOf(library: LibraryModel, pick: (row: CallModel) => boolean): readonly string[] {
  const holders: readonly (Readonly<Record<string, Pick<MemberModel, 'call'>>> | undefined)[] = [
    library.exports,
    ...Object.values(library.types ?? {}).map((t) => t.members),
  ];
  return holders.flatMap((of) =>
    Object.entries(of ?? {}).flatMap(([name, row]) => (callRows(row.call).some(pick) ? [name] : [])),
  );
}

/** Does a row speak of a module of the project rather than of a package? Such paths are absolute. */
export function isModulePath(name: string): boolean {
  return /^(?:\/|[A-Za-z]:\/)/.test(name);
}

/** However the module is written: with its extension, without, as its folder. */
function moduleKey(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '');
}

/** The first major that a version range allows; not a number where it names none. */
export function majorOf(range: string | undefined): number {
  return Number(/\d+/.exec(range ?? '')?.[0] ?? Number.NaN);
}

/** The library with the rows of the given version range laid over, or itself where nothing differs. */
export function atVersion(library: LibraryModel, range: string | undefined): LibraryModel {
  if (!library.versions) return library;
  const major = majorOf(range);
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

/** The row of a write that is only queued; none for what does not write. */
function queued(member: MemberModel): MemberModel | undefined {
  const known = queues.get(member);
  if (known) return known;
  const rows = callRows(member.call).filter(({ effect, ack }) => ack ?? (effect && effect.kind !== 'read'));
  if (rows.length === 0) return undefined;
  const model: MemberModel = {
    call: rows.map(({ when, effect, ack }) => ({
      returns: 'this',
      sync: true,
      ...(when && { when }),
      ...(effect && { effect }),
      ...(ack && { ack }),
      // What is refused for its key is told in the answers to the queue, and not thrown.
      ...(effect?.kind === 'insert' && effect.key && { failure: 'error' }),
    })),
  };
  queues.set(member, model);
  return model;
}
const queues = new WeakMap<MemberModel, MemberModel>();

/** A call row as a list. */
export function callRows(call: CallModel | readonly CallModel[] | undefined): readonly CallModel[] {
  if (!call) return [];
  return Array.isArray(call) ? (call as readonly CallModel[]) : [call as CallModel];
}
