/** Parts of a description that callbacks give: `onConflict(c => c.column('k').doNothing())`. */
import type { Binder } from './bind.js';
import type { Argument, DraftPart } from './value.js';

/** The parts of a chain with those that its callbacks return behind the call that takes them. */
export function describedParts(binder: Binder, draft: readonly DraftPart[]): readonly DraftPart[] {
  return draft.flatMap((part) => (part.model.describes ? [part, ...returnedParts(binder, part)] : [part]));
}

function returnedParts(binder: Binder, part: DraftPart): readonly DraftPart[] {
  const { describes } = part.model;
  if (!describes || !part.receiver) return [];
  const builder = binder.libraryValue(part.receiver, describes.parameter);
  const input: Argument = { kind: 'value', values: builder ? [builder] : [], provenance: 'unknown' };
  return binder.at(binder.argumentsOf(part.node, part.env), describes.at).flatMap((a) =>
    binder.argument(a).flatMap((fn) => {
      if (fn.kind !== 'function') return [];
      const given = binder.returned(fn, binder.activate(fn, [input], fn.node, part.env));
      return given.flatMap((v) => (v.kind === 'library' ? v.draft : []));
    }),
  );
}
