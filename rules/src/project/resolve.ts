/** Where an import leads: a module of the project, a package, or nowhere. */
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { ResolverFactory } from 'oxc-resolver';
import { slashes } from './disk.js';
import { Installed } from './installed.js';
import { packageName, Packages } from './packages.js';
import { TsconfigPaths } from './tsconfig.js';

export type Resolution =
  | { readonly kind: 'module'; readonly path: string }
  /** `name` is the package, `specifier` as written without `node:`. */
  | { readonly kind: 'package'; readonly name: string; readonly specifier: string }
  | { readonly kind: 'missing' };

/** A module whose first 4,000 characters hold the marker stands for the package. */
export interface GeneratedPackage {
  readonly marker: string | RegExp;
  readonly package: string;
}

/** What is known of packages, by name or specifier. */
export interface KnownPackages {
  /** Is it known what the package does? */
  isKnown(specifier: string): boolean;
  /** Does it call handlers or write to stores, so that packages which depend on it may wrap that? */
  matters(name: string): boolean;
}

export interface ResolverHost {
  read(path: string): string | undefined;
  exists(path: string): boolean;
  /** Files that are not source code, package.json among them. */
  others(): readonly string[];
  readonly generated: readonly GeneratedPackage[];
  /** The project's files with the specifiers they import. */
  imports(): Iterable<readonly [file: string, specifiers: readonly string[]]>;
  readonly packages: KnownPackages | undefined;
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** Types kept in a file of their own, without code. */
const DECLARATIONS = ['.d.ts', '.d.mts', '.d.cts'];
const BUILTINS = new Set(builtinModules);
const OPTIONS = {
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

/** Remembers every answer; a new one is made when files come or go. */
export class Resolver {
  readonly #cache = new Map<string, Resolution>();
  /** By file and specifier: the same, for those who ask again and again. */
  readonly #byFile = new Map<string, Map<string, Resolution>>();
  readonly #withConfig = new ResolverFactory({ ...OPTIONS, tsconfig: 'auto' });
  readonly #plain = new ResolverFactory(OPTIONS);
  readonly #packages: Packages;
  readonly #paths: TsconfigPaths;
  #installed: Installed | undefined;

  constructor(
    readonly root: string,
    readonly host: ResolverHost,
  ) {
    const asFile = (path: string): string | undefined => this.#asFile(path);
    this.#packages = new Packages(root, host, asFile);
    this.#paths = new TsconfigPaths(root, {
      read: (path) => (host.exists(path) ? host.read(path) : undefined),
      asFile,
      packageFolder: (name) => this.#packages.folder(name),
    });
  }

