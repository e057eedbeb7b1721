/** A message that the broker forgets before its effects are durable: a crash in between loses it. */
import { enclosingFunction, functionAt, within } from '../analysis/ast.js';
import { describeEffect, describePath, describePlace } from '../analysis/describe.js';
import type { Acknowledgement, Effect, Place, Timeline } from '../analysis/effect.js';
import { isDurable } from '../analysis/judging/durable.js';
import { isMeantToBeLeft } from '../analysis/judging/failure-handling.js';
import { mayBeLost, readsMessage } from '../analysis/judging/message.js';
import { dominates, together } from '../analysis/judging/order.js';
import { ackFixes } from '../fixes/ack.js';
import { awaitFixes } from '../fixes/await.js';
import { manualAckFixes } from '../fixes/manual-ack.js';
import { effectsOf, type Objection, type Rule } from './rule.js';

export const noAckBeforeProcessing: Rule = {
  id: 'no-ack-before-processing',
  recommended: 'error',
  description: 'Disallow acknowledging a message before its effects are durable',
  messages: {
    before:
      'A crash loses the message: {{library}} acknowledges it before the handler runs, and what was not done by then, {{effect}} for one, never happens.',
    skipped:
      'A crash loses the message: {{library}} begins behind it at the next start, whatever was acknowledged, and what was not done by then, {{effect}} for one, never happens.',
    timer:
      'A crash or an error loses the message: {{library}} commits offsets on a timer, whether or not {{effect}} is done.',
    ackFirst: 'A crash after this acknowledgement loses the message: {{effect}} comes only after it.{{path}}',
    alongside:
      'A crash or an error loses the message: this acknowledgement does not wait for {{effect}}, which runs side by side with it.{{path}}',
    ignored:
      'A crash or an error loses the message: {{library}} does not wait for the promise that this handler returns, so the message is acknowledged before {{effect}} is done.',
    overtaken:
      'A crash or an error loses the message: nobody waits for this call, so the message is acknowledged ({{ack}}) before {{effect}} is done.{{path}}',
    unawaited:
      'A crash or an error loses the message: nobody waits for this call, so the message is acknowledged before {{effect}} is done.{{path}}',
  },
  check: ({ timeline }) => {
    const effects = effectsOf(timeline).filter(isDurable);
    const first = effects[0];
    if (!first) return [];
    const { ack, delivery, library } = timeline.handler;
    if (mayBeLost(timeline.handler)) return [];
    if (ack === 'before' || ack === 'timer') {
      return [
        {
          messageId: ack === 'before' && delivery.skips ? 'skipped' : ack,
          data: { library, effect: describeEffect(first) },
          event: timeline.handler.ackPlace,
          fixes: manualAckFixes(timeline),
        },
      ];
    }
    if (ack === 'on-return' && timeline.handler.delivery.unawaited && isAsync(timeline.handler.place.node)) {
      const data = { library, effect: describeEffect(first) };
      return [{ messageId: 'ignored', data, event: timeline.handler.ackPlace, fixes: [] }];
    }
    const early = ackedFirst(timeline, effects);
    const others = effects.filter((e) => !early.some((a) => a.later.includes(e)));
    return [...early.map((e) => e.objection), ...unawaited(timeline, others)];
  },
};

function isAsync(node: Place['node']): boolean {
  return functionAt(node)?.async === true;
}

interface EarlyAck {
  readonly objection: Objection;
  /** What comes only after the acknowledgement. */
  readonly later: readonly Effect[];
}

/** Acknowledgements with a durable effect behind them on some path. */
function ackedFirst(timeline: Timeline, effects: readonly Effect[]): readonly EarlyAck[] {
  const acks = timeline.events.filter(
    (e): e is Acknowledgement => e.type === 'ack' && (e.action === 'ack' || e.action === 'commit'),
  );
  return acks.flatMap((ack): readonly EarlyAck[] => {
    const behind = effects.filter((e) => comesAfter(e, ack));
    const beside = effects.filter((e) => ack.alongside.includes(e.order) && together(ack, e));
    const later = [...behind, ...beside];
    const [first] = later;
    if (!first) return [];
    const data = { effect: describeEffect(first), path: describePath(first) };
    const isBehind = behind.length > 0;
    const fixes = isBehind ? ackFixes(ack, timeline) : [];
    return [{ later, objection: { messageId: isBehind ? 'ackFirst' : 'alongside', data, event: ack, fixes } }];
  });
}

/** Does `effect` happen only after `ack`, for the same message? What follows a loop of acknowledgements speaks of no single one. */
function comesAfter(effect: Effect, ack: Acknowledgement): boolean {
  const sameMessage = ack.loops <= effect.loops && effect.loops <= ack.loops + 1;
  return (
    sameMessage &&
    ack.detached.every((d) => effect.detached.some(({ node }) => node === d.node)) &&
    effect.recovery === undefined &&
    dominates(ack, effect) &&
    together(ack, effect)
  );
}

/** Effects of calls that nobody waits for, where the acknowledgement does not wait either. */
function unawaited(timeline: Timeline, effects: readonly Effect[]): readonly Objection[] {
  const found = new Map<Place['node'], Objection>();
  for (const effect of effects) {
    const dropped = effect.detached[0];
    if (!dropped || found.has(dropped.node) || acksWithin(timeline, dropped)) continue;
    if (isMeantToBeLeft(dropped) || isFoundAgain(effect, timeline)) continue;
    const ack = overtaking(effect, timeline);
    if (timeline.handler.ack === 'manual' && !ack) continue;
    const isBeside = ack?.module === dropped.module && enclosingFunction(ack.node) === enclosingFunction(dropped.node);
    const event = { ...effect, ...dropped, trace: effect.trace.filter((f) => !within(f.node, dropped.node)) };
    found.set(dropped.node, {
      messageId: isBeside ? 'overtaken' : 'unawaited',
      data: {
        effect: describeEffect(effect),
        path: describePath(effect),
        ack: isBeside ? describePlace(ack, timeline.handler.place.module) : '',
      },
      event,
      subject: isBeside ? { module: ack.module, node: ack.node } : undefined,
      fixes: awaitFixes(dropped, timeline),
    });
  }
  return [...found.values()];
}

/** A job that reads nothing of its message finds in the store, next time, what it did not set now. */
function isFoundAgain(effect: Effect, { handler }: Timeline): boolean {
  return SETTING.has(effect.kind) && !readsMessage(handler, [...effect.trace, effect]);
}
const SETTING = new Set<Effect['kind']>(['absolute', 'conditional', 'upsert', 'delete']);

/** The first acknowledgement after the un-awaited work on some path. One before it is the fault itself. */
function overtaking(effect: Effect, timeline: Timeline): Acknowledgement | undefined {
  return timeline.events.find(
    (e): e is Acknowledgement =>
      e.type === 'ack' && e.action !== 'extend' && e.order > effect.order && together(e, effect),
  );
}

/** Is the message acknowledged by the un-awaited work itself? Then nothing overtakes it. */
function acksWithin(timeline: Timeline, dropped: Place): boolean {
  const acks = timeline.events.filter((e): e is Acknowledgement => e.type === 'ack' && e.action !== 'extend');
  return acks.length > 0 && acks.every((a) => a.detached.some((d) => d.node === dropped.node));
}
