/** Which engine answers for a file: one for each project that the workspace's folders and open files belong to. */
import { posix } from 'node:path';
import { ConfigError, configFileOf, userRows } from 'eslint-plugin-idempotent-consumer/configuration';
import { Engine, findProjectRoot, isSource } from 'eslint-plugin-idempotent-consumer/editor';
import type { Configs } from './configs.js';
import { type Documents, pathOf, UNTITLED } from './documents.js';
import type { Settings } from './protocol.js';

export interface Folder {
  /** Absolute, forward slashes. */
  readonly path: string;
  readonly name: string;
}

/** A configuration that cannot be used. */
export interface ConfigProblem {
  readonly root: string;
  readonly message: string;
}

/** What in the workspace decides how it is analysed; when it changes, everything is read anew. */
const CONFIG =
  /(?:^|\/)(?:idempotent-consumer\.config\.\w+|eslint\.config\.\w+|pnpm-workspace\.yaml|lerna\.json|nx\.json|rush\.json)$/;

export class Workspace {
  #folders: readonly Folder[] = [];
  readonly #engines = new Map<string, Engine>();
  readonly #roots = new Map<string, string>();
  readonly #problems = new Map<string, string>();
  /** Patterns of files in which no handler is looked for. */
  #excluded: readonly string[] = [];
  /** Rows that the user's ESLint config gives, by project. */
  readonly #settings = new Map<string, unknown>();

  constructor(
    readonly documents: Documents,
    private readonly configs: Configs,
    private readonly settings: () => Promise<Settings>,
    /** Nothing of an untrusted workspace is executed. */
    public isTrusted: boolean,
  ) {}

  get folders(): readonly Folder[] {
    return this.#folders;
  }

  setFolders(folders: readonly { readonly uri: string; readonly name: string }[]): void {
    this.#folders = folders.flatMap(({ uri, name }) => {
      const path = pathOf(uri);
      return path === undefined ? [] : [{ path: path.replace(/(.)\/$/, '$1'), name }];
    });
    this.reset();
  }

  /** Configurations that were set aside, with what is wrong. */
  get problems(): readonly ConfigProblem[] {
    return [...this.#problems].map(([root, message]) => ({ root, message }));
  }

  /** Everything is read anew when it is asked for next. */
  reset(): void {
    this.#engines.clear();
    this.#roots.clear();
    this.#problems.clear();
    this.#settings.clear();
    this.configs.forget();
  }

  /** The engine of the file's project; undefined for what is no source file. */
  engineOf(path: string): Engine | undefined {
    return isSource(path) ? this.#engine(this.#rootOf(path)) : undefined;
  }

  /** Engines of all folders, and of what is open besides. */
  engines(): readonly Engine[] {
    const roots = [...this.#folders.map(({ path }) => this.#rootOfFolder(path))];
    for (const path of this.documents.paths()) if (isSource(path)) roots.push(this.#rootOf(path));
    return [...new Set(roots)].map((root) => this.#engine(root));
  }

  /** Waits for what the user's settings say of the analysis. */
  async readSettings(): Promise<void> {
    const { exclude } = await this.settings();
    if (exclude.join('\n') === this.#excluded.join('\n')) return;
    this.#excluded = exclude;
    this.#engines.clear();
  }

  /** Waits until the rows are known that the user's ESLint configs give for the projects that are at hand, and the settings. */
  async prepare(): Promise<void> {
    await this.readSettings();
    await Promise.all(this.engines().map(({ project: { root } }) => this.#prepareRoot(root)));
  }

  /** As `prepare`, for the project of one file. */
  async prepareFor(path: string): Promise<void> {
    await this.#prepareRoot(this.#rootOf(path));
  }

  /** A project has one analysis, so that it has the rows that ESLint would hold for one of its TypeScript files. */
  async #prepareRoot(root: string): Promise<void> {
    if (!this.isTrusted || this.#settings.has(root)) return;
    const rows = (await this.configs.levels(`${root}/src/index.ts`))?.rows;
    if (this.#settings.has(root)) return;
    this.#settings.set(root, rows);
    if (rows !== undefined) this.#engines.delete(root);
  }

  /** Is the file in one of the workspace's folders? A project may be larger than the folder that was opened. */
  holds(path: string): boolean {
    return this.#folders.some((folder) => isWithin(folder.path, path));
  }

  setText(path: string, text: string | undefined): void {
    for (const engine of this.#engines.values()) engine.project.setBuffer(path, text);
  }

  /** A file on the disk was changed, made or removed. */
  changed(path: string): void {
    if (CONFIG.test(path) || this.configs.reads(path)) this.reset();
    else {
      if (path.endsWith('/package.json')) this.#roots.clear();
      for (const engine of this.#engines.values()) engine.project.changed(path);
    }
  }

  /** Looks at the disk itself, for clients that watch no files. */
  refresh(): void {
    if (this.configs.isStale()) this.reset();
    for (const engine of this.#engines.values()) engine.project.refresh();
  }

  #engine(root: string): Engine {
    const known = this.#engines.get(root);
    if (known) return known;
    const isStray = !this.#folders.some(({ path }) => isWithin(root, path)) && findProjectRoot(root) === undefined;
    // Outside of any project only what is open counts: the folder may be a home folder.
    const engine = new Engine(root, { libraries: this.#rowsOf(root), buffersOnly: isStray, ignore: this.#excluded });
    for (const [path, document] of this.documents.all()) engine.project.setBuffer(path, document.getText());
    this.#engines.set(root, engine);
    return engine;
  }

  #rowsOf(root: string) {
    const settings = this.#settings.get(root);
    try {
      const file = configFileOf(root);
      if (file === undefined || file.endsWith('.json')) return userRows(root, settings);
      return this.isTrusted ? this.configs.rows(root, settings) : [];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#problems.set(root, error.message);
      return [];
    }
  }

  #rootOf(path: string): string {
    if (path.startsWith(`${UNTITLED}/`)) return UNTITLED;
    const folder = posix.dirname(path);
    const known = this.#roots.get(folder);
    if (known !== undefined) return known;
    const around = this.#folders.filter((f) => isWithin(f.path, folder)).sort((a, b) => b.path.length - a.path.length);
    const root = around[0] ? this.#rootOfFolder(around[0].path) : (findProjectRoot(folder) ?? folder);
    this.#roots.set(folder, root);
    return root;
  }

  #rootOfFolder(folder: string): string {
    return findProjectRoot(folder) ?? folder;
  }
}

export function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
