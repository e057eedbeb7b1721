/** Where does a second run at the same time get through: between a guard's look and its marker? */
import type { Effect, Timeline, WrittenColumn } from '../effect.js';
import type { Schema } from '../../schema/schema.js';
import { isUnasked } from './claims.js';
import { type Guard, guardsOf } from './guards.js';
import { certainMarkers, effectsIn, isOneStep, readOf } from './holes.js';
import { isKeyed } from './keys.js';
import { dominates } from './order.js';
import { isRepeated } from './repeats.js';

/** A look that two runs at the same time both pass, or a delete that both make before either has made its rows. */
export interface Race {
  readonly read: Effect;
  /** What both do then. */
  readonly effects: readonly Effect[];
}

/** Looks that two runs at the same time both pass, one entry for each. */
export function racesOf(timeline: Timeline, schema: Schema): readonly Race[] {
  const found = new Map<Effect, Race & { readonly effects: Effect[] }>();
  for (const effect of effectsIn(timeline)) {
    if (!isRepeated(effect, timeline, schema)) continue;
    const guards = guardsOf(effect, timeline);
    if (guards.length === 0 || !guards.every((g) => isRacy(g, effect, timeline, schema))) continue;
    const [guard] = guards;
    const read = guard && (guard.kind === 'replacement' ? guard.markers[0] : readOf(guard, timeline));
    if (!read) continue;
    const known = found.get(read);
    if (known) known.effects.push(effect);
    else found.set(read, { read, effects: [effect] });
  }
  return [...found.values()];
}

function isRacy(guard: Guard, effect: Effect, timeline: Timeline, schema: Schema): boolean {
  if (guard.kind === 'replacement') return guard.markers.length > 0 && !guard.markers.some((m) => isOneStep(m, effect));
  if (guard.kind !== 'lookup' && guard.kind !== 'state' && guard.kind !== 'consumed') return false;
  const read = readOf(guard, timeline);
  if (!read || isSerial(read, effect, timeline) || isLocked(read, effect, timeline)) return false;
  if (guard.kind === 'state' && isChoice(guard, effect, timeline)) return false;
  // What is computed from the state that was read is the same for both, and only one of the two states is kept.
  if (guard.kind === 'state' && guard.markers.includes(effect) && isReadModifyWrite(effect)) return false;
  const isSelf = guard.kind === 'lookup' && guard.markers.includes(effect);
  const certain = certainMarkers(guard, timeline);
  if (!isSelf && certain.length === 0) return false;
  // The second of two writers fails at a unique key, and with it what is one step with the write or comes after it.
  return !guard.markers.some(
    (m) => stopsSecond(m, effect, schema) && (m === effect || isOneStep(m, effect) || dominates(m, effect)),
  );
}

/** Is something sent on the other side of the fork as well? Then it decides what is sent, and not whether. */
function isChoice({ branch, arms = 0 }: Guard, effect: Effect, timeline: Timeline): boolean {
  if (effect.kind !== 'external' && effect.kind !== 'publish') return false;
  return effectsIn(timeline).some(
    (e) =>
      e.kind === effect.kind &&
      e.store === effect.store &&
      e.conditions.some((c) => c.branch === branch && (c.arms & arms) === 0),
  );
}

/** Are look and effect in one transaction that runs as if alone? */
function isSerial(read: Effect, effect: Effect, { serializable }: Timeline): boolean {
  return (
    read.transaction !== undefined && read.transaction === effect.transaction && serializable.has(read.transaction)
  );
}

/** Does a second delivery wait: at the look itself, or before it in the same transaction at a row that the message leads to? */
function isLocked(read: Effect, effect: Effect, timeline: Timeline): boolean {
  if (read.locks === true) return true;
  if (read.transaction === undefined || read.transaction !== effect.transaction) return false;
  return effectsIn(timeline).some(
    (e) =>
      (e.locks === true || LOCKING.has(e.kind)) &&
      e.transaction === read.transaction &&
      dominates(e, read) &&
      isOneRow(e),
  );
}

/** Writes that hold the rows they change until the transaction ends. */
const LOCKING = new Set<Effect['kind']>(['absolute', 'relative', 'conditional']);

/** Is it the same row on each delivery of the message? */
function isOneRow({ where, locks }: Effect): boolean {
  const leads = (c: WrittenColumn): boolean =>
    c.provenance === 'message' || (locks !== true && c.provenance === 'state');
  return where.length > 0 && where.every(leads);
}

/** Is the new value computed in the code from the old one, rather than by the store? */
function isReadModifyWrite({ sql, accumulating, columns }: Effect): boolean {
  const assigned = sql?.statement.assignments.find((a) => a.column === accumulating)?.value.kind;
  if (assigned !== undefined && assigned !== 'parameter' && assigned !== 'hole') return false;
  const column = columns.find((c) => c.name === accumulating);
  return /^(?:(?:Binary|Assignment)Expression|Identifier)$/.test(column?.node?.type ?? '');
}

/** A filtered write stops nobody else where nobody asks whether it found its row. */
function stopsSecond(marker: Effect, effect: Effect, schema: Schema): boolean {
  if (marker.kind === 'conditional') return marker === effect || !isUnasked(marker);
  if (marker.kind === 'claim') return true;
  return marker.kind === 'insert' && isKeyed(marker, schema);
}
