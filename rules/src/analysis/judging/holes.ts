/** Where does a crash between a guard's marker and the effect leave a hole? */
import type { Condition, Effect, Timeline, TimelineEvent, WrittenColumn } from '../effect.js';
import type { Schema } from '../../schema/schema.js';
import { entry } from '../memo.js';
import { isLeftOut } from '../effects/filter-value.js';
import { isDurable } from './durable.js';
import { type Guard, guardsOf } from './guards.js';
import { countsAttempts } from './incidental.js';
import { isColumn, isSamePath, sameThing } from './names.js';
import { dominates, isIn, together } from './order.js';
import { isRepeated } from './repeats.js';
import { turnsAway } from './state.js';

/**
 * Marker and effect are two steps. `lost`: the marker comes first, so after a crash in between the second run stops at it.
 * `repeated`: the effect comes first, so after a crash in between the second run finds no marker.
 */
export interface Split {
  readonly outcome: 'lost' | 'repeated';
  readonly effect: Effect;
  readonly marker: Effect;
  /** Further effects that the same marker stands for. */
  readonly others: readonly Effect[];
}

/** What a marker stands for: another claim is a guard of its own, but where nothing asks for what it writes. */
export function isWork(effect: Effect, timeline: Timeline): boolean {
  if (!isDurable(effect) || effect.kind === 'marker') return false;
  return effect.kind !== 'claim' || !isMarker(effect, timeline);
}

/** Is there an effect that it guards? */
function isMarker(claim: Effect, timeline: Timeline): boolean {
  return effectsIn(timeline).some((e) => guardsOf(e, timeline).some((g) => g.markers.includes(claim)));
}

/** Markers that are not one step with their effects, one entry for each marker and outcome. */
export function splitsOf(timeline: Timeline, schema: Schema): readonly Split[] {
  const found = new Map<string, Split & { readonly others: Effect[] }>();
  for (const effect of effectsIn(timeline)) {
    if (!isWork(effect, timeline) || effect.recovery !== undefined) continue;
    for (const split of splitsAt(effect, timeline, schema)) {
      const key = `${split.outcome} ${String(split.marker.order)}`;
      const known = found.get(key);
      if (known) known.others.push(effect);
      else found.set(key, { ...split, others: [] });
    }
  }
  return [...found.values()];
}

function splitsAt(effect: Effect, timeline: Timeline, schema: Schema): readonly Omit<Split, 'others'>[] {
  const guards = guardsOf(effect, timeline);
  const verdicts = guards.map((guard) => leakOf(guard, effect, timeline));
  const lost = verdicts.find((v) => v.verdict === 'lost' && !isAnswered(effect, v.marker));
  if (lost?.marker) return [{ outcome: 'lost', effect, marker: lost.marker }];
  const [first] = verdicts;
  if (!first?.marker || verdicts.some((v) => v.verdict !== 'repeated') || !isRepeated(effect, timeline, schema))
    return [];
  return [{ outcome: 'repeated', effect, marker: first.marker }];
}

/** Do both happen in one call that somebody answers for? */
export function isAnswered({ answered }: Effect, marker: Effect | undefined): boolean {
  return answered !== undefined && answered.node === marker?.answered?.node;
}

/** `holds`: both are one step. `lost`, `repeated`: as of `Split`, with the marker. `unclear`: not to be told. */
export interface Leak {
  readonly verdict: 'holds' | 'lost' | 'repeated' | 'unclear';
  readonly marker?: Effect;
}

/** What a crash between the guard's marker and the effect does. */
export function leakOf(guard: Guard, effect: Effect, timeline: Timeline): Leak {
  const markers = certainMarkers(guard, timeline);
  if (guard.markers.includes(effect) || markers.length === 0) return { verdict: 'unclear' };
  if (guard.markers.some((m) => isOneStep(m, effect))) return { verdict: 'holds' };
  const before = markers.find((m) => isDurableBefore(m, effect));
  const after = markers.find((m) => m.order > effect.order || isBracketing(m, effect));
  if (before && !after && !isAbout(effect, before) && endsWell(guard, timeline) && !isReleased(before, timeline))
    return { verdict: 'lost', marker: before };
  if (after && !before && together(after, effect)) return { verdict: 'repeated', marker: after };
  return { verdict: 'unclear' };
}

/** Is it a lock, taken away again whatever happens? It says that somebody is at work, and not that the work is done. */
function isReleased(marker: Effect, timeline: Timeline): boolean {
  return effectsIn(timeline).some(
    (e) =>
      e.recovery === 'finally' &&
      e.order > marker.order &&
      (e.kind === 'delete' || e.sql?.statement.kind === 'delete') &&
      sameThing(e, marker.resource, marker.store),
  );
}

/** Do both commit together? What leaves the store is in no transaction; what is declared of a call does not tell where it goes. */
export function isOneStep(marker: Effect, effect: Effect): boolean {
  if (marker.node === effect.node && marker.module === effect.module) return true;
  const isInside = marker.transaction !== undefined && marker.transaction === effect.transaction;
  return isInside && (effect.declared !== undefined || isStored(effect, marker));
}

function isStored(effect: Effect, marker: Effect): boolean {
  // What SQL publishes is sent when the transaction commits.
  const isStored = effect.sql !== undefined || (effect.kind !== 'external' && effect.kind !== 'publish');
  return isStored && effect.store === marker.store;
}

