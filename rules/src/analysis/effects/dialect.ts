/** Which SQL a library's statements are sent in, where the library serves several stores: told by how the project sets it up. */
import type { DialectSign, LibraryModel } from '../../models/model.js';
import type { SqlDialect } from '../../sql/statement.js';
import type { Binder } from '../binding/bind.js';

/** The library's own dialect, or the only one the project's code speaks of. */
export function dialectOf(binder: Binder, library: LibraryModel): SqlDialect {
  if (library.dialect !== undefined || !library.dialectSigns) return library.dialect ?? 'unknown';
  const known = found.get(binder) ?? new Map<LibraryModel, SqlDialect>();
  found.set(binder, known);
  const cached = known.get(library);
  if (cached !== undefined) return cached;
  const told = new Set(library.dialectSigns.filter((s) => stands(binder, s)).map((s) => s.dialect));
  const [only] = told;
  const dialect = told.size === 1 && only !== undefined ? only : 'unknown';
  known.set(library, dialect);
  return dialect;
}
const found = new WeakMap<Binder, Map<LibraryModel, SqlDialect>>();

function stands(binder: Binder, { names = [], property, values = [] }: DialectSign): boolean {
  const { project } = binder;
  if (names.some((name) => project.filesWithWord(name).length > 0)) return true;
  return values.some((value) => {
    const option = new RegExp(`\\b${property ?? ''}\\s*:\\s*(['"\`])${value}\\1`);
    const word = value.split(/[^\w$]+/).at(-1) ?? value;
    return project.filesWithWord(word).some((file) => option.test(project.text(file) ?? ''));
  });
}
