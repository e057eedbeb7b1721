/** A finding as plain data, free of syntax trees: what a linter run keeps of a project. */
import type { Finding } from './findings.js';

/** Offsets are 0-based UTF-16 offsets in `text`. */
export interface LintFinding {
  readonly ruleId: string;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  /** The file's text that was judged, without byte order mark. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The repairs that change this file alone: ESLint changes one file at a time. */
  readonly suggestions: readonly LintSuggestion[];
}

export interface LintSuggestion {
  readonly title: string;
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

export function lintFindingOf({ ruleId, messageId, data, place, fixes }: Finding): LintFinding {
  const { module, node } = place;
  const here = fixes.filter(({ edits }) => edits.length > 0 && edits.every((e) => e.file.path === module.path));
  return {
    ruleId,
    messageId,
    data,
    text: module.text,
    start: node.range[0],
    end: node.range[1],
    suggestions: here.map(({ title, edits }) => ({
      title,
      edits: edits.map(({ start, end, text }) => ({ start, end, text })),
    })),
  };
}
