/** Diagnostics for clients that do not ask: sent when typing pauses, for every file whose findings are others than before. */
import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { Background } from './background.js';
import type { Diagnostics } from './diagnostics.js';
import type { Documents } from './documents.js';
import type { Reports } from './reports.js';

/** After the last key (ms). */
const PAUSE = 50;

export class Pushing {
  /** By path: what the client was told last. */
  readonly #told = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly connection: Connection,
    private readonly documents: Documents,
    private readonly reports: Reports,
    private readonly diagnostics: Diagnostics,
    private readonly background: Background,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The text of a file changed: it is looked at first, the other open files after it. */
  changed(path: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const others = this.documents.paths().filter((other) => other !== path);
      this.background.before(() => this.#open([path, ...others])).catch(this.onError);
    }, PAUSE);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Everything is known by now. */
  async all(): Promise<void> {
    const reports = await this.reports.all();
    for (const path of new Set([...reports.keys(), ...this.#told.keys(), ...this.documents.paths()])) {
      this.#tell(path, this.diagnostics.of(reports.get(path) ?? []));
    }
  }

  async #open(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const version = this.documents.get(path)?.version;
      const reports = await this.reports.of(path);
      // Changed meanwhile: that change has its own turn.
      if (this.documents.get(path)?.version !== version) return;
      this.#tell(path, this.diagnostics.of(reports));
    }
  }

  #tell(path: string, diagnostics: Diagnostic[]): void {
    const version = this.documents.get(path)?.version;
    const message = { uri: this.documents.uriOf(path), diagnostics, ...(version === undefined ? {} : { version }) };
    const spelt = JSON.stringify(message);
    if (this.#told.get(path) === spelt || (diagnostics.length === 0 && !this.#told.has(path) && version === undefined))
      return;
    if (diagnostics.length === 0 && version === undefined) this.#told.delete(path);
    else this.#told.set(path, spelt);
    void this.connection.sendDiagnostics(message);
  }
}
