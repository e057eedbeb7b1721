/** At which points is a handler killed, failed and overtaken? Chosen from the steps of an undisturbed run. */
import type { Plan, Step } from './run.js';

export interface Schedule {
  /** `crash`: killed at a step. `ack-lost`: all done, but the broker never heard. `overtaken`: a second delivery runs
   *  while the first stands still. `failure`: a step answers with an error. */
  readonly kind: 'crash' | 'ack-lost' | 'overtaken' | 'failure';
  readonly plan: Plan;
}

/**
 * All schedules for a run of these steps, in order of kind and step; at most `limit` of each kind.
 * A crash before a step is the same as one after the step before it, so only the first is crashed before.
 */
export function schedulesFor(steps: readonly Step[], limit: number): Schedule[] {
  const changing = [...steps.keys()].filter((index) => isOf(steps[index], 'write', 'ack'));
  const [first] = changing;
  const crashes: Schedule[] = [
    ...(first === undefined ? [] : [crash(first, 'before')]),
    ...changing.map((step) => crash(step, 'after')),
  ];
  const failures = changing
    .filter((index) => isOf(steps[index], 'write') && steps[index]?.isCertain !== true)
    .map((fail): Schedule => ({ kind: 'failure', plan: { fail } }));
  const overtaken = [...steps.keys()]
    .filter((index) => !isOf(steps[index], 'control') || opensAnother(steps, index))
    .map((pause): Schedule => ({ kind: 'overtaken', plan: { pause } }));
  const lost: Schedule = { kind: 'ack-lost', plan: {} };
  return [...spread(crashes, limit), lost, ...spread(overtaken, limit), ...spread(failures, limit)];
}

/** Does a transaction begin here, after other steps? Who stands still in front of it holds nothing yet. */
function opensAnother(steps: readonly Step[], index: number): boolean {
  return index > 0 && /^(?:begin|start\s+transaction)$/.test(steps[index]?.label ?? '');
}

function isOf(step: Step | undefined, ...kinds: readonly Step['kind'][]): boolean {
  return step !== undefined && kinds.includes(step.kind);
}

function crash(step: number, when: 'before' | 'after'): Schedule {
  return { kind: 'crash', plan: { crash: { step, when } } };
}

/** At most `limit` of them, evenly chosen, the first and the last among them. */
function spread<T>(all: readonly T[], limit: number): readonly T[] {
  if (all.length <= limit) return all;
  const distance = (all.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, i) => all[Math.round(i * distance)] as T);
}
