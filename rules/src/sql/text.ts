/** SQL text with holes: a text the parser takes, and the way back to source offsets. */
import type { SqlPart } from './statement.js';

export const HOLE = '__hole_';

export interface Prepared {
  readonly text: string;
  /** Source offset of a position in `text`; undefined inside a hole. */
  offset(at: number): number | undefined;
}

/** Joins the parts; a hole becomes an identifier `__hole_N__` that parses as expression, table or column name. */
export function prepare(parts: readonly SqlPart[]): Prepared {
  let text = '';
  const pieces: { from: number; part: SqlPart }[] = [];
  for (const part of parts) {
    pieces.push({ from: text.length, part });
    text += part.kind === 'text' ? part.text : `${HOLE}${String(part.index)}__`;
  }
  return {
    text,
    offset(at) {
      for (let i = pieces.length - 1; i >= 0; i--) {
        const piece = pieces[i];
        if (!piece || piece.from > at || (piece.from === at && i > 0 && piece.part.kind === 'hole')) continue;
        if (piece.part.kind !== 'text') continue;
        if (piece.part.start < 0) return undefined;
        if (at - piece.from > piece.part.text.length) return undefined;
        return piece.part.text === piece.part.raw
          ? piece.part.start + (at - piece.from)
          : rawOffset(piece.part, at - piece.from);
      }
      return undefined;
    },
  };
}

/** Offset in raw text of a cooked position: walks escapes. */
function rawOffset(part: Extract<SqlPart, { kind: 'text' }>, cooked: number): number {
  let raw = 0;
  for (let at = 0; at < cooked && raw < part.raw.length; at++) {
    if (part.raw.startsWith('\r\n', raw)) raw += 2;
    else if (part.raw[raw] !== '\\') raw++;
    else {
      const escape =
        /^\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r?\n|[\s\S])/.exec(part.raw.slice(raw))?.[0] ?? '\\';
      raw += escape.length;
      if (/^\\\r?\n$/.test(escape)) at--;
    }
  }
  return part.start + raw;
}

export function holeIndex(name: string): number | undefined {
  const match = /^__hole_(\d+)__$/.exec(name);
  return match ? Number(match[1]) : undefined;
}
