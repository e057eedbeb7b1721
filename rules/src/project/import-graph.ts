/** Which modules of a project import which, told by their texts. */
import { specifiersIn } from './specifiers.js';

/** Loads a module whose name is made when it runs: what it loads, nobody sees. */
const LOADING = /\b(?:require|import)\s*\(\s*(?!\s|['"]|\/[/*])/;

/** Does one of the texts import what the other does not? */
export function isLinkedAnew(before: string, after: string): boolean {
  const links = (text: string): string => [...specifiersIn(text), LOADING.test(text)].sort().join('\0');
  return links(before) !== links(after);
}

export interface ImportHost {
  revision(): number;
  sources(): readonly string[];
  text(path: string): string | undefined;
  /** Modules of the project that the file imports. */
  targets(path: string): readonly string[];
}

export class ImportGraph {
  #revision = -1;
  #targets = new Map<string, readonly string[]>();
  #importers = new Map<string, string[]>();
  #loading: readonly string[] = [];
  /** By those that nobody imports. */
  #below = new Map<string, ReadonlySet<string>>();
  /** By file, as far as it was asked for. */
  #around = new Map<string, ReadonlySet<string>>();

  constructor(private readonly host: ImportHost) {}

  /** Files that import the file. */
  importers(path: string): readonly string[] {
    this.#refresh();
    return this.#importers.get(path) ?? [];
  }

  /**
   * Files that may get hold of what the file defines: whatever a module imports, through any number of others, it may hand
   * to everything else that it imports. Modules that load others by a name made at run time may hold anything.
   */
  around(path: string): ReadonlySet<string> {
    this.#refresh();
    let found = this.#around.get(path);
    if (!found) this.#around.set(path, (found = this.#belowAll(this.#tops(path))));
    return found;
  }

  /** Files that lead to the file and that nobody imports; those of a circle that nobody outside imports as well. */
  #tops(path: string): readonly string[] {
    const above = closure([path], (at) => this.#importers.get(at) ?? []);
    const tops = [...above].filter((at) => !this.#importers.has(at));
    if (tops.length > 0) {
      const below = closure(tops, (at) => this.#imported(at));
      for (const at of above) if (!below.has(at)) tops.push(at);
    }
    return (tops.length > 0 ? tops : [...above]).sort();
  }

  #belowAll(tops: readonly string[]): ReadonlySet<string> {
    const key = tops.join('\0');
    let found = this.#below.get(key);
    if (!found) {
      found = closure(tops, (at) => this.#imported(at));
      this.#below.set(key, (found = new Set([...found, ...this.#loading])));
    }
    return found;
  }

  #imported(path: string): readonly string[] {
    let targets = this.#targets.get(path);
    if (!targets) this.#targets.set(path, (targets = this.host.targets(path)));
    return targets;
  }

  #refresh(): void {
    if (this.#revision === this.host.revision()) return;
    this.#revision = this.host.revision();
    this.#targets = new Map();
    this.#importers = new Map();
    this.#below = new Map();
    this.#around = new Map();
    const sources = this.host.sources();
    for (const file of sources) {
      for (const target of this.#imported(file)) {
        const known = this.#importers.get(target);
        if (known) known.push(file);
        else this.#importers.set(target, [file]);
      }
    }
    this.#loading = sources.filter((file) => LOADING.test(this.host.text(file) ?? ''));
  }
}

/** The files and all that they lead to. */
function closure(files: Iterable<string>, next: (file: string) => readonly string[]): Set<string> {
  const found = new Set(files);
  // What is added to a set while it is gone through is gone through as well.
  for (const file of found) for (const other of next(file)) found.add(other);
  return found;
}