  /** Installed packages that are read; found out when first asked for. */
  get installed(): Installed {
    const { packages } = this.host;
    return (this.#installed ??= new Installed(this.root, {
      read: (path) => (this.host.exists(path) ? this.host.read(path) : undefined),
      exists: (path) => this.host.exists(path),
      asFile: (path) => this.#asFile(path),
      imports: () => (packages ? this.host.imports() : []),
      matters: (name) => packages?.matters(name) === true,
      isKnown: (name) =>
        packages?.isKnown(name) !== false || BUILTINS.has(name) || this.#packages.folder(name) !== undefined,
    }));
  }

  /** Does an answer that was given depend on what the project imports elsewhere? */
  get dependsOnImports(): boolean {
    return this.#installed?.isCollected === true;
  }

  resolve(from: string, specifier: string): Resolution {
    let ofFile = this.#byFile.get(from);
    if (!ofFile) this.#byFile.set(from, (ofFile = new Map<string, Resolution>()));
    let found = ofFile.get(specifier);
    if (!found) ofFile.set(specifier, (found = this.#resolved(from, specifier)));
    return found;
  }

  #resolved(from: string, specifier: string): Resolution {
    const key = `${posix.dirname(from)}\0${specifier}`;
    let found = this.#cache.get(key);
    if (!found) {
      found = /^(?:\.\.?(?:\/|$)|\/)/.test(specifier) ? this.#relative(from, specifier) : this.#bare(from, specifier);
      this.#cache.set(key, found);
    }
    return found;
  }

  packageVersion(from: string, name: string): string | undefined {
    return this.#packages.version(from, name);
  }

  #relative(from: string, specifier: string): Resolution {
    const folder = posix.dirname(from);
    const path = specifier.startsWith('/') ? specifier : posix.join(folder, specifier);
    const direct = this.#asFile(path) ?? oxc(() => this.#plain.sync(folder, specifier).path);
    if (direct === undefined) return { kind: 'missing' };
    return this.#standingFor(direct);
  }

  #bare(from: string, specifier: string): Resolution {
    const bare = specifier.replace(/^node:/, '');
    if (bare !== specifier) return { kind: 'package', name: bare, specifier: bare };
    const own = this.#packages.subpathImport(from, specifier) ?? this.#configured(from, specifier);
    if (own !== undefined) return this.#standingFor(own);
    if (BUILTINS.has(bare)) return { kind: 'package', name: bare, specifier: bare };
    const workspace = this.#packages.source(specifier);
    if (workspace !== undefined) return this.#standingFor(workspace);
    const installed = this.installed.module(from, bare);
    if (installed !== undefined) return { kind: 'module', path: installed };
    return specifier.startsWith('#')
      ? { kind: 'missing' }
      : { kind: 'package', name: packageName(bare), specifier: bare };
  }

  /** Through tsconfig `paths`, `baseUrl` and references, and `#` imports. */
  #configured(from: string, specifier: string): string | undefined {
    const lenient = this.#paths.resolve(from, specifier);
    if (lenient !== undefined) return lenient;
    if (!specifier.startsWith('#') && !this.#paths.any) return undefined;
    const found = oxc(() => this.#withConfig.resolveFileSync(from, specifier).path);
    return found?.includes('/node_modules/') || (found !== undefined && !isCode(found)) ? undefined : found;
  }

  /** A file as itself, or as the package it is a part or a generated copy of. */
  #standingFor(path: string): Resolution {
    if (!isCode(path)) return { kind: 'missing' };
    const installed = path.split('/node_modules/').at(-1);
    if (installed !== undefined && installed !== path)
      return this.installed.files.has(path)
        ? { kind: 'module', path }
        : { kind: 'package', name: packageName(installed), specifier: packageName(installed) };
    const row = this.host.generated.find(({ marker }) =>
      this.#headers(path).some((text) => text.search(pattern(marker)) >= 0),
    );
    return row ? { kind: 'package', name: row.package, specifier: row.package } : { kind: 'module', path };
  }

  /** How the file begins; compiled code may say who made it only in the declarations beside it. */
  #headers(path: string): readonly string[] {
    const declarations = path.replace(/\.([cm]?)js$/, '.d.$1ts');
    return [...new Set([path, declarations])].flatMap((file) =>
      this.host.exists(file) ? [(this.host.read(file) ?? '').slice(0, 4000)] : [],
    );
  }

  /** The source file that stands for a path without or with a (compiled) extension. */
  #asFile(path: string): string | undefined {
    const at = slashes(path).replace(/(.)\/$/, '$1');
    const exists = (file: string): boolean => this.host.exists(file);
    const match = /\.([cm]?)jsx?$/.exec(at);
    const stem = match ? at.slice(0, match.index) : at;
    const written = match ? [`${stem}.${match[1] ?? ''}ts`, `${stem}.tsx`] : [];
    if (/\.[cm]?[jt]sx?$/.test(at)) written.push(at);
    return (
      written.find((file) => exists(file)) ??
      EXTENSIONS.map((extension) => at + extension).find((file) => exists(file)) ??
      EXTENSIONS.map((extension) => `${at}/index${extension}`).find((file) => exists(file)) ??
      this.#main(at) ??
      DECLARATIONS.map((extension) => stem + extension).find((file) => exists(file))
    );
  }

  #main(folder: string): string | undefined {
    const main = this.#packages.manifest(`${folder}/package.json`)?.main;
    return main === undefined || /^\.?\/?$/.test(main) ? undefined : this.#asFile(posix.join(folder, main));
  }
}

/** A resolver that answers nothing where it would throw. */
function oxc(ask: () => string | undefined): string | undefined {
  try {
    const path = ask();
    return path === undefined ? undefined : slashes(path);
  } catch {
    return undefined;
  }
}

function pattern(marker: string | RegExp): RegExp {
  return typeof marker === 'string' ? new RegExp(marker.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : marker;
}

/** Is it a module of the language, rather than the data, style or script of another one that bundlers import as well? */
function isCode(path: string): boolean {
  const extension = posix.extname(path);
  return extension === '' || EXTENSIONS.includes(extension);
}
