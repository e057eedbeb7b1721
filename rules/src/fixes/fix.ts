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
  /** Kind of repair, stable for tools: `upsert`, `do-nothing`, `await`, `ack-after`, `manual-ack`. */
  readonly kind: string;
  readonly title: string;
  readonly edits: readonly Edit[];
}
