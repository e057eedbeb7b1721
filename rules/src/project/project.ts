/** The modules of one project: read, parsed and resolved on demand, cached by content. */
import { readFileSync } from 'node:fs';
import { decode, Folders, isFileNow, isFolderNow, slashes, withoutMark } from './disk.js';
import { isListed, isTestPath, listFiles, type Listing } from './files.js';
import type { Module } from './module.js';
import { parseModule } from './parse.js';
import { type GeneratedPackage, Resolver, type Resolution } from './resolve.js';
import { WordIndex } from './words.js';

export { slashes } from './disk.js';
export type { Resolution } from './resolve.js';

export interface ProjectOptions {
  /** List tests and mocks too. */
  readonly includeTests?: boolean;
  /** Further files to leave out of the listing, gitignore syntax, relative to the root. */
  readonly ignore?: readonly string[];
  /** How generated clients kept in the repository are told, and the packages they stand for. */
  readonly generated?: readonly GeneratedPackage[];
}

export interface Problem {
  readonly file: string;
  readonly message: string;
}

/** `good` is the last module without a syntax error. */
interface CachedModule {
  readonly text: string;
  readonly module: Module | undefined;
  readonly good: Module | undefined;
}

const MAX_SIZE = 1_000_000;

/** Paths are absolute; backslashes are taken, forward slashes given back. */
export class Project {
  readonly root: string;
  readonly #options: ProjectOptions;
  readonly #texts = new Map<string, string | undefined>();
  readonly #buffers = new Map<string, string>();
  readonly #modules = new Map<string, CachedModule>();
  readonly #problems = new Map<string, string>();
  readonly #folders = new Folders();
  #listing: Listing | undefined;
  #listed: ReadonlySet<string> | undefined;
  #words: WordIndex | undefined;
  /** Files whose words may have changed since the index was asked; undefined when any may have come or gone. */
  #reworded: Set<string> | undefined;
  #resolver: Resolver;
  #revision = 0;

  /** @param root absolute path of the directory the project lives in */
  constructor(root: string, options: ProjectOptions = {}) {
    this.root = slashes(root).replace(/(.)\/$/, '$1');
    this.#options = options;
    this.#resolver = this.#newResolver();
  }

