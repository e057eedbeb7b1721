/** The modules of one project: read, gated, parsed and resolved on demand, cached by content. */
import { readFileSync, statSync } from 'node:fs';
import { isTestPath, listFiles, type Listing } from './files.js';
import { decode } from './decode.js';
import type { Module } from './module.js';
import { parseModule } from './parse.js';
import { Resolver, type Resolution } from './resolve.js';

export type { Resolution } from './resolve.js';

export interface ProjectOptions {
  readonly includeTests?: boolean;
  readonly ignore?: readonly string[];
  /** Text that marks a generated client kept in the repository → the package it stands for. */
  readonly generated?: readonly { readonly marker: string; readonly package: string }[];
}

export interface Problem {
  readonly file: string;
  readonly message: string;
}

const MAX_BYTES = 1_000_000;

export class Project {
  readonly root: string;
  readonly #options: ProjectOptions;
  #listing: Listing | undefined;
  readonly #texts = new Map<string, string | undefined>();
  readonly #buffers = new Map<string, string>();
  readonly #modules = new Map<string, { text: string; module: Module | undefined; good: Module | undefined }>();
  readonly #problems = new Map<string, string>();
  #words: Map<string, string[]> | undefined;
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
      exists: (path) => this.#buffers.has(path) || isFile(path),
      others: () => this.#list().others,
      generated: this.#options.generated ?? [],
    });
  }

  /** Increases with each change; values bound before stay valid only for their revision. */
  get revision(): number {
    return this.#revision;
  }

  get problems(): readonly Problem[] {
    return [...this.#problems].map(([file, message]) => ({ file, message }));
  }

  #list(): Listing {
    this.#listing ??= listFiles(this.root, {
      includeTests: this.#options.includeTests ?? false,
      ignore: this.#options.ignore ?? [],
      onProblem: (file, message) => this.#problems.set(file, message),
    });
    return this.#listing;
  }

  /** Source files under the root, absolute, sorted; tests and declaration files are left out. */
  files(): readonly string[] {
    return this.#list().sources;
  }

  /** Files that are no source code, whose path matches. */
  otherFiles(pattern: RegExp): readonly string[] {
    return this.#list().others.filter((f) => pattern.test(f));
  }

  isTest(path: string): boolean {
    return isTestPath(path.startsWith(`${this.root}/`) ? path.slice(this.root.length + 1) : path);
  }

  /** The buffer laid over the file, else the file's text without byte order mark; undefined when it cannot be read. */
  text(path: string): string | undefined {
    const buffer = this.#buffers.get(path);
    if (buffer !== undefined) return buffer;
    if (this.#texts.has(path)) return this.#texts.get(path);
    let text: string | undefined;
    try {
      const bytes = readFileSync(path);
      if (bytes.length > MAX_BYTES) this.#problems.set(path, `skipped: larger than ${String(MAX_BYTES / 1000)} kB`);
      else text = decode(bytes);
    } catch (error) {
      if (this.#listing?.sources.includes(path)) this.#problems.set(path, `cannot be read: ${(error as Error).message}`);
    }
    this.#texts.set(path, text);
    return text;
  }

  /** The parsed module, or undefined when it cannot be read or is machine-made (minified). A buffer with a syntax error keeps its last good module. */
  module(path: string): Module | undefined {
    const text = this.text(path);
    if (text === undefined) return undefined;
    const cached = this.#modules.get(path);
    if (cached?.text === text) return cached.module;
    const module = this.#parse(path, text, cached?.good);
    this.#modules.set(path, { text, module, good: module?.problem === undefined ? module : cached?.good });
    return module;
  }

  #parse(path: string, text: string, good: Module | undefined): Module | undefined {
    if (text.length > 20_000 && text.length / (text.split('\n').length || 1) > 500) {
      this.#problems.set(path, 'skipped: looks machine-made (very long lines)');
      return undefined;
    }
    const module = parseModule(path, text);
    if (module.problem === undefined) this.#problems.delete(path);
    else this.#problems.set(path, `cannot be parsed: ${module.problem}`);
    return module.problem !== undefined && good ? good : module;
  }

  /** Lays an editor's buffer over the file; undefined takes it away. */
  setBuffer(path: string, text: string | undefined): void {
    const at = slashes(path);
    if (text === undefined) this.#buffers.delete(at);
    else this.#buffers.set(at, text.startsWith('\uFEFF') ? text.slice(1) : text);
    this.#changed(at, false);
  }

  /** A file on disk was changed, made or removed. */
  changed(path: string): void {
    this.#changed(slashes(path), true);
  }

  #changed(path: string, disk: boolean): void {
    this.#texts.delete(path);
    this.#revision++;
    if (this.#words) this.#updateWords(path);
    const known = this.#listing?.sources.includes(path) ?? true;
    if (disk && (!known || !isFile(path) || /(?:package|[jt]sconfig[^/]*)\.json$/.test(path))) {
      this.#listing = undefined;
      this.#words = undefined;
      this.#resolver = this.#newResolver();
    }
  }

  /** Where `specifier`, written in file `from`, leads. */
  resolve(from: string, specifier: string): Resolution {
    return this.#resolver.resolve(from, specifier);
  }

  /** Version range of a package in the nearest package.json going up from `from`. */
  packageVersion(from: string, name: string): string | undefined {
    return this.#resolver.packageVersion(from, name);
  }

  /** Source files whose text holds the identifier `word`. */
  filesWithWord(word: string): readonly string[] {
    this.#words ??= this.#indexWords();
    return this.#words.get(word) ?? [];
  }

  #indexWords(): Map<string, string[]> {
    const index = new Map<string, string[]>();
    for (const file of this.files()) addWords(index, file, this.text(file));
    return index;
  }

  #updateWords(path: string): void {
    if (!this.#words || (this.#listing && !this.#listing.sources.includes(path))) return;
    for (const [word, files] of this.#words) {
      const at = files.indexOf(path);
      if (at >= 0) this.#words.set(word, files.toSpliced(at, 1));
    }
    addWords(this.#words, path, this.text(path));
  }
}

function addWords(index: Map<string, string[]>, file: string, text: string | undefined): void {
  if (text === undefined) return;
  for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) {
    const files = index.get(word);
    if (!files) index.set(word, [file]);
    else if (files.at(-1) !== file) files.push(file);
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Windows paths to forward slashes. */
export function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
