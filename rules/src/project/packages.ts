/** What the manifests (package.json) of a project say: its own packages and their sources, and versions of others. */
import { posix } from 'node:path';

interface Manifest {
  readonly name?: string;
  readonly source?: string;
  readonly types?: string;
  readonly module?: string;
  readonly main?: string;
  readonly exports?: unknown;
  readonly imports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Host {
  read(path: string): string | undefined;
  exists(path: string): boolean;
  others(): readonly string[];
}

const COMPILED = /^(?:\.\/)?(?:dist|lib|build|out)\//;

export class Packages {
  readonly #manifests = new Map<string, Manifest | undefined>();
  #folders: Map<string, string> | undefined;

  constructor(
    readonly root: string,
    readonly host: Host,
    readonly asFile: (path: string) => string | undefined,
  ) {}

  /** Folder of the project's package `name`. */
  folder(name: string): string | undefined {
    this.#folders ??= this.#findFolders();
    return this.#folders.get(name);
  }

  /** The source that stands for a specifier of a package of the project, even when its `dist` was never built. */
  source(specifier: string): string | undefined {
    const name = packageName(specifier);
    const folder = this.folder(name);
    if (folder === undefined) return undefined;
    const manifest = this.manifest(`${folder}/package.json`);
    const subpath = specifier.slice(name.length + 1);
    const targets =
      subpath === '' ? entries(manifest) : matching(manifest?.exports, `./${subpath}`).flatMap((t) => leaves(t));
    const guesses = subpath === '' ? ['src/index', 'src/main', 'index', 'lib/index'] : [subpath, `src/${subpath}`];
    return (
      first(targets, (target) => this.#sourceOf(folder, target)) ??
      first(guesses, (guess) => this.asFile(posix.join(folder, guess)))
    );
  }

  /** The source that a `#x` specifier leads to, by `imports` of the manifest nearest to the importing file. */
  subpathImport(from: string, specifier: string): string | undefined {
    if (!specifier.startsWith('#')) return undefined;
    const folder = this.#above(from).find((f) => this.manifest(`${f}/package.json`));
    if (folder === undefined) return undefined;
    const targets = matching(this.manifest(`${folder}/package.json`)?.imports, specifier).flatMap((t) => leaves(t));
    return first(targets, (target) => (target.startsWith('.') ? this.#sourceOf(folder, target) : this.source(target)));
  }

  /** Version range of `name` in the nearest manifest that names it. */
  version(from: string, name: string): string | undefined {
    return first(this.#above(from), (folder) => {
      const m = this.manifest(`${folder}/package.json`);
      return [m?.dependencies, m?.devDependencies, m?.peerDependencies, m?.optionalDependencies]
        .map((table) => table?.[name])
        .find((range) => typeof range === 'string');
    });
  }

  /** A manifest, or undefined where there is none that can be read. */
  manifest(path: string): Manifest | undefined {
    if (!this.#manifests.has(path)) this.#manifests.set(path, this.#readManifest(path));
    return this.#manifests.get(path);
  }

  #readManifest(path: string): Manifest | undefined {
    if (!this.host.exists(path)) return undefined;
    try {
      const parsed: unknown = JSON.parse(this.host.read(path) ?? '');
      return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
    } catch {
      return undefined;
    }
  }

  /** The file's folder and those above it, up to the root. */
  #above(from: string): readonly string[] {
    const folders: string[] = [];
    for (let folder = posix.dirname(from); folder.length >= this.root.length; folder = posix.dirname(folder)) {
      folders.push(folder);
      if (folder === posix.dirname(folder)) break;
    }
    return folders;
  }

  #findFolders(): Map<string, string> {
    const found = new Map<string, string>();
    for (const file of this.host.others()) {
      if (!file.endsWith('/package.json')) continue;
      const name = this.manifest(file)?.name;
      if (typeof name === 'string' && !found.has(name)) found.set(name, posix.dirname(file));
    }
    return found;
  }

  /** `dist/x.js` → `src/x.ts`, where the compiled file would be found or not. */
  #sourceOf(folder: string, target: string): string | undefined {
    const written = target.replace(/\.d\.([cm]?)ts$/, '.$1ts');
    const stripped = written.replace(COMPILED, '');
    const candidates = COMPILED.test(written)
      ? [`src/${stripped.replace(/^(?:esm|cjs|src|types)\//, '')}`, `src/${stripped}`, stripped, written]
      : [written];
    return first(candidates, (candidate) => {
      const found = this.asFile(posix.join(folder, candidate));
      return found === undefined || /\/(?:dist|build|out)\//.test(found.slice(folder.length)) ? undefined : found;
    });
  }
}

function entries(manifest: Manifest | undefined): readonly string[] {
  const { source, exports, types, module, main } = manifest ?? {};
  const root = typeof exports === 'object' && exports !== null && '.' in exports ? exports['.'] : exports;
  return [source, ...leaves(root), types, module, main].filter((target) => typeof target === 'string');
}

/** Targets of the rows of an `exports` or `imports` table that match, the star filled in. */
export function matching(table: unknown, key: string): readonly unknown[] {
  if (typeof table !== 'object' || table === null) return [];
  const rows = table as Readonly<Record<string, unknown>>;
  if (Object.hasOwn(rows, key)) return [rows[key]];
  return Object.entries(rows)
    .sort(([a], [b]) => b.indexOf('*') - a.indexOf('*'))
    .flatMap(([row, target]) => {
      const [before = '', after] = row.split('*');
      if (after === undefined || !key.startsWith(before) || !key.endsWith(after)) return [];
      const middle = key.slice(before.length, key.length - after.length);
      return [leaves(target).map((leaf) => leaf.replaceAll('*', middle))];
    });
}

/** Every path an entry may lead to, conditions flattened in order. */
export function leaves(entry: unknown): readonly string[] {
  if (typeof entry === 'string') return [entry];
  if (typeof entry !== 'object' || entry === null) return [];
  return Object.values(entry).flatMap((inner) => leaves(inner));
}

function first<T, R>(values: readonly T[], get: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = get(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `@a/b/c` → `@a/b`, `a/b` → `a`. */
export function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}
