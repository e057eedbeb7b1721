/** What is there in the end, for each point at which the process can die: a run up to that point, then a complete one. */
import type { Effect, TimelineEvent } from '../analysis/effect.js';
import { isDurable } from '../analysis/judging/durable.js';
import { isWork } from '../analysis/judging/holes.js';
import { mayBeLost } from '../analysis/judging/message.js';
import { together } from '../analysis/judging/order.js';
import { acknowledgedBy, type Acknowledged } from './acknowledged.js';
import type { MessageFate, Moment, Outcome, Result, RunStep } from './picture.js';
import { isAbout, type Judged, repeatOf } from './repeat.js';
import { type Left, wayTo } from './second-run.js';
import { isRolledBack, type Step } from './steps.js';

/** An effect that must be there once in the end, and where it stands. */
export interface Placed {
  readonly effect: Effect;
  /** Its position among the steps. */
  readonly at: number;
  /** From which step on it is there for good: its own, or that of its transaction's commit. */
  readonly kept: number;
}

/** Handlers beyond this are drawn, but not run through in full: the number of outcomes is its square. */
export const MAX_EFFECTS = 60;

export function placedIn(steps: readonly Step[]): readonly Placed[] {
  const commits = new Map(steps.flatMap((s, i) => (s.type === 'commit' ? [[s.transaction, i] as const] : [])));
  return steps.flatMap((step, at): readonly Placed[] => {
    if (step.type !== 'event' || step.event.type !== 'effect' || step.event.kind === 'read') return [];
    const effect = step.event;
    const commit = isRolledBack(effect) ? commits.get(effect.transaction ?? 0) : undefined;
    return [{ effect, at, kept: Math.max(at, commit ?? at) }];
  });
}

/** Those whose number in the end is told: what does no harm when lost or repeated is not. */
export function counted(placed: readonly Placed[]): readonly Placed[] {
  return placed.filter(({ effect }) => isDurable(effect)).slice(0, MAX_EFFECTS);
}

/** Crashes in order: before anything is done, and after each step that changes what a second run finds. */
export function crashes(steps: readonly Step[], judged: Judged): readonly Moment[] {
  const placed = placedIn(steps);
  const effects = counted(placed);
  if (effects.length === 0) return [];
  return stops(steps, effects, judged).map((at) => crash(at, steps, placed, effects, judged));
}

/** Steps after which a crash leaves something else than before them. */
function stops(steps: readonly Step[], effects: readonly Placed[], judged: Judged): readonly number[] {
  const isEarly = judged.timeline.handler.ack === 'before';
  return [...steps.keys()].filter((i) => {
    const [step, next] = [steps[i], steps[i + 1]];
    switch (step?.type) {
      case 'delivery':
        return !isEarly;
      case 'commit':
        return true;
      case 'implied-ack':
        return isEarly || effects.some(({ effect }) => isLeftAlone(effect, judged));
      case 'event': {
        const { event } = step;
        if (event.type === 'ack') {
          const isOpen = (e: Placed): boolean =>
            e.kept > i || isOnItsOwn(e) || event.alongside.includes(e.effect.order);
          return event.action !== 'extend' && effects.some(isOpen);
        }
        const isOneStep =
          next?.type === 'event' &&
          next.event.node === event.node &&
          next.event.module === event.module &&
          effects.some((e) => e.at === i + 1);
        return event.type === 'effect' && effects.some((e) => e.at === i) && !isOneStep;
      }
      default:
        return false;
    }
  });
}

function isOnItsOwn({ effect }: Placed): boolean {
  return effect.detached.length > 0;
}

/** Does the acknowledgement not wait for it, so that it may not be done by the time the message is forgotten? */
function isLeftAlone(effect: Effect, { findings, timeline }: Judged): boolean {
  return findings.some(({ ruleId, messageId, event: { node } }) => {
    if (ruleId !== 'no-ack-before-processing') return false;
    if (messageId === 'alongside')
      return timeline.events.some((e) => e.type === 'ack' && e.node === node && e.alongside.includes(effect.order));
    return messageId === 'ignored' || effect.detached.some((d) => d.node === node);
  });
}

