/** A place in its text, with the lines around it. */
import { codeFrameColumns } from '@babel/code-frame';
import type { Place } from '../analysis/effect.js';

/** Lines of code around the place. */
const AROUND = 1;
/** Columns that line numbers and marks take. */
const NUMBERS = 12;

/** At most `width` columns wide; of what spans several lines the first. */
export function codeFrame({ module, node }: Place, width: number, color: boolean): readonly string[] {
  const { line, column } = module.lines.at(node.range[0]);
  const end = module.lines.at(node.range[1]);
  const first = Math.max(1, line - AROUND);
  const lines = module.text.split(/\r\n|[\n\r\u2028\u2029]/).slice(first - 1, line + AROUND);
  const margin = Math.min(...lines.filter((l) => l.trim() !== '').map((l) => l.length - l.trimStart().length));
  const shown = lines.map((l) => clip(l.slice(margin), width - NUMBERS));
  const marked = shown[line - first]?.length ?? 0;
  const until = end.line === line ? Math.min(end.column - margin, marked) : marked;
  const from = Math.min(column - margin, marked - 1);
  const at = { start: { line, column: from + 1 }, end: { line, column: until + 1 } };
  const options = { highlightCode: color, forceColor: color, startLine: first };
  const frame = codeFrameColumns(shown.join('\n'), at, options);
  return frame.split('\n').map((l) => l.trimEnd());
}

/** Of what is too long the beginning. */
export function clip(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}
