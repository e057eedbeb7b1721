/** Which files can matter, by their text alone. */
import type { Project } from './project.js';

/** Specifiers of `import`, `export … from`, `import()` and `require()`; a string in a comment may slip in, none is missed. */
const SPECIFIER = /\b(?:from|import|require)\s*\(?\s*(['"`])([^'"`\n]+)\1/g;

/** Decides from a file's text whether it names something modelled; each file is read once. */
export class Gate {
  readonly #specifiers: RegExp | undefined;
  readonly #names: RegExp | undefined;
  readonly #calls: RegExp | undefined;
  /** By file: the text they were read from, and the specifiers in it. */
  readonly #imports = new Map<string, { readonly text: string; readonly specifiers: readonly string[] }>();
  #revision = -1;
  #importers: ReadonlyMap<string, readonly string[]> = new Map();
  #matters: { readonly revision: number; readonly answers: Map<string, boolean> } = {
    revision: -1,
    answers: new Map(),
  };

  /**
   * @param packages module specifiers; a quoted specifier that is one, or starts with one and `/`, lets a file through
   * @param names identifiers that let a file through wherever they stand
   * @param calls functions and methods that let a file through where they are called
   */
  constructor(
    readonly project: Project,
    packages: readonly string[],
    names: readonly string[],
    calls: readonly string[] = [],
  ) {
    if (packages.length > 0) this.#specifiers = new RegExp(`['"\`](?:node:)?(?:${alternatives(packages)})(?=['"\`/])`);
    if (names.length > 0) this.#names = new RegExp(`(?<![\\w$])(?:${alternatives(names)})(?![\\w$])`);
    if (calls.length > 0) this.#calls = new RegExp(`(?<![\\w$])(?:${alternatives(calls)})\\s*(?:<[^<>()]*>\\s*)?\\(`);
  }

  /** Does the file's own text name something modelled? */
  names(path: string): boolean {
    const text = this.project.text(path);
    return (
      text !== undefined && [this.#specifiers, this.#names, this.#calls].some((words) => words?.test(text) === true)
    );
  }

  /** Files whose own text names something modelled. */
  seeds(): readonly string[] {
    return this.project.files().filter((file) => this.names(file));
  }

  /** Does the file name something modelled, or import, through any number of modules, one that does? */
  mayMatter(path: string): boolean {
    if (this.#matters.revision !== this.project.revision)
      this.#matters = { revision: this.project.revision, answers: new Map() };
    const { answers } = this.#matters;
    const seen = new Set([path]);
    for (const at of seen) {
      if (answers.get(at) ?? this.names(at)) {
        answers.set(path, true);
        return true;
      }
      if (!answers.has(at)) for (const target of this.#targets(at)) seen.add(target);
    }
    // None of them leads anywhere.
    for (const at of seen) answers.set(at, false);
    return false;
  }

  /** Files that import one of `paths`, through any number of modules; those of `paths` only when others lead to them. */
  dependents(paths: Iterable<string>): Set<string> {
    this.#refresh();
    const found = new Set<string>();
    const open = [...paths];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      for (const importer of this.#importers.get(path) ?? []) {
        if (found.has(importer)) continue;
        found.add(importer);
        open.push(importer);
      }
    }
    return found;
  }

  #refresh(): void {
    if (this.#revision === this.project.revision) return;
    this.#revision = this.project.revision;
    const importers = new Map<string, string[]>();
    for (const file of this.project.files()) {
      for (const target of this.#targets(file)) {
        const known = importers.get(target);
        if (known) known.push(file);
        else importers.set(target, [file]);
      }
    }
    this.#importers = importers;
  }

  /** Modules of the project that the file's text imports. */
  #targets(file: string): readonly string[] {
    return this.#specifiersOf(file).flatMap((specifier) => {
      const at = this.project.resolve(file, specifier);
      return at.kind === 'module' ? [at.path] : [];
    });
  }

  #specifiersOf(file: string): readonly string[] {
    const text = this.project.text(file) ?? '';
    const known = this.#imports.get(file);
    if (known?.text === text) return known.specifiers;
    const specifiers = [...new Set([...text.matchAll(SPECIFIER)].map((match) => match[2] ?? ''))];
    this.#imports.set(file, { text, specifiers });
    return specifiers;
  }
}

/** Longest first; what they share is left to the regular expression engine. */
function alternatives(words: readonly string[]): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|');
}
