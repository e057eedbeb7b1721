/** `paths` and `baseUrl` of tsconfig and jsconfig files, read leniently: an `extends` that is missing is skipped. */
import { posix } from 'node:path';

/** What a config says with all it extends; folders and files absolute. */
interface Mapping {
  readonly baseUrl?: string;
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  /** Folder of the config that `paths` stands in. */
  readonly pathsFolder?: string;
}

interface Pattern {
  readonly before: string;
  /** What follows the star; undefined when there is none. */
  readonly after: string | undefined;
  readonly targets: readonly string[];
}

/** A mapping made ready for one folder's imports. */
interface Table {
  readonly patterns: readonly Pattern[];
  readonly baseUrl: string | undefined;
}

interface ConfigJson {
  readonly extends?: string | readonly string[];
  readonly references?: readonly { readonly path?: string }[];
  readonly compilerOptions?: {
    readonly baseUrl?: string;
    readonly paths?: Readonly<Record<string, readonly string[]>>;
  };
}

interface Host {
  read(path: string): string | undefined;
  asFile(path: string): string | undefined;
  /** Folder of the project's package of that name. */
  packageFolder(name: string): string | undefined;
}

const NAMES = ['tsconfig.json', 'tsconfig.base.json', 'tsconfig.app.json', 'tsconfig.build.json', 'jsconfig.json'];
const MAX_DEPTH = 8;

/** Files a config excludes get its mappings too, and so do those of folders below, nearest config first. */
export class TsconfigPaths {
  readonly #byFolder = new Map<string, readonly Table[]>();
  #any = false;

  constructor(
    readonly root: string,
    readonly host: Host,
  ) {}

  /** Was any mapping seen so far? */
  get any(): boolean {
    return this.#any;
  }

  resolve(from: string, specifier: string): string | undefined {
    for (const table of this.#tables(posix.dirname(from))) {
      const found = this.#mapped(table, specifier);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #tables(folder: string): readonly Table[] {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const here = NAMES.flatMap((name) => this.#tablesOf(`${folder}/${name}`));
    const up = posix.dirname(folder);
    const all = folder.length <= this.root.length || up === folder ? here : [...here, ...this.#tables(up)];
    this.#byFolder.set(folder, all);
    if (all.length > 0) this.#any = true;
    return all;
  }

  /** The config's own table, then those of the projects it refers to. */
  #tablesOf(path: string): readonly Table[] {
    const config = this.#read(path);
    if (!config) return [];
    const folder = posix.dirname(path);
    const references = list(config.references).flatMap(({ path: to }) =>
      typeof to === 'string' ? [posix.join(folder, to), posix.join(folder, to, 'tsconfig.json')] : [],
    );
    return [path, ...references].flatMap((file) => {
      const table = tableOf(this.#mapping(file, 0), posix.dirname(file));
      return table ? [table] : [];
    });
  }

  #mapping(path: string, depth: number): Mapping {
    const config = depth > MAX_DEPTH ? undefined : this.#read(path);
    if (!config) return {};
    const folder = posix.dirname(path);
    // Of several parents the later one wins.
    const inherited = list(config.extends).map((parent) => this.#extended(folder, parent, depth + 1));
    const { baseUrl, paths } = config.compilerOptions ?? {};
    return Object.assign(
      {},
      ...inherited,
      typeof baseUrl === 'string' ? { baseUrl: baseUrl.startsWith('$') ? baseUrl : under(folder, baseUrl) } : {},
      paths ? { paths, pathsFolder: folder } : {},
    ) as Mapping;
  }

  /** What `extends` leads to: a path, or a package of the project or of node_modules. */
  #extended(folder: string, parent: string, depth: number): Mapping {
    const places: string[] = [];
    if (/^(?:\.|\/|[A-Za-z]:)/.test(parent)) places.push(under(folder, parent));
    else {
      const name = parent.split('/', parent.startsWith('@') ? 2 : 1).join('/');
      const own = this.host.packageFolder(name);
      if (own !== undefined) places.push(own + parent.slice(name.length));
      for (let up = folder; up.length >= this.root.length && up !== posix.dirname(up); up = posix.dirname(up))
        places.push(`${up}/node_modules/${parent}`);
    }
    const file = places.flatMap((p) => [p, `${p}.json`, `${p}/tsconfig.json`]).find((p) => this.#read(p));
    return file === undefined ? {} : this.#mapping(file, depth);
  }

  #read(path: string): ConfigJson | undefined {
    return path.endsWith('.json') ? parseJsonc(this.host.read(path)) : undefined;
  }

  #mapped({ patterns, baseUrl }: Table, specifier: string): string | undefined {
    for (const { before, after, targets } of patterns) {
      if (after === undefined ? specifier !== before : !specifier.startsWith(before) || !specifier.endsWith(after))
        continue;
      const middle = after === undefined ? '' : specifier.slice(before.length, specifier.length - after.length);
      for (const target of targets) {
        const found = this.host.asFile(target.replace('*', () => middle));
        if (found !== undefined) return found;
      }
    }
    return baseUrl === undefined ? undefined : this.host.asFile(posix.join(baseUrl, specifier));
  }
}

/** @param leaf folder of the config that was found, which `${configDir}` stands for */
function tableOf(mapping: Mapping, leaf: string): Table | undefined {
  if (mapping.baseUrl === undefined && mapping.paths === undefined) return undefined;
  const here = (path: string): string => path.replace('${configDir}', () => leaf);
  const baseUrl = mapping.baseUrl === undefined ? undefined : here(mapping.baseUrl);
  const base = baseUrl ?? mapping.pathsFolder ?? leaf;
  const patterns = Object.entries(mapping.paths ?? {}).map(([pattern, targets]): Pattern => {
    const [before = '', after] = pattern.split('*');
    return { before, after, targets: list(targets).map((target) => under(base, here(target))) };
  });
  return { baseUrl, patterns: patterns.sort((a, b) => rank(b) - rank(a)) };
}

/** Exact before starred, longer before shorter. */
function rank(pattern: Pattern): number {
  return pattern.after === undefined ? Number.MAX_SAFE_INTEGER : pattern.before.length;
}

function under(folder: string, path: string): string {
  return /^(?:\/|[A-Za-z]:)/.test(path) ? path : posix.join(folder, path);
}

/** One, several or none, whatever the file holds. */
function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** JSON with comments and trailing commas, as tsconfig files are. */
function parseJsonc(text: string | undefined): ConfigJson | undefined {
  if (text === undefined) return undefined;
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (m) => (m.startsWith('"') ? m : ''));
  try {
    const parsed: unknown = JSON.parse(bare.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g, (m) => (m === ',' ? '' : m)));
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
