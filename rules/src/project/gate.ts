/** Which files can matter, by their text alone. */
import type { Project } from './project.js';

/** Methods of the language's own objects: everybody calls them. */
const SHARED = new Set(
  [Map, Set, Array, String, Promise, URLSearchParams].flatMap((c) => Object.getOwnPropertyNames(c.prototype)),
);

/** Calls that let a file through. */
interface Calls {
  /** Packages that the project names, for which the rest holds. */
  readonly used: string;
  readonly own: RegExp | undefined;
  /** Names of the language's own methods too. */
  readonly shared: RegExp | undefined;
}

/** Decides from a file's text whether it names something modelled; each file is read once. */
export class Gate {
  readonly #specifiers: RegExp | undefined;
  readonly #names: RegExp | undefined;
  #calls: Calls = { used: '', own: undefined, shared: undefined };
  #callsRevision = -1;
  /** By file: the text they were read from, and the modelled packages in it. */
  readonly #packages = new Map<string, { readonly text: string; readonly packages: readonly string[] }>();
  #matters = new Map<string, boolean>();
  #mattersRevision = -1;

  /**
   * @param packages module specifiers; a quoted specifier that is one, or starts with one and `/`, lets a file through
   * @param names identifiers that let a file through wherever they stand
   * @param calls by package: functions and methods that let a file through where they are called, once the project names
   * the package; those of the language's own objects (`get`) only where the file's imports lead to something modelled
   */
  constructor(
    readonly project: Project,
    packages: readonly string[],
    names: readonly string[],
    readonly calls: ReadonlyMap<string, readonly string[]> = new Map(),
  ) {
    if (packages.length > 0)
      this.#specifiers = new RegExp(`['"\`](?:node:)?(${alternatives(packages)})(?=['"\`/])`, 'g');
    if (names.length > 0) this.#names = new RegExp(`(?<![\\w$])(?:${alternatives(names)})(?![\\w$])`);
  }

  /** Does the file's own text let it through? */
  names(path: string): boolean {
    const text = this.project.text(path);
    if (text === undefined) return false;
    if (this.#namesModelled(path, text)) return true;
    const { own, shared } = this.#callsInUse();
    return own?.test(text) === true || (shared?.test(text) === true && this.mayMatter(path));
  }

  /** Files whose own text lets them through. */
  seeds(): readonly string[] {
    return this.project.sources().filter((file) => this.names(file));
  }

  #namesModelled(path: string, text: string): boolean {
    return this.#packagesIn(path, text).length > 0 || this.#names?.test(text) === true;
  }

  #packagesIn(path: string, text: string): readonly string[] {
    const known = this.#packages.get(path);
    if (known?.text === text) return known.packages;
    const packages = this.#specifiers ? [...text.matchAll(this.#specifiers)].map((match) => match[1] ?? '') : [];
    this.#packages.set(path, { text, packages });
    return packages;
  }

  #callsInUse(): Calls {
    if (this.calls.size === 0 || this.#callsRevision === this.project.revision) return this.#calls;
    this.#callsRevision = this.project.revision;
    const packages = new Set(
      this.project.sources().flatMap((file) => this.#packagesIn(file, this.project.text(file) ?? '')),
    );
    const used = [...packages].sort().join(' ');
    if (used !== this.#calls.used) {
      const names = new Set([...packages].flatMap((name) => this.calls.get(name) ?? []));
      const shared = [...names].filter((name) => SHARED.has(name));
      const own = [...names].filter((name) => !SHARED.has(name));
      this.#calls = { used, own: callPattern(own), shared: callPattern(shared) };
    }
    return this.#calls;
  }

  /** Does the file name something modelled, or import, through any number of modules, one that does? */
  mayMatter(path: string): boolean {
    if (this.#mattersRevision !== this.project.revision) this.#matters.clear();
    this.#mattersRevision = this.project.revision;
    const seen = new Set([path]);
    for (const at of seen) {
      if (this.#matters.get(at) ?? this.#namesModelled(at, this.project.text(at) ?? '')) {
        this.#matters.set(path, true);
        return true;
      }
      if (!this.#matters.has(at)) for (const target of this.project.targets(at)) seen.add(target);
    }
    // None of them leads anywhere.
    for (const at of seen) this.#matters.set(at, false);
    return false;
  }

  /** Does the file import `target`, or a module that does? */
  imports(path: string, target: string): boolean {
    const targets = this.project.targets(path);
    return targets.includes(target) || targets.some((between) => this.project.targets(between).includes(target));
  }

  /** Files that import one of `paths`, through any number of modules; those of `paths` only when others lead to them. */
  dependents(paths: Iterable<string>): Set<string> {
    const found = new Set<string>();
    const open = [...paths];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      for (const importer of this.project.imports.importers(path)) {
        if (found.has(importer)) continue;
        found.add(importer);
        open.push(importer);
      }
    }
    return found;
  }
}

function callPattern(names: readonly string[]): RegExp | undefined {
  if (names.length === 0) return undefined;
  return new RegExp(`(?<![\\w$])(?:${alternatives(names)})\\s*(?:<[^<>()]*>\\s*)?\\(`);
}

/** Longest first; what they share is left to the regular expression engine. */
function alternatives(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
}
