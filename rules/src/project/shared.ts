/** What texts alone say is found out once for all who ask. */
import type { Project } from './project.js';
import { Reads } from './reads.js';

interface Known<V> {
  readonly value: V;
  /** What it was taken from: whoever is told it has read that as well. */
  readonly reads: Reads;
}

/** Answers about nodes or modules of a project, as of its revision. */
export class Shared<K extends object, V> {
  readonly #tables = new WeakMap<Project, { readonly revision: number; readonly known: WeakMap<K, Known<V>> }>();
  readonly #taken = new WeakMap<Reads, WeakSet<K>>();

  /** @param find must not look at anything but the project */
  of(project: Project, key: K, find: () => V): V {
    const known = this.#tableOf(project);
    let found = known.get(key);
    if (!found) {
      const reads = new Reads();
      known.set(key, (found = { value: project.noting(reads, find), reads }));
    }
    if (project.reads) this.#note(project.reads, key, found.reads);
    return found.value;
  }

  /** Taken in once, however often it is asked. */
  #note(reads: Reads, key: K, read: Reads): void {
    let taken = this.#taken.get(reads);
    if (!taken) this.#taken.set(reads, (taken = new WeakSet()));
    if (taken.has(key)) return;
    taken.add(key);
    reads.take(read);
  }

  #tableOf(project: Project): WeakMap<K, Known<V>> {
    let table = this.#tables.get(project);
    if (table?.revision !== project.revision)
      this.#tables.set(project, (table = { revision: project.revision, known: new WeakMap() }));
    return table.known;
  }
}
