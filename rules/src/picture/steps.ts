/** The events of a timeline in order, with what the timeline only implies: the delivery, gates, commits, the last acknowledgement. */
import type { Acknowledgement, Branch, Effect, Timeline, TimelineEvent } from '../analysis/effect.js';
import { type Guard, guardsOf } from '../analysis/judging/guards.js';

export type Step =
  | { readonly type: 'delivery' }
  | { readonly type: 'event'; readonly event: Shown }
  /** @property before what stands behind it */
  | { readonly type: 'gate'; readonly guard: Guard; readonly branch: Branch; readonly before: TimelineEvent }
  | { readonly type: 'commit'; readonly transaction: number; readonly last: TimelineEvent }
  /** The library acknowledges by itself. */
  | { readonly type: 'implied-ack' };

/** What a picture shows of a timeline. */
export type Shown = Exclude<TimelineEvent, { type: 'caught' }>;

/** Library functions of the language do nothing outside. */
const LANGUAGE = new Set(Object.getOwnPropertyNames(globalThis).filter((name) => name !== 'fetch'));

export function stepsOf(timeline: Timeline): readonly Step[] {
  const { handler, events } = timeline;
  const shown = events.filter(isShown);
  const last = lastOfTransactions(events);
  const gates = gatesOf(timeline);
  const steps: Step[] = [{ type: 'delivery' }];
  if (handler.ack === 'before') steps.push({ type: 'implied-ack' });
  for (const event of shown) {
    for (const { branch } of event.conditions) {
      const guard = gates.get(branch);
      if (guard) steps.push({ type: 'gate', guard, branch, before: event });
      gates.delete(branch);
    }
    steps.push({ type: 'event', event });
    for (const [transaction, end] of last) {
      if (end === event) steps.push({ type: 'commit', transaction, last: event });
    }
  }
  if (handler.ack === 'on-return' || handler.ack === 'timer') steps.push({ type: 'implied-ack' });
  return steps;
}

function isShown(event: TimelineEvent): event is Shown {
  if (event.type === 'caught') return false;
  return event.type !== 'unknown' || !LANGUAGE.has(event.text.split(/[.(]/)[0] ?? '');
}

/** The last event that takes part in each transaction. */
function lastOfTransactions(events: readonly TimelineEvent[]): ReadonlyMap<number, TimelineEvent> {
  const last = new Map<number, TimelineEvent>();
  for (const event of events) {
    if (event.transaction !== undefined && isShown(event) && event.recovery !== 'catch')
      last.set(event.transaction, event);
  }
  return last;
}

/** Forks that keep a second delivery from something, with what they ask. */
function gatesOf(timeline: Timeline): Map<Branch, Guard> {
  const gates = new Map<Branch, Guard>();
  for (const event of timeline.events) {
    if (event.type !== 'effect' || event.kind === 'read') continue;
    for (const guard of guardsOf(event, timeline)) {
      if (guard.branch && !gates.has(guard.branch)) gates.set(guard.branch, guard);
    }
  }
  return gates;
}

/** Is it stored in the transaction it is made in, and taken back with it? What is sent is not. */
export function isRolledBack(effect: Effect): boolean {
  const isSent = effect.kind === 'external' || effect.kind === 'publish';
  return effect.transaction !== undefined && (!isSent || effect.declared !== undefined);
}

/** Does the broker forget the message at this call? */
export function isFinal(event: Acknowledgement): boolean {
  return event.action === 'ack' || event.action === 'commit';
}