/** Is the marker committed by the time the effect happens? One that is left out where it is set already counts as set. */
function isDurableBefore(marker: Effect, effect: Effect): boolean {
  const conditions = marker.conditions.filter((c) => !asksForItself(c, marker));
  return (
    dominates({ order: marker.order, conditions }, effect) &&
    !isBracketing(marker, effect) &&
    marker.detached.length === 0
  );
}

/** Does the fork look at what the marker sets? */
function asksForItself({ branch }: Condition, marker: Effect): boolean {
  const reads = branch.check?.reads ?? [];
  return reads.some(
    ({ effect, column }) =>
      column !== undefined &&
      sameThing(marker, effect.resource, effect.store) &&
      marker.columns.some((c) => isColumn(c.name, column)),
  );
}

/** Sent while the transaction of the marker is still open: the marker is committed only after it. */
function isBracketing(marker: Effect, effect: Effect): boolean {
  return marker.transaction !== undefined && marker.transaction === effect.transaction;
}

/** Speaks the effect of the marker's own row: releases the claim, writes its outcome? What adds up in it is work of its own. */
function isAbout(effect: Effect, marker: Effect): boolean {
  if (effect.kind === 'relative' && !countsAttempts(effect)) return false;
  return isStored(effect, marker) && sameThing(effect, marker.resource, marker.store);
}

/** Does the run that is turned away end as if all were done? One that throws comes again until it gets through. */
function endsWell({ branch, arms, kind }: Guard, timeline: Timeline): boolean {
  if (!branch || arms === undefined) return kind === 'violation';
  const failures = entry(failuresOf, timeline, () =>
    timeline.events.filter(
      (e) => (e.type === 'throw' && !isCaught(e, timeline)) || (e.type === 'ack' && e.action === 'nack'),
    ),
  );
  return !failures.some((e) => e.conditions.some((c) => c.branch === branch && (c.arms & arms) === 0));
}

/** Errors that leave the handler, and messages given back. */
const failuresOf = new WeakMap<Timeline, readonly TimelineEvent[]>();

/** Does a catch take the error, and go on as if nothing were? */
function isCaught(thrown: TimelineEvent, timeline: Timeline): boolean {
  return timeline.events.some((e) => e.type === 'caught' && e.isSurvived && isIn(thrown, e.covers));
}

/** The markers of which it is seen that a second run meets them. */
export function certainMarkers(guard: Guard, timeline: Timeline): readonly Effect[] {
  const { kind, read, markers } = guard;
  switch (kind) {
    case 'claim':
    case 'violation':
      return markers.filter((m) => m.key !== 'fresh' && !m.given.some((g) => g.renewed));
    case 'lookup':
      return read ? markers.filter((m) => isFoundBy(m, read.effect.where, read.effect.resource)) : [];
    case 'consumed':
      return markers.filter(
        (m) =>
          m.where.some((w) => w.provenance === 'message' || w.provenance === 'state') ||
          isSameKey(m, readOf(guard, timeline)),
      );
    case 'state':
      return markers.filter((m) => leavesState(m, guard));
    default:
      return [];
  }
}

/** Are both given one key: the same constant, or the same piece of the message? */
function isSameKey({ given }: Effect, read: Effect | undefined): boolean {
  const [key, other] = [given, read?.given ?? []].map((g) => g.find((c) => c.name === 'key'));
  if (!key || !other) return false;
  if (key.constant !== undefined) return key.constant === other.constant;
  return key.path !== undefined && other.path !== undefined && isSamePath(key.path, other.path);
}

/** Would the look-up find what the marker writes? */
function isFoundBy(marker: Effect, where: readonly WrittenColumn[], resource: string | undefined): boolean {
  if (resource === undefined || marker.resource === undefined) return false;
  const asked = where.filter((w) => w.provenance === 'message');
  if (asked.length === 0) return marker.key === 'message' && where.length === 0;
  const written = [...marker.columns, ...marker.where];
  return asked.every((w) => written.some((c) => isColumn(c.name, w.name) && c.provenance === 'message'));
}

/** Does the marker set the property that was compared to a value which turns the second run away? */
function leavesState(marker: Effect, { read, branch, arms }: Guard): boolean {
  if (!read || !branch) return false;
  if (read.sense !== 'state' || read.column === undefined) return leavesLookup(marker, read.effect.where);
  return turnsAway(marker, { read, branch, arms: arms ?? 0 }) === true;
}

function leavesLookup(marker: Effect, where: readonly WrittenColumn[]): boolean {
  return where.some((w) => {
    const written = marker.columns.find((c) => isColumn(c.name, w.name));
    if (written === undefined) return false;
    if (w.compared && written.constant !== undefined) return isLeftOut(w.compared, written.constant);
    if (w.constant === undefined) return false;
    if (written.constant !== undefined) return written.constant !== w.constant;
    return w.constant === null && written.renewed === true;
  });
}

/** The event of what the guard read: of several by one call (a repository's method) the last one before the fork. */
export function readOf({ read, branch }: Guard, timeline: Timeline): Effect | undefined {
  if (!read) return undefined;
  const { node, resource } = read.effect;
  const all = effectsIn(timeline).filter((e) => e.kind === 'read' && e.node === node);
  const same = all.filter((e) => e.resource === resource);
  const events = same.length > 0 ? same : all;
  const behind = timeline.events.find((e) => e.conditions.some((c) => c.branch === branch))?.order ?? Infinity;
  return events.findLast((e) => e.order < behind) ?? events[0];
}

/** The effects of the handler that count. */
export function effectsIn(timeline: Timeline): readonly Effect[] {
  return timeline.events.filter((e): e is Effect => e.type === 'effect' && !e.harmless);
}
