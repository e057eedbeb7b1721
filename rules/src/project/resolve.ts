/** Where an import leads: a module of the project, a package, or nowhere. */
import { builtinModules } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';
import { TsconfigPaths } from './tsconfig.js';

export type Resolution =
  | { readonly kind: 'module'; readonly path: string }
  /** `name` is the package, `specifier` as written without `node:`. */
  | { readonly kind: 'package'; readonly name: string; readonly specifier: string }
  | { readonly kind: 'missing' };

export interface ResolverHost {
  read(path: string): string | undefined;
  exists(path: string): boolean;
  /** Files that are not source code, package.json among them. */
  others(): readonly string[];
  readonly generated: readonly { readonly marker: string; readonly package: string }[];
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
const BUILTINS = new Set(builtinModules);

interface PackageJson {
  readonly name?: string;
  readonly source?: string;
  readonly types?: string;
  readonly module?: string;
  readonly main?: string;
  readonly exports?: unknown;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

export class Resolver {
  readonly #cache = new Map<string, Resolution>();
  readonly #withConfig: ResolverFactory;
  readonly #plain: ResolverFactory;
  readonly #paths: TsconfigPaths;
  readonly #manifests = new Map<string, PackageJson | undefined>();
  #workspaces: Map<string, string> | undefined;

  constructor(
    readonly root: string,
    readonly host: ResolverHost,
  ) {
    const options = {
      extensions: [...EXTENSIONS, '.json'],
      extensionAlias: {
        '.js': ['.ts', '.tsx', '.js', '.jsx'],
        '.mjs': ['.mts', '.mjs'],
        '.cjs': ['.cts', '.cjs'],
        '.jsx': ['.tsx', '.jsx'],
      },
      conditionNames: ['source', 'import', 'require', 'node', 'types', 'default'],
      mainFields: ['source', 'types', 'module', 'main'],
      builtinModules: true,
      nodePath: false,
    };
    this.#withConfig = new ResolverFactory({ ...options, tsconfig: 'auto' });
    this.#plain = new ResolverFactory(options);
    this.#paths = new TsconfigPaths(root, (path) => host.read(path), (path) => this.#asFile(path));
  }

  resolve(from: string, specifier: string): Resolution {
    const relative = specifier.startsWith('.') || specifier.startsWith('/');
    const key = `${dirname(from)}\0${specifier}`;
    let found = this.#cache.get(key);
    if (!found) {
      found = relative ? this.#relative(from, specifier) : this.#bare(from, specifier);
      this.#cache.set(key, found);
    }
    return found;
  }

  #relative(from: string, specifier: string): Resolution {
    const direct = this.#asFile(posix.join(dirname(from), specifier)) ?? this.#inProject(this.#plain.sync(dirname(from), specifier).path);
    return direct === undefined ? { kind: 'missing' } : this.#moduleOrGenerated(direct);
  }

  #moduleOrGenerated(path: string): Resolution {
    for (const row of this.host.generated) {
      if (this.host.read(path)?.slice(0, 4000).includes(row.marker)) return { kind: 'package', name: row.package, specifier: row.package };
    }
    return { kind: 'module', path };
  }

