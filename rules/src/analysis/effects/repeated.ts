/** What tells a repeated insert, in the words of its library: the error that it throws, the outcome where it ignores conflicts. */
import type { DuplicateErrorModel, LibraryModel, OutcomeModel } from '../../models/model.js';
import type { Binder } from '../binding/bind.js';
import { dialectOf } from './dialect.js';

/** @param isSql is the call given a statement as text? */
export function duplicateErrorOf(
  binder: Binder,
  library: LibraryModel,
  isSql: boolean,
): DuplicateErrorModel | undefined {
  const speaks = ({ dialects }: DuplicateErrorModel): boolean =>
    !dialects || dialects.some((d) => d === dialectOf(binder, library));
  return [library.duplicateError ?? []].flat().find((m) => !(isSql && m.notOfSql) && speaks(m));
}

/** @param isSql is the call given a statement as text? */
export function outcomeOf({ claimOutcome }: LibraryModel, isSql: boolean): OutcomeModel | undefined {
  return isSql && claimOutcome?.notOfSql ? undefined : claimOutcome;
}