function crash(
  at: number,
  steps: readonly Step[],
  placed: readonly Placed[],
  effects: readonly Placed[],
  judged: Judged,
): Moment {
  const { timeline } = judged;
  const here = steps[at];
  const path = here?.type === 'event' ? here.event : here?.type === 'commit' ? here.last : undefined;
  const on = effects
    .filter(({ effect }) => !path || together(effect, path))
    .filter(({ effect }) => isDue(effect, path));
  const left = (of: Effect): Left => ({
    holds: (effect) => placed.some((p) => p.effect === effect && p.kept <= at) && together(effect, of),
  });
  const runs = on.map((p) => runOf(p, at, left(p.effect), judged));
  const stuck = runs.find((r) => r.second === 'refused')?.placed;
  const outcomes = runs.map((run) => {
    const ended = stuck ? afterRefusal(run, stuck) : run;
    return outcomeOf(ended, acknowledgedBy(steps, at, run.placed, timeline), judged);
  });
  const isStuck = outcomes.some((o) => o.second === 'refused');
  return {
    kind: 'crash',
    at,
    message: fateOf(outcomes, isStuck),
    outcomes,
    isHarmful: isStuck || outcomes.some((o) => o.isHarmful),
  };
}

/** What is done about a failure happens where something failed. */
function isDue({ recovery }: Effect, path: TimelineEvent | undefined): boolean {
  return recovery !== 'catch' || path?.recovery === 'catch';
}

interface Run {
  readonly placed: Placed;
  readonly first: RunStep;
  readonly second: RunStep;
  readonly result: Result;
  readonly isHarmful: boolean;
}

/** A run up to the crash, and one that the redelivered message makes. */
function runOf(placed: Placed, at: number, left: Left, judged: Judged): Run {
  const { effect } = placed;
  const first = placed.at > at ? 'unreached' : placed.kept > at ? 'undone' : 'done';
  const way = wayTo(effect, judged.timeline, left);
  const run = (second: RunStep, result: Result, isHarmful = false): Run => ({
    placed,
    first: first === 'done' && (effect.detached.length > 0 || isLeftAlone(effect, judged)) ? 'unsettled' : first,
    second,
    result,
    isHarmful,
  });
  if (way === 'unknown') return run('unknown', 'unknown');
  if (first !== 'done') {
    return way === 'barred' ? run('skipped', 'never', isWork(effect, judged.timeline)) : run('done', 'once');
  }
  if (way === 'barred') return run(isTakenForError(effect, judged) ? 'refused' : 'skipped', 'once');
  switch (repeatOf(effect, judged)) {
    case 'adds':
      return run('done', 'twice', true);
    case 'same':
      return run('done', 'once');
    case 'known':
      return run('known', 'once');
    case 'refused':
      return run('refused', 'once');
    case 'broken':
      return run('unknown', 'unknown', true);
    case 'unknown':
      return run('unknown', 'unknown');
  }
}

/** Does the check that bars the second run from the effect end it with an error? */
function isTakenForError(effect: Effect, { findings }: Judged): boolean {
  return findings.some((f) => f.ruleId === 'no-unhandled-duplicate' && f.messageId === 'refused' && isAbout(f, effect));
}

/** The second run ends at what is refused, and its transaction with it. */
function afterRefusal(run: Run, refused: Placed): Run {
  const { placed, first } = run;
  if (placed === refused || !together(placed.effect, refused.effect)) return run;
  const isUndone = placed.at < refused.at && placed.kept > refused.at;
  if (placed.at < refused.at && !isUndone) return run;
  const isThere = first === 'done' || first === 'unsettled';
  return {
    ...run,
    second: isUndone ? 'undone' : 'unreached',
    result: isThere ? 'once' : 'never',
    isHarmful: !isThere,
  };
}

/** What the second run would do, as far as there is one. */
function outcomeOf(run: Run, acked: Acknowledged, judged: Judged): Outcome {
  const { first, second, result, isHarmful } = run;
  const event = run.placed.at;
  const isThere = first === 'done' || first === 'unsettled';
  if (acked === 'no') return { event, first, second, result, isHarmful };
  if (acked === 'timer') {
    if (!isThere) return { event, first, second, result: 'maybe-never', isHarmful: true };
    return { event, first, second, result: result === 'twice' ? 'maybe-twice' : result, isHarmful };
  }
  const isOwed = !mayBeLost(judged.timeline.handler);
  if (first === 'unsettled' && isLeftAlone(run.placed.effect, judged))
    return { event, first, result: 'maybe-never', isHarmful: isOwed };
  if (isThere) return { event, first, result: 'once', isHarmful: false };
  if (acked === 'unclear') return { event, first, result: 'unknown', isHarmful: false };
  return { event, first, result: 'never', isHarmful: isOwed };
}

function fateOf(outcomes: readonly Outcome[], isStuck: boolean): MessageFate {
  if (isStuck) return 'stuck';
  if (outcomes.some((o) => o.result === 'maybe-never' && o.second !== undefined)) return 'either';
  if (outcomes.some((o) => o.second !== undefined)) return 'redelivered';
  return outcomes.some((o) => o.result !== 'once') ? 'lost' : 'done';
}
