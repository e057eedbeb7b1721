/** What is said of one effect, and why. */
import { keyOf } from '../analysis/describe.js';
import type { Effect } from '../analysis/effect.js';
import { type Guard, guardsOf } from '../analysis/judging/guards.js';
import type { Finding } from '../findings.js';
import type { Verdict, Why } from './picture.js';
import { isAbout, isTold, type Judged, repeatOf } from './repeat.js';

const SETTLED = new Set<Effect['kind']>(['read', 'absolute', 'upsert', 'delete', 'claim', 'conditional', 'marker']);

export function verdictOf(effect: Effect, judged: Judged): { readonly verdict: Verdict; readonly why: Why } {
  const finding = judged.findings.findIndex((f) => speaksOf(f, effect));
  if (finding >= 0) return { verdict: 'unsafe', why: { code: 'finding', finding } };
  if (effect.harmless) return { verdict: 'safe', why: { code: 'harmless' } };
  const { ack } = judged.timeline.handler;
  const [guard] = guardsOf(effect, judged.timeline);
  if (guard && guard.kind !== 'unchecked') return { verdict: 'safe', why: guardedBy(guard) };
  if (SETTLED.has(effect.kind)) return { verdict: 'safe', why: { code: 'same', kind: effect.kind } };
  if (isTold(effect)) return { verdict: 'safe', why: { code: 'keyed' } };
  if (ack === 'none' || ack === 'before') return { verdict: 'safe', why: { code: 'not-redelivered' } };
  switch (repeatOf(effect, judged)) {
    case 'known':
      return { verdict: 'safe', why: { code: 'keyed' } };
    case 'same':
      return { verdict: 'safe', why: { code: 'same', kind: effect.kind } };
    default:
      return { verdict: 'unknown', why: { code: 'unknown' } };
  }
}

/** Is the effect what the finding is about, one of those that share its fault, or part of a call that it says nobody waits for? */
export function speaksOf(finding: Finding, effect: Effect): boolean {
  if (finding.messageId === 'unawaited' || finding.messageId === 'overtaken')
    return effect.detached.some((d) => d.node === finding.event.node);
  return isAbout(finding, effect) || finding.also.some((p) => p.node === effect.node && p.module === effect.module);
}

function guardedBy(guard: Guard): Why {
  const subject = subjectOf(guard);
  return { code: 'guarded', guard: guard.kind, ...(subject === undefined ? {} : { subject }) };
}

/** What a guard asks, or who answers for the effect. */
export function subjectOf({ kind, read, markers, branch, words }: Guard): string | undefined {
  switch (kind) {
    case 'named':
      return branch?.check?.unknownCalls[0];
    case 'declared':
      return words;
    case 'violation':
      return markers[0]?.resource;
    default:
      return read?.effect.resource ?? markers[0]?.resource ?? (markers[0] && keyOf(markers[0]));
  }
}
