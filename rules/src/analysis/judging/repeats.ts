/** Does an effect by itself, whatever guards it, leave another state when it happens twice for one message? */
import type { Effect, Timeline } from '../effect.js';
import type { Schema } from '../../schema/schema.js';
import { countsAttempts, isAsked, isLimiting, isLogged } from './incidental.js';
import { isDuplicateTaken, isKeyed, isStopped } from './keys.js';
import { renewedKey } from './lookup.js';

/**
 * True for inserts without a key of the message, accumulating writes, what is sent without an idempotency key, and what looks
 * for its row by a key that is never the same.
 */
export function isRepeated(effect: Effect, timeline: Timeline, schema: Schema): boolean {
  if (effect.harmless || isLogged(effect) || isAsked(effect)) return false;
  switch (effect.kind) {
    case 'insert':
      return !isKeyed(effect, schema) && !isDuplicateTaken(effect, timeline) && !isUndoneWith(effect, timeline, schema);
    case 'relative':
      return (
        effect.idempotencyKey !== 'message' &&
        !deletesAll(effect) &&
        !countsAttempts(effect) &&
        !isLimiting(effect) &&
        !isUndoneWith(effect, timeline, schema)
      );
    case 'external':
    case 'publish':
      return !hasStableKey(effect) && !asksForAccess(effect) && !isReply(effect);
    case 'claim':
    case 'upsert':
      return renewedKey(effect, schema) !== undefined;
    default:
      return false;
  }
}

/** Does an insert of the same transaction fail at its unique key the second time, and take the effect with it? */
function isUndoneWith(effect: Effect, { events }: Timeline, schema: Schema): boolean {
  return events.some((e) => e.type === 'effect' && e.kind === 'insert' && undoes(e, effect) && isStopped(e, schema));
}

/** Does the insert's failure undo the effect: both in one transaction, and no way to the effect goes round the insert? */
function undoes(insert: Effect, effect: Effect): boolean {
  return (
    insert !== effect &&
    insert.transaction !== undefined &&
    insert.transaction === effect.transaction &&
    insert.conditions.every((c) => effect.conditions.includes(c)) &&
    !insert.tries.some((t) => t.handlesDuplicate)
  );
}

/** Does something happen once only because this insert fails the second time? Then its failure must stay one. */
export function isRelied(insert: Effect, { events }: Timeline): boolean {
  return events.some(
    (e) => e.type === 'effect' && (e.kind === 'relative' || e.kind === 'insert') && !e.harmless && undoes(insert, e),
  );
}

/** A delete of so many rows at a time, in a loop: however often it is begun, all are gone in the end. */
function deletesAll(effect: Effect): boolean {
  return effect.sql?.statement.kind === 'delete' && effect.loops > 0;
}

/**
 * A fallback for messages without an id, and the current day, are no new key for each delivery; a job that has the same id for
 * every message is to be there once, however many ask for it.
 */
function hasStableKey(effect: Effect): boolean {
  const { idempotencyKey, what } = effect;
  return idempotencyKey !== undefined && (idempotencyKey !== 'constant' || what === 'job') && !hasRenewedKey(effect);
}

/** Is there an idempotency key that is certainly another on each delivery? */
export function hasRenewedKey(effect: Effect): boolean {
  return effect.given.some((g) => g.name === 'idempotencyKey' && g.renewed);
}

/** Asking for an access token, or whether a token holds, as often as one likes changes nothing. */
function asksForAccess(effect: Effect): boolean {
  return (
    effect.kind === 'external' &&
    /(?:^|[/.])(?:oauth2?|tokens?|login|siteverify|introspect)(?:[/?]|$)/i.test(effect.resource ?? '')
  );
}

/** Publishing in a catch block hands a failed message on (dead letters, retries): it stands for the message itself. */
function isReply(effect: Effect): boolean {
  return effect.kind === 'publish' && effect.recovery === 'catch';
}
