/** What else goes wrong but a crash: two deliveries at once, and a failure that is caught and forgotten. */
import type { Caught, Effect } from '../analysis/effect.js';
import { swallowedFailures } from '../analysis/judging/failures.js';
import { guardsOf } from '../analysis/judging/guards.js';
import { racesOf } from '../analysis/judging/races.js';
import { isIn, together } from '../analysis/judging/order.js';
import { counted, type Placed, placedIn } from './moments.js';
import type { Moment, Outcome } from './picture.js';
import { type Judged, repeatOf } from './repeat.js';
import type { Step } from './steps.js';

/** Both runs pass a check before either writes what it looks for. Only where a rule finds that. */
export function overlap(steps: readonly Step[], judged: Judged): readonly Moment[] {
  const { findings, timeline, schema } = judged;
  const races = findings.some((f) => f.ruleId === 'no-racy-dedup-check') ? racesOf(timeline, schema) : [];
  const lookups = findings.filter((f) => f.ruleId === 'require-unique-key' && f.messageId === 'where');
  const twice = new Set([...races.flatMap((r) => r.effects.map((e) => e.node)), ...lookups.map((f) => f.effect.node)]);
  const effects = counted(placedIn(steps));
  const first = races[0]?.read.node ?? lookups[0]?.effect.node;
  const at = steps.findIndex((s) => s.type === 'event' && s.event.node === first);
  if (twice.size === 0 || at < 0) return [];
  const outcomes = effects.map((placed): Outcome => {
    const { effect } = placed;
    const repeat = repeatOf(effect, judged);
    const isFree = guardsOf(effect, timeline).length === 0;
    const isTwice = twice.has(effect.node) || (isFree && repeat === 'adds');
    const isTold = !isFree || repeat !== 'unknown';
    return {
      event: placed.at,
      first: 'done',
      second: isTwice || isFree ? 'done' : 'skipped',
      result: isTwice ? 'twice' : isTold ? 'once' : 'unknown',
      isHarmful: isTwice,
    };
  });
  return [{ kind: 'overlap', at, message: 'redelivered', outcomes, isHarmful: true }];
}

/** One effect fails, somebody catches that, and the message is acknowledged all the same. Only where a rule finds that. */
export function failures(steps: readonly Step[], judged: Judged): readonly Moment[] {
  const effects = counted(placedIn(steps));
  const found = new Set(judged.findings.filter((f) => f.ruleId === 'no-swallowed-failure').map((f) => f.effect.node));
  return swallowedFailures(judged.timeline).flatMap(({ caught, end, effects: [first] }): readonly Moment[] => {
    const failed = effects.find((p) => p.effect === first);
    if (!failed || !found.has((end ?? caught).node)) return [];
    const on = effects.filter(({ effect }) => together(effect, failed.effect) || isIn(effect, caught.covers));
    const outcomes = on.map((p) => outcomeOf(p, failed, caught));
    return [{ kind: 'failure', at: failed.at, message: 'lost', outcomes, isHarmful: true }];
  });
}

function outcomeOf({ effect, at, kept }: Placed, failed: Placed, caught: Caught): Outcome {
  const isMissed = at >= failed.at && isIn(effect, caught.covers);
  const isUndone = at < failed.at && kept > failed.at && isLeft(effect, caught);
  if (isMissed) return { event: at, first: 'unreached', result: 'never', isHarmful: true };
  if (isUndone) return { event: at, first: 'undone', result: 'never', isHarmful: true };
  const isOther = at > failed.at && !together(effect, caught);
  if (isOther) return { event: at, first: 'unreached', result: 'never', isHarmful: true };
  return { event: at, first: 'done', result: 'once', isHarmful: false };
}

/** Does the error leave the effect's transaction, so that it is rolled back? */
function isLeft({ transaction }: Effect, caught: Caught): boolean {
  return transaction !== undefined && transaction !== caught.transaction;
}
