/** A repair: a title and the edits that make it. */
import type { Module } from '../project/module.js';

/** Replaces `[start, end)` (UTF-16 offsets) of the module's text. */
export interface Edit {
  readonly module: Module;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Fix {
  /** Kind of repair, stable for tools: `do-nothing`, `upsert`, `dedup-check`, `idempotency-key`, `await`, `ack-after`, `manual-ack`. */
  readonly kind: string;
  readonly title: string;
  /** Do not overlap; insertions at one offset stand in this order. */
  readonly edits: readonly Edit[];
}

/** The module's text with the edits that speak of it made. */
export function applyEdits(module: Module, edits: readonly Edit[]): string {
  const own = edits.filter((e) => e.module === module).sort((a, b) => a.start - b.start || a.end - b.end);
  let text = '';
  let at = 0;
  for (const edit of own) {
    if (edit.start < at) throw new Error(`overlapping edits at ${String(edit.start)} of ${module.path}`);
    text += module.text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + module.text.slice(at);
}
