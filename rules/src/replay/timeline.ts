/** A replay in words: what each delivery did, where it was killed, and what is there in the end. */
import type { Attempt } from './attempt.js';
import type { Divergence, Harm, Verdict } from './replay.js';
import type { Taken } from './run.js';
import type { Schedule } from './schedule.js';
import { describeDifference } from './state.js';

/** One line a delivery, and one for what is there in the end. */
export function describeDivergence(schedule: Schedule, harms: readonly Harm[], attempts: readonly Attempt[]): string {
  const lines = attempts.map((attempt, index) =>
    [opening(schedule, index), ...stepsOf(schedule, attempt, index)].join(' → '),
  );
  const end = harms.map((h) =>
    h.difference ? describeDifference(h.difference) : 'the message fails at every delivery',
  );
  return [...lines, `→ ${end.join('; ')}`].join('\n');
}

/** The shortest divergence of each hazard. */
export function describeVerdict({ divergences, schedules }: Pick<Verdict, 'divergences' | 'schedules'>): string {
  if (divergences.length === 0)
    return `Safe: none of ${String(schedules)} schedules leaves anything but what one run leaves.`;
  const shown = new Map<string, Divergence>();
  for (const divergence of divergences) {
    for (const { hazard, difference } of divergence.harms) {
      const key = `${hazard} ${difference?.resource ?? ''}`;
      const known = shown.get(key);
      if (!known || divergence.text.length < known.text.length) shown.set(key, divergence);
    }
  }
  const head = `Unsafe: ${String(divergences.length)} of ${String(schedules)} schedules do not leave what one run leaves.`;
  return [head, ...new Set([...shown.values()].map((d) => d.text))].join('\n\n');
}

function opening(schedule: Schedule, index: number): string {
  if (index === 0) return 'delivered';
  return schedule.kind === 'overtaken' && index === 1 ? 'meanwhile delivered again' : 'redelivered';
}

function stepsOf(schedule: Schedule, attempt: Attempt, index: number): string[] {
  const { crash, pause } = index === 0 ? schedule.plan : {};
  const words = attempt.run.taken.flatMap((step, at) => {
    if (step.kind === 'control') return [];
    if (crash?.step === at) return crash.when === 'before' ? ['✂ crash'] : [done(step), '✂ crash'];
    return pause === at ? ['⏸', done(step)] : [done(step)];
  });
  const cut = words.indexOf('✂ crash');
  if (cut >= 0) return words.slice(0, cut + 1);
  if (attempt.end === 'threw') words.push(`throws ${String(attempt.error).split('\n')[0] ?? ''}`);
  if (attempt.end === 'hung') words.push('hangs');
  if (schedule.kind === 'ack-lost' && index === 0) words.push('the ack is lost');
  return words;
}

function done({ label, outcome }: Taken): string {
  return `${label} ${outcome === 'done' ? '✔' : outcome === 'failed' ? '✘' : '…'}`;
}
