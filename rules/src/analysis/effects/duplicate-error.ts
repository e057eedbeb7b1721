/** What is the error of a unique-key violation known by, where a call throws it? */
import type { DuplicateErrorModel, LibraryModel } from '../../models/model.js';
import type { Binder } from '../binding/bind.js';
import { dialectOf } from './dialect.js';

/** @param isSql is the call given a statement as text? */
export function duplicateErrorOf(
  binder: Binder,
  library: LibraryModel,
  isSql: boolean,
): DuplicateErrorModel | undefined {
  const models = [library.duplicateError ?? []].flat().filter((m) => !isSql || !m.notOfSql);
  return models.find(({ dialects }) => !dialects || dialects.some((d) => d === dialectOf(binder, library)));
}
