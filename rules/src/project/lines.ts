/** At which line and column does an offset stand? */
import type { TSESTree } from '@typescript-eslint/types';

/** Offsets to positions. */
export interface Lines {
  /** Line 1-based, column 0-based. */
  at(offset: number): TSESTree.Position;
}

/** Line starts of a text; the starts are found when first asked for. */
export class LineIndex implements Lines {
  #starts: readonly number[] | undefined;
  constructor(readonly text: string) {}

  at(offset: number): TSESTree.Position {
    const starts = (this.#starts ??= lineStarts(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if ((starts[mid] ?? 0) <= offset) low = mid;
      else high = mid - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) };
  }
}

/** A line ends as ECMAScript and ESLint have it: LF, CRLF, CR, U+2028, U+2029. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(end.index + end[0].length);
  return starts;
}
