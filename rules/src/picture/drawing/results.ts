/** What becomes of one effect: in the first run, in the second, and in the end, for every moment. */
import type { Outcome, Picture, RunStep } from '../picture.js';
import { sayOutcome } from '../saying.js';
import { say, type Words } from '../words.js';
import { element, escaped } from './markup.js';

const MARKS: Readonly<Record<RunStep | 'none', string>> = {
  done: '●',
  undone: '↺',
  unreached: '○',
  skipped: '⤼',
  known: '◉',
  refused: '✕',
  unsettled: '◐',
  unknown: '?',
  none: '–',
};

/** One block for each different result; each names the moments that it holds for. All but those of the first are hidden. */
export function results(picture: Picture, event: number, words: Words): string {
  const found = new Map<string, { readonly outcome: Outcome; readonly moments: number[] }>();
  for (const [i, moment] of picture.moments.entries()) {
    const outcome = moment.outcomes.find((o) => o.event === event);
    if (!outcome) continue;
    const { first, second, result, isHarmful } = outcome;
    const key = `${first} ${String(second)} ${result} ${String(isHarmful)}`;
    const known = found.get(key);
    if (known) known.moments.push(i);
    else found.set(key, { outcome, moments: [i] });
  }
  const blocks = [...found.values()].map(({ outcome, moments }) => block(picture, outcome, moments, words));
  return element('div', { class: 'results' }, ...blocks);
}

function block(picture: Picture, outcome: Outcome, moments: readonly number[], words: Words): string {
  const { first, second = 'none' } = outcome;
  const tone = toneOf(outcome);
  return element(
    'div',
    { class: `result ${tone}`, 'data-moments': moments.join(' '), hidden: true },
    mark(first, say(words, 'first.run'), words),
    mark(second, say(words, 'second.run'), words),
    element('span', { class: 'end' }, escaped(sayOutcome(picture, outcome, words))),
  );
}

export function toneOf({ isHarmful, result, second }: Outcome): 'harm' | 'fine' | 'unknown' {
  if (isHarmful || second === 'refused') return 'harm';
  return result === 'once' ? 'fine' : 'unknown';
}

function mark(step: RunStep | 'none', run: string, words: Words): string {
  const text = say(words, `step.${step}`);
  return element(
    'span',
    { class: `mark ${step}`, title: `${run}: ${text}` },
    element('span', { class: 'sign', 'aria-hidden': 'true' }, MARKS[step]),
    element('span', { class: 'word' }, escaped(text)),
  );
}
