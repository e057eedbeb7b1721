/** The modules of one project: read, parsed and resolved on demand, cached by content. */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { decode, Folders, isFileNow, isFolderNow, slashes, touchedSince, withoutMark } from './disk.js';
import { isListed, isListedOther, isTestPath, listFiles, type Listing } from './files.js';
import { ImportGraph } from './import-graph.js';
import type { Module } from './module.js';
import { parseModule } from './parse.js';
import { callOf } from './call-pattern.js';
import { machineMade, MAX_SIZE } from './readable.js';
import type { Callers, Change, Reads } from './reads.js';
import { type GeneratedPackage, type KnownPackages, Resolver, type Resolution } from './resolve.js';
import { specifiersIn } from './specifiers.js';
import { WordIndex } from './words.js';

export { slashes } from './disk.js';
export type { Resolution } from './resolve.js';

export interface ProjectOptions {
  /** List tests and mocks too. */
  readonly includeTests?: boolean;
  /** Further files to leave out of the listing, gitignore syntax, relative to the root. */
  readonly ignore?: readonly string[];
  /** List nothing but buffers: the folder is no project, and may be anybody's home. */
  readonly buffersOnly?: boolean;
  /** How generated clients kept in the repository are told, and the packages they stand for. */
  readonly generated?: readonly GeneratedPackage[];
  /** What is known of packages. Without it no installed package is read. */
  readonly packages?: KnownPackages;
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

const MAX_CHANGES = 200;

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
  /** Which module imports which. */
  readonly imports = new ImportGraph({
    revision: () => this.#revision,
    sources: () => this.sources(),
    text: (path) => this.text(path),
    targets: (path) => this.targets(path),
  });
  /** Packages that the project imports, as of the revision in which an answer of the resolver was made to depend on them. */
  #imported = { revision: -1, spelt: '' };
  readonly #specifiers = new Map<string, { readonly text: string; readonly specifiers: readonly string[] }>();
  /** By name: files that may call something of it, as the words are known. */
  readonly #calling = new Map<string, readonly string[]>();
  /** By file and name: those of them that may get hold of what the file defines. */
  #callers = { revision: -1, known: new Map<string, Callers>() };
  #revision = 0;
  /** Latest changes of single files, oldest first. */
  readonly #changes: { readonly revision: number; readonly path: string; readonly before: string | undefined }[] = [];
  /** The last revision in which more than the text of single files changed. */
  #reshaped = 0;
  #reads: Reads | undefined;
  /** When the disk was looked at last (ms). */
  #looked = Date.now();

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
      imports: () => this.noting(undefined, () => this.#noteImports()),
      generated: this.#options.generated ?? [],
      packages: this.#options.packages,
    });
  }

  /** The resolver as the project's imports are now: another import may open another package. */
  #resolving(): Resolver {
    if (this.#imported.revision === this.#revision || !this.#resolver.dependsOnImports) return this.#resolver;
    const before = this.#imported.spelt;
    this.noting(undefined, () => this.#noteImports());
    if (before !== this.#imported.spelt) this.#resolver = this.#newResolver();
    return this.#resolver;
  }

  /** Looks at what every file imports. */
  #noteImports(): readonly (readonly [file: string, specifiers: readonly string[]])[] {
    const imports = this.files().map((file) => [file, this.specifiers(file)] as const);
    const names = new Set(imports.flatMap(([, specifiers]) => specifiers.filter((s) => /^[@\w]/.test(s))));
    const spelt = [...names].sort().join(' ');
    // Another package may be read: its words are not among those that are known.
    if (spelt !== this.#imported.spelt) this.#reworded = undefined;
    this.#imported = { revision: this.#revision, spelt };
    return imports;
  }

  /** Increases with each change; values bound before stay valid only for their revision. */
  get revision(): number {
    return this.#revision;
  }

  /**
   * Files whose text is another than at `revision`; undefined when more than that changed: files came or went, or what
   * says where imports lead.
   */
  changesSince(revision: number): readonly Change[] | undefined {
    if (revision < this.#reshaped) return undefined;
    const first = new Map<string, Change>();
    for (const change of this.#changes) {
      if (change.revision > revision && !first.has(change.path)) first.set(change.path, change);
    }
    return [...first.values()].filter(({ path, before }) => before === undefined || this.text(path) !== before);
  }

  /** Runs something and notes in `reads` what it asks for; with undefined, nothing is noted. */
  noting<T>(reads: Reads | undefined, run: () => T): T {
    const outer = this.#reads;
    this.#reads = reads;
    try {
      return run();
    } finally {
      this.#reads = outer;
    }
  }

  /** What is being noted at this moment. */
  get reads(): Reads | undefined {
    return this.#reads;
  }

  /** What could not be read, listed or parsed, one a file. */
  get problems(): readonly Problem[] {
    const own = [...this.#problems].filter(([file]) => !this.isInstalled(file));
    const resolver = this.#resolving();
    const cut = resolver.dependsOnImports ? resolver.installed.cut : undefined;
    const bound =
      cut === undefined
        ? []
        : [{ file: cut, message: 'installed code beyond this package was not read: too much of it' }];
    return [...own.map(([file, message]) => ({ file, message })), ...bound];
  }

  /** Modules parsed so far. */
  get parsedCount(): number {
    return this.#modules.size;
  }

  #list(): Listing {
    if (!this.#listing) {
      this.#listing = this.#readListing();
      this.#listed = new Set([...this.#listing.sources, ...this.#listing.others]);
    }
    return this.#listing;
  }

  #readListing(): Listing {
    const includeTests = this.#options.includeTests ?? false;
    const buffersOnly = this.#options.buffersOnly === true;
    const { sources, others } = buffersOnly
      ? { sources: [], others: [] }
      : listFiles(this.root, {
          includeTests,
          ignore: this.#options.ignore ?? [],
          onProblem: (file, message) => this.#problems.set(file, message),
        });
    const unsaved = [...this.#buffers.keys()].flatMap((path) =>
      path.startsWith(`${this.root}/`) && (buffersOnly || !this.#folders.hasFile(path))
        ? [{ path, name: path.slice(this.root.length + 1) }]
        : [],
    );
    const added = (lists: (name: string, includeTests: boolean) => boolean, listed: readonly string[]) => {
      const paths = unsaved.filter(({ name }) => lists(name, includeTests)).map(({ path }) => path);
      return paths.length > 0 ? [...listed, ...paths].sort() : listed;
    };
    return { sources: added(isListed, sources), others: added(isListedOther, others) };
  }

  /** Source files under the root, sorted; what git ignores, build output, tests and declaration files are left out. */
  files(): readonly string[] {
    return this.#list().sources;
  }

  /** `files()`, and those of installed packages that are read as if they were the project's own. */
  sources(): readonly string[] {
    const installed = this.#resolving().installed.files;
    return installed.size === 0 ? this.files() : [...this.files(), ...installed];
  }

  /** Does the file belong to an installed package? Nobody edits those. */
  isInstalled(path: string): boolean {
    return path.includes('/node_modules/');
  }

  /** Specifiers that the file's text imports. */
  specifiers(path: string): readonly string[] {
    const text = this.text(path) ?? '';
    const known = this.#specifiers.get(path);
    if (known?.text === text) return known.specifiers;
    const specifiers = specifiersIn(text);
    this.#specifiers.set(path, { text, specifiers });
    return specifiers;
  }

  /** Modules of the project that the file's text imports. */
  targets(path: string): readonly string[] {
    return this.specifiers(path).flatMap((specifier) => {
      const at = this.resolve(path, specifier);
      return at.kind === 'module' ? [at.path] : [];
    });
  }

  /** Is the file among `files()`? */
  lists(path: string): boolean {
    this.#list();
    return this.#listed?.has(path) === true && isListed(path.slice(this.root.length + 1), true);
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
    const known = this.#buffers.get(path) ?? this.#texts.get(path);
    if (known !== undefined) {
      this.#reads?.files.add(path);
      return known;
    }
    const at = slashes(path);
    this.#reads?.files.add(at);
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

  /** Lets go of every parsed module; texts and problems stay. */
  forgetModules(): void {
    this.#modules.clear();
  }

  #parse(path: string, text: string): Module | undefined {
    const skipped = machineMade(text);
    const note = (found: string): unknown => this.#problems.set(path, found);
    const module = skipped === undefined ? parseModule(path, text, note) : undefined;
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

  /** Looks at the disk again. One look at each file and folder that was read: some 10 ms for 2,000 files. */
  refresh(): void {
    const since = this.#looked;
    this.#looked = Date.now();
    const ignoreFiles = this.#listing?.others.filter((path) => path.endsWith('/.gitignore')) ?? [];
    for (const path of touchedSince([...this.#texts.keys(), ...ignoreFiles], since)) {
      if (this.#texts.get(path) !== undefined || isFileNow(path)) this.changed(path);
    }
    if (this.#listing && touchedSince(foldersOf(this.#listed ?? [], this.root), since).length > 0) this.#relist();
  }

  #relist(): void {
    const { sources, others } = this.#readListing();
    const files = [...sources, ...others];
    if (files.length === this.#listed?.size && files.every((path) => this.#listed?.has(path))) return;
    this.#listing = { sources, others };
    this.#listed = new Set(files);
    this.#reworded = undefined;
    this.#reshaped = ++this.#revision;
    this.#folders.forget();
    this.#resolver = this.#newResolver();
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
    this.#changes.push({ revision: this.#revision, path, before: before.text });
    if (this.#changes.length > MAX_CHANGES) this.#reshaped = this.#changes.shift()?.revision ?? this.#revision;
    this.#problems.delete(path);
    const moved =
      exists !== before.exists || (!exists && this.#forgetBelow(path)) || this.#options.buffersOnly === true;
    // What an installed file imports says which others are read.
    const isInstalled = this.isInstalled(path);
    if (moved || isInstalled || /\.json$|\/\.gitignore$/.test(path)) this.#reshaped = this.#revision;
    if (isInstalled) this.#reworded = undefined;
    if (moved || path.endsWith('/.gitignore')) {
      this.#texts.delete(path);
      this.#listing = undefined;
      this.#listed = undefined;
      this.#reworded = undefined;
    } else this.#reworded?.add(path);
    // Any .json may be a manifest, a tsconfig or what one of them extends.
    if (!moved && !isInstalled && !path.endsWith('.json')) return;
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
    return this.#resolving().resolve(slashes(from), specifier);
  }

  /** Version range of a package in the nearest package.json that names it, going up from `from`. */
  packageVersion(from: string, name: string): string | undefined {
    return this.#resolver.packageVersion(slashes(from), name);
  }

  /** Sources whose text holds the identifier `word` and, where given, one of the words `beside`, sorted. */
  filesWithWord(word: string, beside?: readonly string[]): readonly string[] {
    this.#reads?.words.add(word);
    for (const other of beside ?? []) this.#reads?.words.add(other);
    const index = this.noting(undefined, () => this.#index());
    return index.filesWith(word, beside);
  }

  /** Takes in what changed since the index was asked last. */
  #index(): WordIndex {
    this.#words ??= new WordIndex();
    const sources = this.sources();
    if (this.#reworded?.size !== 0) this.#calling.clear();
    if (!this.#reworded) this.#indexWords(this.#words, new Set(sources));
    else for (const file of this.#reworded) if (sources.includes(file)) this.#words.set(file, this.text(file));
    this.#reworded = new Set();
    return this.#words;
  }

  /** May some source file name the package? Its words stand somewhere. */
  mayName(packageName: string): boolean {
    const words = packageName.match(/[A-Za-z_$][\w$]*/g) ?? [];
    return words.every((word) => this.filesWithWord(word).length > 0);
  }

  /** Source files whose text may call something of that name, and that may get hold of what `home` defines, sorted. */
  filesWithCall(name: string, home: string): readonly string[] {
    const calling = this.#filesCalling(name);
    if (calling.every((file) => file === home)) return calling;
    const key = `${home}\0${name}`;
    let callers = this.#callers.revision === this.#revision ? this.#callers.known.get(key) : undefined;
    if (!callers) {
      const around = this.noting(undefined, () => this.imports.around(home));
      callers = { name, home, files: calling.filter((file) => around.has(file)) };
      if (this.#callers.revision !== this.#revision) this.#callers = { revision: this.#revision, known: new Map() };
      this.#callers.known.set(key, callers);
    }
    this.#reads?.callers.add(callers);
    return callers.files;
  }

  #filesCalling(name: string): readonly string[] {
    const files = this.filesWithWord(name);
    for (const file of files) this.#reads?.files.add(file);
    let calling = this.#calling.get(name);
    if (!calling) {
      const call = callOf(name);
      calling = this.noting(undefined, () => files.filter((file) => call.test(this.text(file) ?? '')));
      this.#calling.set(name, calling);
    }
    return calling;
  }

  /** Source files whose text may use a decorator of that name, sorted. */
  filesWithDecorator(name: string): readonly string[] {
    return this.filesWithWord(name).filter((file) => this.text(file)?.includes(`@${name}`));
  }

  #indexWords(index: WordIndex, files: ReadonlySet<string>): void {
    for (const file of index.files()) if (!files.has(file)) index.set(file, undefined);
    for (const file of files) index.set(file, this.text(file));
  }
}

/** Every folder from `root` down to the files. */
function foldersOf(files: Iterable<string>, root: string): ReadonlySet<string> {
  const found = new Set([root]);
  for (const file of files) {
    for (let at = posix.dirname(file); at.length > root.length && !found.has(at); at = posix.dirname(at)) found.add(at);
  }
  return found;
}
