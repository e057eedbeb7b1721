/** Edits of a line of a schema that is told by its number. */
import type { SchemaSource } from '../table.js';
import type { SchemaEdit } from './change.js';

export interface TextLine {
  readonly file: SchemaSource;
  /** Offset of its first character. */
  readonly start: number;
  /** Without the line break. */
  readonly text: string;
}

/** @param number 1-based */
export function lineAt(file: SchemaSource, number: number): TextLine | undefined {
  const lines = file.text.split('\n');
  const text = lines[number - 1]?.replace(/\r$/, '');
  if (text === undefined) return undefined;
  const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
  return { file, start, text };
}

/** Puts the text into the line, in place of `length` characters from `index` on. */
export function inLine({ file, start }: TextLine, index: number, text: string, length = 0): SchemaEdit {
  return { file, start: start + index, end: start + index + length, text };
}

/** Does every bracket that opens in it close in it? */
export function isBalanced(text: string): boolean {
  const bare = text.replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '');
  return /^[^()[\]{}]*$/.test(reduced(bare));
}

function reduced(text: string): string {
  const less = text.replace(/\([^()[\]{}]*\)|\[[^()[\]{}]*\]|\{[^()[\]{}]*\}/g, '');
  return less === text ? text : reduced(less);
}

/** Adds a name to the list that is imported from such a package; no edit where it is there, undefined where there is no list. */
export function importedToo(file: SchemaSource, name: string, from: RegExp): readonly SchemaEdit[] | undefined {
  const lists = [...file.text.matchAll(/\bimport\s*\{([^{}]*)\}\s*from\s*['"]([^'"]+)['"]/g)];
  const list = lists.find(([, , source = '']) => from.test(source));
  if (!list) return undefined;
  const names = list[1] ?? '';
  if (names.split(',').some((n) => n.trim() === name)) return [];
  const inside = list.index + list[0].indexOf('{') + 1 + names.trimEnd().length;
  const comma = names.trimEnd().endsWith(',');
  const own = /\n([ \t]*)\S[^\n]*$/.exec(names.trimEnd());
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  const text = own
    ? `${comma ? '' : ','}${eol}${own[1] ?? ''}${name}${comma ? ',' : ''}`
    : `${comma ? ' ' : ', '}${name}`;
  return [{ file, start: inside, end: inside, text }];
}
