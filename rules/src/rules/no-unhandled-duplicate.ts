/** A unique key stops the second insert, and its error fails the message each time it comes. */
import { describeDeclaration, describePath, describePlace, describeTarget } from '../analysis/describe.js';
import type { Caught, Condition, Effect, Thrown, Timeline, WrittenColumn } from '../analysis/effect.js';
import { answersFailure } from '../analysis/judging/failure-handling.js';
import { type Guard, guardsOf } from '../analysis/judging/guards.js';
import { isDuplicateTaken } from '../analysis/judging/keys.js';
import { tableOf } from '../analysis/judging/lookup.js';
import { isRelied } from '../analysis/judging/repeats.js';
import { isIn, together } from '../analysis/judging/order.js';
import { isSamePath } from '../analysis/judging/names.js';
import { isSettled } from '../analysis/judging/settled.js';
import { duplicateFixes } from '../fixes/duplicate.js';
import { insertFixes } from '../fixes/insert.js';
import { isSameColumn, protectingKey, type Table, type UniqueKey } from '../schema/schema.js';
import { effectsOf, isRedelivered, type Objection, type Rule } from './rule.js';

/** In place of where a key is declared. */
const OWN_KEY = "the store's own key";

export const noUnhandledDuplicate: Rule = {
  id: 'no-unhandled-duplicate',
  recommended: 'warn',
  description: 'Disallow inserts that fail for ever once a redelivered message meets its own row',
  messages: {
    fails:
      'A redelivered message fails here each time: its row is already in {{target}}, where {{key}} is unique ({{declared}}), and nothing takes that error as “already done”.{{path}}',
    unmarked:
      'A message that was cut off behind this insert fails here each time it comes again: its row is already in {{target}}, where {{key}} is unique ({{declared}}), while what the check before looks for is written only later.{{path}}',
    refused:
      'A redelivered message fails here each time: the check finds the row that the first delivery left in {{target}} ({{place}}), and takes it for an error instead of “already done”.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return effectsOf(timeline).flatMap((e): readonly Objection[] => {
      const refusal = e.kind === 'insert' ? refusalOf(e, timeline) : undefined;
      if (refusal) return [refused(e, refusal, timeline)];
      const table = tableOf(e, schema);
      const key = table && e.kind === 'insert' ? refusingKey(e, table, timeline) : undefined;
      const columns = key?.columns ?? (e.kind === 'insert' ? ownKey(e) : undefined);
      const guards = guardsOf(e, timeline).filter((g) => g.kind !== 'unchecked' && g.kind !== 'memory');
      if (!columns || isTaken(e, timeline) || guards.some((g) => bars(g, e))) return [];
      const data = {
        target: describeTarget(e),
        key: columns.map((c) => `“${c}”`).join(' with '),
        declared: key ? describeDeclaration(key, timeline) : OWN_KEY,
        path: describePath(e),
      };
      const messageId = guards.length > 0 ? 'unmarked' : 'fails';
      // What else is undone by the failure would happen again.
      const fixes = isRelied(e, timeline)
        ? []
        : [...insertFixes(e, timeline, schema), ...(key && table ? duplicateFixes(e, key, table) : [])];
      return [{ messageId, data, event: e, fixes, ...(key ? { declared: key } : {}) }];
    });
  },
};

/** The error that a check raises when it finds the very row that the insert has written for this message. */
function refusalOf(effect: Effect, timeline: Timeline): Thrown | undefined {
  if (effect.detached.length > 0 || timeline.handler.delivery.onThrow === 'lost') return undefined;
  return timeline.events.find(
    (e): e is Thrown =>
      e.type === 'throw' &&
      e.detached.length === 0 &&
      !together(e, effect) &&
      findsOwnRow(e.conditions.at(-1), effect) &&
      timeline.events.every((c) => c.type !== 'caught' || !isIn(e, c.covers) || failsMessage(c, timeline)),
  );
}