  #newResolver(): Resolver {
    return new Resolver(this.root, {
      read: (path) => this.text(path),
      exists: (path) => this.#buffers.has(path) || this.#folders.hasFile(path),
      others: () => this.#list().others,
      generated: this.#options.generated ?? [],
    });
  }

  /** Increases with each change; values bound before stay valid only for their revision. */
  get revision(): number {
    return this.#revision;
  }

  /** What could not be read, listed or parsed, one a file. */
  get problems(): readonly Problem[] {
    return [...this.#problems].map(([file, message]) => ({ file, message }));
  }

  /** Modules parsed so far. */
  get parsedCount(): number {
    return this.#modules.size;
  }

  #list(): Listing {
    if (this.#listing) return this.#listing;
    const includeTests = this.#options.includeTests ?? false;
    const { sources, others } = listFiles(this.root, {
      includeTests,
      ignore: this.#options.ignore ?? [],
      onProblem: (file, message) => this.#problems.set(file, message),
    });
    const unsaved = [...this.#buffers.keys()].filter(
      (path) =>
        path.startsWith(`${this.root}/`) &&
        isListed(path.slice(this.root.length + 1), includeTests) &&
        !this.#folders.hasFile(path),
    );
    this.#listing = { sources: unsaved.length > 0 ? [...sources, ...unsaved].sort() : sources, others };
    this.#listed = new Set([...this.#listing.sources, ...others]);
    return this.#listing;
  }

  /** Source files under the root, sorted; what git ignores, build output, tests and declaration files are left out. */
  files(): readonly string[] {
    return this.#list().sources;
  }

  /** Files that are no source code, whose path matches. */
  otherFiles(pattern: RegExp): readonly string[] {
    return this.#list().others.filter((file) => file.search(pattern) >= 0);
  }

  /** Is it a test, mock or story by its name or folders below the root? */
  isTest(path: string): boolean {
    return isTestPath(path.startsWith(`${this.root}/`) ? path.slice(this.root.length + 1) : path);
  }

  /** The buffer laid over the file, else the file's text without byte order mark; undefined when it cannot be read. */
  text(path: string): string | undefined {
    const at = slashes(path);
    const buffer = this.#buffers.get(at);
    if (buffer !== undefined) return buffer;
    if (this.#texts.has(at)) return this.#texts.get(at);
    const text = this.#read(at);
    this.#texts.set(at, text);
    return text;
  }

  #read(path: string): string | undefined {
    try {
      const bytes = readFileSync(path);
      if (bytes.length <= MAX_SIZE) return decode(bytes);
      this.#problems.set(path, `skipped: larger than ${String(MAX_SIZE / 1000)} kB`);
    } catch (error) {
      // Resolving asks for files that need not exist.
      if (this.#listed?.has(path)) this.#problems.set(path, `cannot be read: ${(error as Error).message}`);
    }
    return undefined;
  }

  /**
   * The parsed module, or undefined when it cannot be read or is machine-made (huge, minified). A text with a syntax
   * error gives the last good module of that file as it was, text and all; the error is in `problems`.
   */
  module(path: string): Module | undefined {
    const at = slashes(path);
    const text = this.text(at);
    if (text === undefined) {
      if (!this.#problems.has(at)) this.#problems.set(at, 'cannot be read');
      return undefined;
    }
    const cached = this.#modules.get(at);
    if (cached?.text === text) return cached.module;
    const fresh = this.#parse(at, text);
    const good = fresh?.problem === undefined ? fresh : cached?.good;
    this.#modules.set(at, { text, module: fresh && (good ?? fresh), good });
    return fresh && (good ?? fresh);
  }

  #parse(path: string, text: string): Module | undefined {
    const skipped = machineMade(text);
    const module = skipped === undefined ? parseModule(path, text) : undefined;
    const problem = skipped ?? (module?.problem === undefined ? undefined : `cannot be parsed: ${module.problem}`);
    if (problem === undefined) this.#problems.delete(path);
    else this.#problems.set(path, problem);
    return module;
  }

  /** Lays an editor's buffer over the file; undefined takes it away. */
  setBuffer(path: string, text: string | undefined): void {
    const at = slashes(path);
    const before = this.#known(at);
    if (text === undefined) this.#buffers.delete(at);
    else this.#buffers.set(at, withoutMark(text));
    this.#invalidate(at, before);
  }

  /** A file on disk was changed, made or removed. */
  changed(path: string): void {
    const at = slashes(path);
    const before = this.#known(at);
    this.#texts.delete(at);
    this.#invalidate(at, before);
  }

  /** What we took the file for until now; `text` is undefined when nobody asked for it. */
  #known(path: string): { exists: boolean; text: string | undefined } {
    const text = this.#buffers.get(path) ?? this.#texts.get(path);
    const exists = text !== undefined || this.#listed?.has(path) === true || this.#folders.remembers(path);
    return { exists, text };
  }

  #invalidate(path: string, before: { exists: boolean; text: string | undefined }): void {
    const exists = this.#buffers.has(path) || isFileNow(path);
    if (exists && before.exists && before.text !== undefined && this.text(path) === before.text) return;
    this.#revision++;
    this.#problems.delete(path);
    const moved = exists !== before.exists || (!exists && this.#forgetBelow(path));
    if (moved || path.endsWith('/.gitignore')) {
      this.#texts.delete(path);
      this.#listing = undefined;
      this.#listed = undefined;
      this.#reworded = undefined;
    } else this.#reworded?.add(path);
    // Any .json may be a manifest, a tsconfig or what one of them extends.
    if (!moved && !path.endsWith('.json')) return;
    this.#folders.forget();
    this.#resolver = this.#newResolver();
  }

  /** Is or was `path` a folder with files in it? Then their texts are no longer known. */
  #forgetBelow(folder: string): boolean {
    const below = [...this.#texts.keys()].filter((file) => file.startsWith(`${folder}/`));
    for (const file of below) this.#texts.delete(file);
    return below.length > 0 || isFolderNow(folder) || [...(this.#listed ?? [])].some((f) => f.startsWith(`${folder}/`));
  }

  /** Where `specifier`, written in the file `from`, leads. */
  resolve(from: string, specifier: string): Resolution {
    return this.#resolver.resolve(slashes(from), specifier);
  }

  /** Version range of a package in the nearest package.json that names it, going up from `from`. */
  packageVersion(from: string, name: string): string | undefined {
    return this.#resolver.packageVersion(slashes(from), name);
  }

  /** Source files whose text holds the identifier `word` and, where given, one of the words `beside`, sorted. */
  filesWithWord(word: string, beside?: readonly string[]): readonly string[] {
    this.#words ??= new WordIndex();
    if (!this.#reworded) this.#indexWords(this.#words, new Set(this.files()));
    else for (const file of this.#reworded) if (this.files().includes(file)) this.#words.set(file, this.text(file));
    this.#reworded = new Set();
    return this.#words.filesWith(word, beside);
  }

  /** Source files whose text may call something of that name, sorted. */
  filesWithCall(name: string): readonly string[] {
    const call = new RegExp(
      `(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])['"\`]?\\]?\\s*(?:[(<?!)]|as\\b|/[/*])`,
    );
    return this.filesWithWord(name).filter((file) => call.test(this.text(file) ?? ''));
  }

  #indexWords(index: WordIndex, files: ReadonlySet<string>): void {
    for (const file of index.files()) if (!files.has(file)) index.set(file, undefined);
    for (const file of files) index.set(file, this.text(file));
  }
}

/** Why a text is not worth parsing; undefined when a person may have written it. */
function machineMade(text: string): string | undefined {
  if (text.length > MAX_SIZE) return `skipped: larger than ${String(MAX_SIZE / 1000)} kB`;
  if (text.length <= 20_000) return undefined;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > 500 ? 'skipped: looks machine-made (very long lines)' : undefined;
}
