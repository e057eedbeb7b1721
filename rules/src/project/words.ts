/** Which files hold a word? */

/** Identifier-like words of texts. Answers stay sorted by file, in whatever order the files came. */
export class WordIndex {
  readonly #files = new Map<string, string[]>();
  readonly #words = new Map<string, ReadonlySet<string>>();
  /** By the words: files that hold one of them. */
  readonly #holding = new Map<string, ReadonlySet<string>>();

  /** Files whose text was given, in no particular order. */
  files(): Iterable<string> {
    return this.#words.keys();
  }

  /** Files that hold `word` and, where given, one of the words `beside`, sorted. */
  filesWith(word: string, beside?: readonly string[]): readonly string[] {
    const files = this.#files.get(word) ?? [];
    if (!beside || files.length === 0) return files;
    const key = beside.join(' ');
    let holding = this.#holding.get(key);
    if (!holding) this.#holding.set(key, (holding = new Set(beside.flatMap((other) => this.#files.get(other) ?? []))));
    return files.filter((file) => holding.has(file));
  }

  /** Takes in the file's text, or with undefined forgets the file. */
  set(file: string, text: string | undefined): void {
    this.#holding.clear();
    const before = this.#words.get(file);
    const after = text === undefined ? undefined : wordsOf(text);
    for (const word of before ?? []) if (!after?.has(word)) this.#remove(word, file);
    for (const word of after ?? []) if (!before?.has(word)) this.#add(word, file);
    if (after) this.#words.set(file, after);
    else this.#words.delete(file);
  }

  #add(word: string, file: string): void {
    const files = this.#files.get(word);
    if (!files) this.#files.set(word, [file]);
    else if ((files.at(-1) ?? '') < file) files.push(file);
    else files.splice(lowerBound(files, file), 0, file);
  }

  #remove(word: string, file: string): void {
    const files = this.#files.get(word) ?? [];
    const at = lowerBound(files, file);
    if (files[at] === file) files.splice(at, 1);
  }
}

/** Index of the first element that is not less than `value`. */
function lowerBound(sorted: readonly string[], value: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((sorted[mid] ?? '') < value) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Identifier-like words of a text. */
export function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/[A-Za-z_$][\w$]*/g));
}