  #bare(from: string, specifier: string): Resolution {
    const bare = specifier.replace(/^node:/, '');
    if (specifier.startsWith('node:') || BUILTINS.has(bare)) return { kind: 'package', name: bare, specifier: bare };
    const mapped = this.#configured(from, specifier);
    if (mapped !== undefined) return this.#moduleOrGenerated(mapped);
    const workspace = this.#workspacePackage(specifier);
    if (workspace !== undefined) return this.#moduleOrGenerated(workspace);
    return { kind: 'package', name: packageName(bare), specifier: bare };
  }

  /** Through tsconfig `paths`, `baseUrl`, references and `#` imports. */
  #configured(from: string, specifier: string): string | undefined {
    const lenient = this.#paths.resolve(from, specifier);
    if (lenient !== undefined) return lenient;
    if (!specifier.startsWith('#') && !this.#paths.any) return undefined;
    try {
      return this.#inProject(this.#withConfig.resolveFileSync(from, specifier).path);
    } catch {
      return undefined;
    }
  }

  /** A resolved path, if it lies in the project's own source. */
  #inProject(path: string | undefined | null): string | undefined {
    const at = path?.replaceAll('\\', '/');
    return at === undefined || at.includes('/node_modules/') || at.endsWith('.json') ? undefined : at;
  }

  /** The source file that stands for a path without or with a (compiled) extension. */
  #asFile(path: string): string | undefined {
    const at = path.replaceAll('\\', '/');
    const match = /\.([cm]?)jsx?$/.exec(at);
    if (match) {
      const stem = at.slice(0, match.index);
      for (const e of [`.${match[1] ?? ''}ts`, '.tsx']) if (this.host.exists(stem + e)) return stem + e;
    }
    if (/\.[cm]?[jt]sx?$/.test(at) && this.host.exists(at)) return at;
    for (const e of EXTENSIONS) if (this.host.exists(at + e)) return at + e;
    for (const e of EXTENSIONS) if (this.host.exists(`${at}/index${e}`)) return `${at}/index${e}`;
    const manifest = this.host.exists(`${at}/package.json`) ? this.#manifest(`${at}/package.json`) : undefined;
    return manifest?.main === undefined || manifest.main === '.' ? undefined : this.#asFile(posix.join(at, manifest.main));
  }

  #manifest(path: string): PackageJson | undefined {
    if (!this.#manifests.has(path)) {
      let parsed: PackageJson | undefined;
      try {
        parsed = JSON.parse(this.host.read(path) ?? '') as PackageJson;
      } catch {
        parsed = undefined;
      }
      this.#manifests.set(path, parsed);
    }
    return this.#manifests.get(path);
  }

  /** Package name → folder, of every package.json in the project. */
  #folders(): Map<string, string> {
    if (this.#workspaces) return this.#workspaces;
    this.#workspaces = new Map();
    for (const file of this.host.others()) {
      if (!file.endsWith('/package.json')) continue;
      const name = this.#manifest(file)?.name;
      if (name !== undefined && !this.#workspaces.has(name)) this.#workspaces.set(name, dirname(file));
    }
    return this.#workspaces;
  }

  /** A package of the workspace, by its source even when its `dist` was never built. */
  #workspacePackage(specifier: string): string | undefined {
    const name = packageName(specifier);
    const folder = this.#folders().get(name);
    if (folder === undefined) return undefined;
    const subpath = specifier.slice(name.length + 1);
    const manifest = this.#manifest(`${folder}/package.json`);
    const targets = subpath === '' ? entries(manifest) : subpaths(manifest, subpath);
    for (const target of targets) {
      const found = this.#source(folder, target);
      if (found !== undefined) return found;
    }
    const guesses = subpath === '' ? ['src/index', 'src/main', 'index', 'lib/index'] : [subpath, `src/${subpath}`];
    for (const guess of guesses) {
      const found = this.#asFile(join(folder, guess));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** `dist/x.js` → `src/x.ts` where the compiled file is missing. */
  #source(folder: string, target: string): string | undefined {
    const clean = target.replace(/\.d\.([cm]?)ts$/, '.$1ts');
    const swapped = clean.replace(/^(?:\.\/)?(?:dist|lib|build|out)\/(?:(?:esm|cjs|src|types)\/)?/, 'src/');
    for (const candidate of swapped === clean ? [clean] : [swapped, clean.replace(/^(?:\.\/)?(?:dist|lib|build|out)\//, ''), clean]) {
      const found = this.#asFile(join(folder, candidate));
      if (found !== undefined && !/\/(?:dist|build|out)\//.test(found.slice(folder.length))) return found;
    }
    return undefined;
  }

  packageVersion(from: string, name: string): string | undefined {
    for (let folder = dirname(from); folder.length >= this.root.length; folder = dirname(folder)) {
      const manifest = this.host.exists(`${folder}/package.json`) ? this.#manifest(`${folder}/package.json`) : undefined;
      const range = manifest?.dependencies?.[name] ?? manifest?.devDependencies?.[name] ?? manifest?.peerDependencies?.[name];
      if (range !== undefined) return range;
      if (folder === dirname(folder)) break;
    }
    return undefined;
  }
}

function entries(manifest: PackageJson | undefined): readonly string[] {
  const found = [manifest?.source, ...exportTargets(rootExport(manifest?.exports)), manifest?.types, manifest?.module, manifest?.main];
  return found.filter((t): t is string => typeof t === 'string');
}

function rootExport(exports: unknown): unknown {
  return typeof exports === 'object' && exports !== null && '.' in exports ? exports['.'] : exports;
}

function subpaths(manifest: PackageJson | undefined, subpath: string): readonly string[] {
  const { exports } = manifest ?? {};
  if (typeof exports !== 'object' || exports === null) return [];
  const table = exports as Record<string, unknown>;
  const exact = table[`./${subpath}`];
  if (exact !== undefined) return exportTargets(exact);
  for (const [pattern, target] of Object.entries(table)) {
    const star = pattern.indexOf('*');
    if (star < 0) continue;
    const before = pattern.slice(2, star);
    const after = pattern.slice(star + 1);
    if (subpath.startsWith(before) && subpath.endsWith(after)) {
      const middle = subpath.slice(before.length, subpath.length - after.length);
      return exportTargets(target).map((t) => t.replaceAll('*', middle));
    }
  }
  return [];
}

/** Every path an export entry may lead to, conditions flattened in order. */
function exportTargets(entry: unknown): readonly string[] {
  if (typeof entry === 'string') return [entry];
  if (Array.isArray(entry)) return entry.flatMap((e) => exportTargets(e));
  if (typeof entry === 'object' && entry !== null) return Object.values(entry).flatMap((e) => exportTargets(e));
  return [];
}

export function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}
