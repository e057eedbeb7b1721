/** Which files can matter, by their text alone. */
import type { Project } from './project.js';

/** Decides from a file's text whether it names something modelled; each file is read once. */
export class Gate {
  readonly #specifiers: RegExp;
  readonly #names: RegExp | undefined;

  /**
   * @param packages module specifiers; a quoted specifier that is one, or starts with one and `/`, lets a file through
   * @param names identifiers that let a file through wherever they stand
   */
  constructor(
    readonly project: Project,
    packages: readonly string[],
    names: readonly string[],
  ) {
    const sorted = [...packages].sort((a, b) => b.length - a.length).map(escape);
    this.#specifiers = new RegExp(`['"\`](?:node:)?(?:${sorted.join('|')})(?=['"\`/])`);
    this.#names = names.length > 0 ? new RegExp(`\\b(?:${names.map(escape).join('|')})\\b`) : undefined;
  }

  /** Does the file's own text name something modelled? */
  names(path: string): boolean {
    const text = this.project.text(path);
    return text !== undefined && (this.#specifiers.test(text) || this.#names?.test(text) === true);
  }

  /** Files whose own text names something modelled. */
  seeds(): readonly string[] {
    return this.project.files().filter((f) => this.names(f));
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
