/** `paths` and `baseUrl` of tsconfig and jsconfig files, read leniently: an `extends` that is missing is skipped. */
import { dirname, posix } from 'node:path';

interface Mapping {
  readonly base: string;
  readonly paths: readonly { readonly before: string; readonly after: string; readonly star: boolean; readonly targets: readonly string[] }[];
  readonly baseUrl: string | undefined;
}

interface ConfigJson {
  readonly extends?: string | readonly string[];
  readonly compilerOptions?: { readonly baseUrl?: string; readonly paths?: Readonly<Record<string, readonly string[]>> };
}

const NAMES = ['tsconfig.json', 'tsconfig.base.json', 'tsconfig.app.json', 'tsconfig.build.json', 'jsconfig.json'];

export class TsconfigPaths {
  readonly #byFolder = new Map<string, readonly Mapping[]>();
  #any = false;

  constructor(
    readonly root: string,
    readonly read: (path: string) => string | undefined,
    readonly asFile: (path: string) => string | undefined,
  ) {}

  /** Was any mapping seen so far? */
  get any(): boolean {
    return this.#any;
  }

  resolve(from: string, specifier: string): string | undefined {
    for (const mapping of this.#mappings(dirname(from))) {
      const found = this.#mapped(mapping, specifier);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Mappings that hold for a folder, nearest first. */
  #mappings(folder: string): readonly Mapping[] {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const here = NAMES.flatMap((name) => {
      const mapping = this.#readConfig(`${folder}/${name}`, 0);
      return mapping ? [mapping] : [];
    });
    const up = dirname(folder);
    const all = folder.length <= this.root.length || up === folder ? here : [...here, ...this.#mappings(up)];
    this.#byFolder.set(folder, all);
    if (all.length > 0) this.#any = true;
    return all;
  }

  #readConfig(path: string, depth: number): Mapping | undefined {
    const json = depth > 8 ? undefined : parseJsonc(this.read(path));
    if (!json) return undefined;
    const folder = dirname(path);
    const options = json.compilerOptions ?? {};
    const base = options.baseUrl === undefined ? undefined : posix.join(folder, options.baseUrl);
    const own: Mapping = { base: base ?? folder, paths: patterns(options.paths), baseUrl: base };
    if (own.paths.length > 0 && own.baseUrl !== undefined) return own;
    for (const parent of [json.extends ?? []].flat()) {
      if (!parent.startsWith('.')) continue;
      const at = posix.join(folder, parent);
      const inherited = this.#readConfig(at, depth + 1) ?? this.#readConfig(`${at}.json`, depth + 1);
      if (inherited) return own.paths.length > 0 ? { ...own, base: base ?? inherited.baseUrl ?? folder } : { ...inherited, ...(base === undefined ? {} : { baseUrl: base }) };
    }
    return own.paths.length > 0 || own.baseUrl !== undefined ? own : undefined;
  }

  #mapped(mapping: Mapping, specifier: string): string | undefined {
    for (const p of mapping.paths) {
      if (p.star ? !specifier.startsWith(p.before) || !specifier.endsWith(p.after) : specifier !== p.before) continue;
      const middle = p.star ? specifier.slice(p.before.length, specifier.length - p.after.length) : '';
      for (const target of p.targets) {
        const found = this.asFile(posix.join(mapping.base, target.replace('*', middle)));
        if (found !== undefined) return found;
      }
    }
    return mapping.baseUrl === undefined ? undefined : this.asFile(posix.join(mapping.baseUrl, specifier));
  }
}

function patterns(paths: Readonly<Record<string, readonly string[]>> | undefined): Mapping['paths'] {
  return Object.entries(paths ?? {})
    .map(([pattern, targets]) => {
      const star = pattern.indexOf('*');
      return star < 0
        ? { before: pattern, after: '', star: false, targets }
        : { before: pattern.slice(0, star), after: pattern.slice(star + 1), star: true, targets };
    })
    .sort((a, b) => b.before.length - a.before.length);
}

/** JSON with comments and trailing commas, as tsconfig files are. */
function parseJsonc(text: string | undefined): ConfigJson | undefined {
  if (text === undefined) return undefined;
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (m) => (m.startsWith('"') ? m : ''));
  try {
    return JSON.parse(bare.replace(/,(\s*[}\]])/g, '$1')) as ConfigJson;
  } catch {
    return undefined;
  }
}
