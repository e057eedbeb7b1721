/** Analyses what is pending, a file at a time, whenever nobody types: requests come in between. */
import { setImmediate as immediately, setTimeout as pause } from 'node:timers/promises';
import type { Workspace } from './workspace.js';

/** After the last change (ms). */
const QUIET = 150;

export interface Listener {
  /** There is something to do. */
  readonly onStart: () => void;
  /** Everything is known; `changed` when handlers or findings are others than at the last time. */
  readonly onDone: (changed: boolean) => void;
  readonly onError: (error: unknown) => void;
}

export class Background {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #touched = 0;
  /** Questions that somebody waits for. */
  #asked = 0;
  readonly #stopping = new AbortController();
  #known = '';

  constructor(
    readonly workspace: Workspace,
    private readonly listener: Listener,
  ) {}

  /** Something changed: look at it once it is quiet. */
  touch(): void {
    this.#touched = performance.now();
    if (this.#stopping.signal.aborted || this.#running) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.finish(), QUIET);
  }

  /** Somebody waits for the answer: until they have it, nothing else is done. */
  async before<T>(answer: () => T | Promise<T>): Promise<T> {
    this.#asked++;
    try {
      return await answer();
    } finally {
      this.#asked--;
      this.#touched = performance.now();
    }
  }

  stop(): void {
    this.#stopping.abort();
    clearTimeout(this.#timer);
  }

  /** Resolves when everything is known. */
  finish(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Works until everything is known; gives after each file how many are left in the project at hand. */
  async *steps(): AsyncGenerator<number> {
    await this.workspace.prepare();
    let isDone = false;
    while (!isDone) {
      isDone = true;
      for (const engine of this.workspace.engines()) {
        for (let left = engine.step(); left > 0; left = engine.step()) {
          isDone = false;
          yield left;
          await immediately();
          if (this.#stopping.signal.aborted) return;
        }
      }
    }
  }

  async #run(): Promise<void> {
    await this.#quiet();
    if (this.#stopping.signal.aborted) return;
    if (!this.workspace.engines().every((engine) => engine.analysis.isCurrent())) this.listener.onStart();
    try {
      const steps = this.steps();
      while ((await steps.next()).done !== true) await this.#quiet();
    } catch (error) {
      this.listener.onError(error);
    }
    const known = this.#spelling();
    const changed = known !== this.#known;
    this.#known = known;
    this.listener.onDone(changed);
  }

  /** Resolves when nobody types and nobody waits for an answer. */
  async #quiet(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const left = this.#asked > 0 ? QUIET : QUIET - (performance.now() - this.#touched);
      if (left <= 0) return;
      await pause(left);
    }
  }

  /** What is known, short enough to be compared. */
  #spelling(): string {
    return this.workspace
      .engines()
      .flatMap((engine) => [
        ...engine
          .knownTimelines()
          .map(
            ({ handler: { place }, events }) =>
              `${place.module.path} ${String(place.node.range[0])} ${String(events.length)}`,
          ),
        ...engine
          .knownFindings()
          .map((f) => `${f.ruleId} ${f.effect.module.path} ${String(f.effect.node.range[0])} ${f.message}`),
      ])
      .join('\n');
  }
}
