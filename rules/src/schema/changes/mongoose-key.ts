/** A unique key of a collection that a Mongoose schema declares. */
import type { Column, SchemaSource } from '../table.js';
import type { SchemaChange, SchemaEdit } from './change.js';
import { inLine, lineAt } from './lines.js';

/** Only of one path, whose type or options stand on one line. */
export function mongooseKey([only, ...others]: readonly Column[], file: SchemaSource): SchemaChange | undefined {
  const edit = only && others.length === 0 ? ofPath(only, file) : undefined;
  return edit && { edits: [edit.edit], then: edit.then };
}

function ofPath(
  { property, line }: Column,
  file: SchemaSource,
): { readonly edit: SchemaEdit; readonly then: string } | undefined {
  const at = lineAt(file, line);
  const given =
    at && new RegExp(`\\b${property}\\s*:\\s*(?:(String|Number)\\b(?=\\s*[,}]|$)|\\{([^{}]*)\\})`).exec(at.text);
  if (!given) return undefined;
  const [whole, type, options] = given;
  const built = 'see to it that the index is built';
  if (type !== undefined) {
    const index = given.index + whole.length - type.length;
    return { edit: inLine(at, index, `{ type: ${type}, unique: true }`, type.length), then: built };
  }
  if (options === undefined || /\b(?:unique|sparse)\b/.test(options)) return undefined;
  const start = given.index + whole.length - 1 - options.length;
  const indexed = /\bindex\s*:\s*true\b/.exec(options);
  // An index of that name is there already, and stays what it is.
  if (indexed)
    return {
      edit: inLine(at, start + indexed.index, 'unique: true', indexed[0].length),
      then: 'drop the old index, so that the unique one is built',
    };
  if (/\bindex\b/.test(options) || options.trim() === '') return undefined;
  const end = start + options.trimEnd().replace(/,$/, '').length;
  return { edit: inLine(at, end, ', unique: true'), then: built };
}