/** Does the arm of the fork stand for a look-up that finds what the insert writes? */
function findsOwnRow(condition: Condition | undefined, { resource, store, columns }: Effect): boolean {
  if (!condition || condition.branch.kind !== 'if' || resource === undefined) return false;
  const { reads = [], unknownCalls = [] } = condition.branch.check ?? {};
  const [read, ...others] = reads;
  if (!read || others.length > 0 || unknownCalls.length > 0 || read.effect.kind !== 'read') return false;
  if (read.effect.resource !== resource || read.effect.store !== store) return false;
  if (read.sense !== (condition.arms === 1 ? 'found' : 'missing')) return false;
  const { where } = read.effect;
  return where.some((w) => w.provenance === 'message') && where.every((w) => columns.some((c) => isWrittenAs(c, w)));
}

/** Is the column written with the value that it is looked up by? */
function isWrittenAs(column: WrittenColumn, { name, provenance, constant, path }: WrittenColumn): boolean {
  if (column.name !== name || column.provenance !== provenance) return false;
  if (provenance === 'message') return path === undefined || column.path === undefined || isSamePath(path, column.path);
  return provenance === 'constant' && constant !== undefined && constant === column.constant;
}

function refused(effect: Effect, refusal: Thrown, timeline: Timeline): Objection {
  const data = {
    target: describeTarget(effect),
    place: describePlace(effect, timeline.handler.place.module),
    path: describePath(refusal),
  };
  return { messageId: 'refused', data, event: refusal, subject: effect, fixes: [] };
}

/** A key that the schema is known to have, and that is the same on each delivery of the message. */
function refusingKey(effect: Effect, table: Table, timeline: Timeline): UniqueKey | undefined {
  const settled = new Set(effect.columns.filter((c) => isSettled(c, timeline)).map((c) => c.name));
  const key = protectingKey(table, settled);
  const filled = key && effect.columns.filter((c) => key.columns.some((k) => isSameColumn(table, c.name, k)));
  return filled?.some((c) => c.provenance !== 'constant') ? key : undefined;
}

/**
 * The store tells what it keeps by this key (`_id`) and takes no second one, whatever the repository declares. That the
 * state is right then does not make the message safe: no run of it ever completes, as with a declared primary key.
 */
function ownKey(effect: Effect): readonly string[] | undefined {
  const keys = effect.given.filter((g) => g.name === 'key');
  if (effect.key !== 'message' || effect.conflict !== undefined) return undefined;
  return keys.map((k) => effect.columns.find((c) => c.node !== undefined && c.node === k.node)?.name ?? 'id');
}

/** Does the guard bar a second run wherever the first one was killed? One that is written after the insert, on its own, does not. */
function bars({ kind, markers }: Guard, effect: Effect): boolean {
  if (markers.length === 0 || (kind !== 'lookup' && kind !== 'state')) return true;
  return markers.some(
    (m) =>
      m.order <= effect.order ||
      m.node === effect.node ||
      (m.transaction !== undefined && m.transaction === effect.transaction),
  );
}

/** Is the error told from others, taken for no error at all, or of no consequence? */
function isTaken(effect: Effect, timeline: Timeline): boolean {
  if (isDuplicateTaken(effect, timeline) || effect.detached.length > 0 || effect.call.failure !== undefined)
    return true;
  if (timeline.handler.delivery.onThrow === 'lost' && !isFollowed(effect, timeline)) return true;
  if (effect.tries.some((t) => t.handlesDuplicate)) return true;
  return timeline.events.some((e) => e.type === 'caught' && isIn(effect, e.covers) && !failsMessage(e, timeline));
}

/** Does anything come after it that the error keeps from happening? */
function isFollowed(effect: Effect, timeline: Timeline): boolean {
  return effectsOf(timeline).some((e) => e.kind !== 'read' && e.order > effect.order && together(e, effect));
}

/** Does the handling always end in an error, or answer with a failure, or give the message back, or hand it on to the dead letters? */
function failsMessage(caught: Caught, timeline: Timeline): boolean {
  const { isSurvived, handling } = caught;
  if (!isSurvived || answersFailure(caught)) return true;
  const handled = timeline.events.filter((e) => isIn(e, handling));
  const settled = handled.filter((e) => e.type === 'ack');
  if (settled.length > 0) return settled.every((e) => e.action === 'nack');
  return handled.some((e) => e.type === 'effect' && e.kind === 'publish');
}
