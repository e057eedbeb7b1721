/**
 * Installed packages that hold code of the project's owners: an in-house package of base classes and wrappers. They are
 * read as if they were the project's own. Never the whole of node_modules: only packages that the project imports, that
 * nothing is known of, and that themselves depend on something known.
 */
import { posix } from 'node:path';
import { isFolderNow } from './disk.js';
import { leaves, matching, packageName } from './packages.js';
import { machineMade } from './readable.js';
import { specifiersIn } from './specifiers.js';

export interface InstalledHost {
  read(path: string): string | undefined;
  exists(path: string): boolean;
  /** The source file that stands for a path, written with its extension or without. */
  asFile(path: string): string | undefined;
  /** The project's files with the specifiers they import. */
  imports(): Iterable<readonly [file: string, specifiers: readonly string[]]>;
  /** Do packages count as read that depend on this one? */
  matters(name: string): boolean;
  /** Is it known what the package does? Then nobody reads it. */
  isKnown(specifier: string): boolean;
}

interface Manifest {
  readonly exports?: unknown;
  readonly [field: string]: unknown;
}

const MAX_FILES = 300;
const MAX_BYTES = 3_000_000;
const CODE = /(?<!\.d)\.[cm]?[jt]sx?$/;
const DECLARATION = /\.d\.[cm]?ts$/;

export class Installed {
  /** Undefined until they are asked for: to know them, every import of the project is looked at. */
  #collected: { readonly files: ReadonlySet<string>; readonly cut: string | undefined } | undefined;
  readonly #entries = new Map<string, string | undefined>();
  readonly #modules = new Map<string, boolean>();

  constructor(
    readonly root: string,
    readonly host: InstalledHost,
  ) {}

  /** Every file that is read, absolute. */
  get files(): ReadonlySet<string> {
    return this.#all().files;
  }

  /** The package whose files were too many, if there is one. */
  get cut(): string | undefined {
    return this.#all().cut;
  }

  /** Was it asked for what depends on the project's imports? */
  get isCollected(): boolean {
    return this.#collected !== undefined;
  }

  /** The module that an import of an installed package leads to; undefined where it is not read. */
  module(from: string, specifier: string): string | undefined {
    const entry = this.#entry(posix.dirname(from), specifier);
    return entry !== undefined && this.files.has(entry) ? entry : undefined;
  }

  #all(): { readonly files: ReadonlySet<string>; readonly cut: string | undefined } {
    return (this.#collected ??= this.#collect());
  }

  /** Reads from the project's imports on, until everything or a bound is reached. */
  #collect(): { readonly files: ReadonlySet<string>; readonly cut: string | undefined } {
    const files = new Set<string>();
    const open: string[] = [];
    for (const [file, specifiers] of this.host.imports()) {
      for (const specifier of specifiers) {
        const entry = this.#entry(posix.dirname(file), specifier);
        if (entry !== undefined) open.push(entry);
      }
    }
    let bytes = 0;
    for (let path = open.shift(); path !== undefined; path = open.shift()) {
      const text = files.has(path) ? undefined : this.host.read(path);
      if (text === undefined) continue;
      bytes += text.length;
      if (files.size >= MAX_FILES || bytes > MAX_BYTES) return { files, cut: packageFolder(path) };
      files.add(path);
      for (const specifier of specifiersIn(text)) {
        const next = specifier.startsWith('.')
          ? this.host.asFile(posix.join(posix.dirname(path), specifier))
          : this.#entry(posix.dirname(path), specifier);
        if (next !== undefined && packageFolder(next) !== undefined) open.push(next);
      }
    }
    return { files, cut: undefined };
  }

  #entry(folder: string, specifier: string): string | undefined {
    if (/^[./#]|^node:/.test(specifier)) return undefined;
    const key = `${folder}\0${specifier}`;
    if (!this.#entries.has(key)) this.#entries.set(key, this.#find(folder, specifier));
    return this.#entries.get(key);
  }

  #find(folder: string, specifier: string): string | undefined {
    const name = packageName(specifier);
    if (this.host.isKnown(specifier) || this.host.isKnown(name)) return undefined;
    const home = this.#folders(folder)
      .map((at) => `${at}/node_modules/${name}`)
      .find((at) => this.host.exists(`${at}/package.json`));
    const manifest = home === undefined ? undefined : this.#manifest(`${home}/package.json`);
    if (home === undefined || !manifest || !this.#leadsOn(manifest)) return undefined;
    return this.#code(home, manifest, specifier.slice(name.length + 1));
  }

  /** Folders from here to the root that hold installed packages. */
  #folders(from: string): readonly string[] {
    const found: string[] = [];
    for (let at = from; at.length >= this.root.length; at = posix.dirname(at)) {
      let holds = this.#modules.get(at);
      if (holds === undefined) this.#modules.set(at, (holds = isFolderNow(`${at}/node_modules`)));
      if (holds) found.push(at);
      if (at === posix.dirname(at)) break;
    }
    return found;
  }

  #leadsOn(manifest: Manifest): boolean {
    return [manifest['dependencies'], manifest['peerDependencies']].some(
      (table) =>
        typeof table === 'object' && table !== null && Object.keys(table).some((name) => this.host.matters(name)),
    );
  }

  #manifest(path: string): Manifest | undefined {
    try {
      const parsed: unknown = JSON.parse(this.host.read(path) ?? '');
      return typeof parsed === 'object' && parsed !== null ? (parsed as Manifest) : undefined;
    } catch {
      return undefined; // a broken manifest says nothing
    }
  }

  /** Its code where a person can read it, else its declarations. */
  #code(home: string, manifest: Manifest, subpath: string): string | undefined {
    const rows = matching(manifest.exports, subpath === '' ? '.' : `./${subpath}`);
    const whole = subpath === '' && rows.length === 0 ? [manifest.exports] : rows;
    const fields =
      subpath === '' ? ['source', 'module', 'main', 'types', 'typings'].map((f) => manifest[f]) : [subpath];
    const targets = [...whole.flatMap((row) => leaves(row)), ...fields, subpath === '' ? 'index' : undefined]
      .filter((target) => typeof target === 'string')
      .filter((target) => !target.endsWith('.json'));
    const files = targets.flatMap((target) => this.host.asFile(posix.join(home, target)) ?? []);
    const written = targets.flatMap((target) => {
      const path = posix.join(home, target);
      return DECLARATION.test(path) && this.host.exists(path) ? [path] : [];
    });
    const readable = files.find((path) => CODE.test(path) && machineMade(this.host.read(path) ?? '') === undefined);
    return readable ?? written[0] ?? files.find((path) => DECLARATION.test(path));
  }
}

/** The installed package that a file belongs to; undefined for the project's own. */
function packageFolder(path: string): string | undefined {
  const at = path.lastIndexOf('/node_modules/');
  return at < 0 ? undefined : `${path.slice(0, at)}/node_modules/${packageName(path.slice(at + 14))}`;
}
