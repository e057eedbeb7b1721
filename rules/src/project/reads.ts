/** What was an answer taken from, and does it hold after a change? */
import { wordsOf } from './words.js';

/** What an answer was taken from: it holds as long as all of that does. */
export class Reads {
  /** Whose text was asked for. */
  readonly files = new Set<string>();
  /** Identifiers whose files were asked for. */
  readonly words = new Set<string>();
  /** Whose callers were asked for. */
  readonly callers = new Set<Callers>();
  /** The tables of the repository were asked for. */
  schema = false;

  /** Takes in what something else was taken from. */
  take({ files, words, callers, schema }: Reads): void {
    for (const file of files) this.files.add(file);
    for (const word of words) this.words.add(word);
    for (const asked of callers) this.callers.add(asked);
    this.schema ||= schema;
  }

  /** Does the change of a file's text, from `before`, leave everything as it was read? */
  outlive({ path }: Change, words: ReadonlySet<string>): boolean {
    return !this.files.has(path) && !intersect(words, this.words);
  }
}

/** The files that may call something of that name which `home` defines. */
export interface Callers {
  readonly name: string;
  readonly home: string;
  readonly files: readonly string[];
}

/** A file whose text is another than it was; `before` is undefined when nobody had asked for it. */
export interface Change {
  readonly path: string;
  readonly before: string | undefined;
}

/** Words that the text of one side holds and the other's does not. */
export function changedWords(before: string, after: string): ReadonlySet<string> {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  return new Set([...[...old].filter((w) => !now.has(w)), ...[...now].filter((w) => !old.has(w))]);
}

function intersect(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const word of some) if (others.has(word)) return true;
  return false;
}
