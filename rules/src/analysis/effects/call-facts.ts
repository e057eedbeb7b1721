/** What a finding's fixes need to know of the call that has the effect. */
import type { ArgumentCondition, LibraryModel } from '../../models/model.js';
import { conditionHolds } from '../binding/condition.js';
import { applied, calledName } from '../binding/reflection.js';
import type { CallFacts, Repair, WrittenColumn } from '../effect.js';
import { claimOf, dedupOf, togetherOf } from './dedup.js';
import { dialectOf } from './dialect.js';
import type { Part } from './parts.js';
import type { Readers } from './readers.js';
import { duplicateErrorOf, outcomeOf } from './repeated.js';

/** The call of the main part, its repairs and the identity of the message that a repair may use. */
export function callFacts(
  readers: Readers,
  parts: readonly Part[],
  main: Part,
  library: LibraryModel,
  columns: readonly WrittenColumn[],
): CallFacts {
  const repairs = parts.flatMap((p) => repairsOf(readers, p, library));
  const isKeyed =
    repairs.some((r) => r.model.does === 'key') || parts.some((p) => p.effect.key ?? p.effect.idempotencyKey);
  const isSent = main.effect.kind === 'external' || main.effect.kind === 'publish';
  const dedup = main.effect.kind === 'read' ? undefined : dedupOf(readers, main.node, main.env, library, main.receiver);
  return {
    node: main.node,
    method: calledName(readers.binder, main.node, main.env) ?? '',
    library: library.library,
    dialect: dialectOf(readers.binder, library),
    repairs,
    identity:
      isKeyed || isSent || dedup || columns.some((c) => c.maker)
        ? readers.identities.inScope(main.node, main.env)
        : undefined,
    dedup,
    together: togetherOf(readers, main.node, main.env, library, main.receiver),
    claim: claimOf(readers, main.node, main.env, library, main.receiver),
    duplicateError: main.effect.kind === 'insert' ? duplicateErrorOf(readers.binder, library, false) : undefined,
    outcome: outcomeOf(library, false),
    missingFails: parts.some((p) => p.effect.missingFails === true),
    failure: parts.map((p) => p.model.failure).find((f) => f !== undefined),
  };
}

/** Repairs that hold for the call as it is written; none where the result goes to a callback, or where it is called through `call` or `apply`. */
function repairsOf(
  { binder }: Readers,
  { effect, model, node, env, args, receiver }: Part,
  library: LibraryModel,
): readonly Repair[] {
  const holds = (when: ArgumentCondition | undefined): boolean => conditionHolds(binder, when, args, receiver);
  if ((model.callbacks ?? []).some((c) => c.continuation && holds({ isFunction: c.at }))) return [];
  if (applied(binder, node, env)) return [];
  return (effect.repairs ?? [])
    .filter((r) => holds(r.when))
    .map((r) => ({ model: r, node, data: effect.data, dialect: dialectOf(binder, library) }));
}
