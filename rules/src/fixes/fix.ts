/** A repair: a title and the edits that make it. */

/** A text that an edit is made in: a module, a schema, a migration; or a file that the repair makes. */
export interface EditedFile {
  /** Absolute, forward slashes. */
  readonly path: string;
  /** Without byte order mark; empty where the file is yet to be made. */
  readonly text: string;
  /** Is the file yet to be made? Its one edit is what it shall hold. */
  readonly isNew?: boolean;
}

/** Replaces `[start, end)` (UTF-16 offsets) of the file's text. */
export interface Edit {
  readonly file: EditedFile;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Fix {
  /** Kind of repair, stable for tools: `do-nothing`, `upsert`, `catch-duplicate`, `unique-key`, `check-claim`, `dedup-check`, `claim-first`, `idempotency-key`, `stable-key`, `together`, `move-key`, `same-key`, `await`, `ack-after`, `manual-ack`, `rethrow`, `nack`. */
  readonly kind: string;
  readonly title: string;
  /** The rule that speaks of what the repair leaves, where it narrows a fault rather than mends it: the title says it, too. */
  readonly leaves?: string;
  /** Do not overlap; insertions at one offset stand in this order. */
  readonly edits: readonly Edit[];
}

/** The edit that makes a file. */
export function newFile(path: string, text: string): Edit {
  return { file: { path, text: '', isNew: true }, start: 0, end: 0, text };
}

/** Do two of the edits change the same text? */
export function overlap(edits: readonly Edit[]): boolean {
  return edits.some((a, i) =>
    edits.some((b, j) => i < j && a.file.path === b.file.path && a.start < b.end && b.start < a.end),
  );
}

/** Files that the edits speak of, each once, in order of the edits. */
export function filesOf(edits: readonly Edit[]): readonly EditedFile[] {
  return [...new Map(edits.toReversed().map(({ file }) => [file.path, file])).values()].toReversed();
}

/** The file's text with the edits that speak of it made. */
export function applyEdits(file: EditedFile, edits: readonly Edit[]): string {
  const own = edits.filter((e) => e.file.path === file.path).sort((a, b) => a.start - b.start || a.end - b.end);
  let text = '';
  let at = 0;
  for (const edit of own) {
    if (edit.start < at) throw new Error(`overlapping edits at ${String(edit.start)} of ${file.path}`);
    text += file.text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + file.text.slice(at);
}
