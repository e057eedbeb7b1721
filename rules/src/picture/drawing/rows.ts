/** The events of a picture as rows on a line, from the delivery down to the acknowledgement. */
import type { EffectEvent, Picture, PictureCondition, PictureEvent, PictureTransaction } from '../picture.js';
import { sayEvent, sayWhy } from '../saying.js';
import { say, type Words } from '../words.js';
import { icon } from './icons.js';
import { type Linking, opener, placeLink } from './links.js';
import { element, escaped } from './markup.js';
import { results } from './results.js';

/** What a row needs to know of the whole. */
export interface Sheet {
  readonly picture: Picture;
  readonly words: Words;
  readonly linking: Linking;
}

/** Rows of this many steps in a line that change nothing are folded. */
const FOLDED = 4;
const MAX_BRACKETS = 3;

/** The rows, with a stop for the crash point behind each event that has one. */
export function rows(sheet: Sheet): string {
  const { events } = sheet.picture;
  const stops = new Map(sheet.picture.moments.flatMap((m, i) => (m.kind === 'crash' ? [[m.at, i] as const] : [])));
  const drawn: string[] = [];
  let quiet: string[] = [];
  const flush = (): void => {
    drawn.push(quiet.length < FOLDED ? quiet.join('') : folded(quiet, sheet.words));
    quiet = [];
  };
  for (const [i, event] of events.entries()) {
    const markup = row(event, i, sheet);
    if (isQuiet(event)) quiet.push(markup);
    else {
      flush();
      drawn.push(markup);
    }
    const stop = stops.get(i);
    if (stop === undefined) continue;
    flush();
    drawn.push(gap(i, stop, sheet));
  }
  flush();
  return element('ol', { class: 'rows' }, ...drawn);
}

/** Does it change nothing that anybody could see? */
function isQuiet(event: PictureEvent): boolean {
  if (event.findings.length > 0) return false;
  return event.type === 'unknown' || event.type === 'throw' || (event.type === 'effect' && event.kind === 'read');
}

function folded(quiet: readonly string[], words: Words): string {
  const summary = element('summary', {}, escaped(say(words, 'quiet', { count: String(quiet.length) })));
  return element('li', { class: 'fold' }, element('details', {}, summary, element('ol', {}, ...quiet)));
}

function row(event: PictureEvent, i: number, sheet: Sheet): string {
  const { picture, words, linking } = sheet;
  const tone = toneOf(event);
  const title = opener(event.place, escaped(sayEvent(picture, event, words)), 'title', linking);
  return element(
    'li',
    { class: `row ${event.type} ${tone}${isQuiet(event) ? ' quiet' : ''}`, 'data-event': i },
    brackets(i, picture.transactions, words),
    conditions(event, i, sheet),
    element('span', { class: 'node' }, icon(event)),
    element(
      'div',
      { class: 'what' },
      element(
        'div',
        { class: 'line' },
        title,
        tags(event, words),
        verdict(event, words),
        event.type === 'commit' ? '' : placeLink(event.place, linking),
      ),
      isQuiet(event) ? '' : trace(event, sheet),
      event.type === 'gate' ? element('div', { class: 'code' }, escaped(event.text)) : '',
      event.type === 'effect' ? why(event, sheet) : findings(event, sheet),
    ),
    event.type === 'effect' ? results(picture, i, words) : '',
  );
}

function toneOf(event: PictureEvent): string {
  if (event.findings.length > 0) return 'unsafe';
  return event.type === 'effect' && event.kind !== 'read' ? event.verdict : 'plain';
}

/** Conditions that the row before did not have. Those that the gate before it speaks of are not said again. */
function conditions({ conditions: own }: PictureEvent, i: number, { picture, words }: Sheet): string {
  const before = picture.events[i - 1];
  const known = new Set((before?.conditions ?? []).map(keyOf));
  const gate = before?.type === 'gate' ? before.text : undefined;
  const fresh = own.filter((c) => !known.has(keyOf(c)) && c.text !== gate && c.text !== '');
  const lines = fresh.map((c) => element('div', {}, escaped(sayCondition(c, words))));
  return lines.length === 0 ? '' : element('div', { class: 'when' }, ...lines);
}

function keyOf({ kind, text, holds }: PictureCondition): string {
  return `${kind} ${String(holds)} ${text}`;
}

function sayCondition({ kind, text, holds }: PictureCondition, words: Words): string {
  return say(words, kind === 'if' ? (holds === false ? 'unless' : 'if') : kind === 'switch' ? 'switch' : 'if', {
    text,
  });
}

function tags(event: PictureEvent, words: Words): string {
  const list = [
    ...(event.loops > 0 ? [say(words, 'loop')] : []),
    ...(event.isAwaited ? [] : [say(words, 'unawaited')]),
    ...(event.recovery ? [say(words, event.recovery)] : []),
  ];
  return list.map((text) => element('span', { class: 'tag' }, escaped(text))).join('');
}

function verdict(event: PictureEvent, words: Words): string {
  if (event.type !== 'effect' || event.kind === 'read' || event.isHarmless) return '';
  const text = say(words, event.verdict === 'unknown' ? 'unknown.verdict' : event.verdict);
  return element('span', { class: `verdict ${event.verdict}` }, escaped(text));
}

function trace({ trace: steps }: PictureEvent, { words, linking }: Sheet): string {
  if (steps.length === 0) return '';
  const calls = steps.map((s) => opener(s, escaped(`${s.text}()`), 'step', linking));
  return element('div', { class: 'trace' }, escaped(say(words, 'via')), ' ', calls.join(' → '));
}

function why(event: EffectEvent, sheet: Sheet): string {
  if (event.findings.length > 0) return findings(event, sheet);
  if (event.kind === 'read') return '';
  return element('p', { class: 'why' }, escaped(sayWhy(sheet.picture, event.why, sheet.words)));
}

function findings(event: PictureEvent, { picture }: Sheet): string {
  const found = event.findings.flatMap((f) => picture.findings[f] ?? []);
  return found
    .map(({ message, data }) => message.replace(data['path'] ?? '', ''))
    .map((message) => element('p', { class: 'why' }, escaped(message)))
    .join('');
}

/** Where the crash point can stand. */
function gap(i: number, stop: number, { picture, words }: Sheet): string {
  const isHarmful = picture.moments[stop]?.isHarmful === true;
  return element(
    'li',
    { class: `gap${isHarmful ? ' harmful' : ''}`, 'data-stop': stop, 'data-after': i, 'aria-hidden': 'true' },
    brackets(i, picture.transactions, words, true),
    element('span', { class: 'cut' }, element('span', { class: 'said' }, escaped(say(words, 'crash')))),
  );
}

/** The transactions around a row, or around the space behind it, as lines that open, go on and close. */
function brackets(i: number, all: readonly PictureTransaction[], words: Words, isBehind = false): string {
  const around = all.filter(
    (t) => t.to > t.from && t.from <= i && (isBehind ? t.to > i : t.to >= i) && t.depth < MAX_BRACKETS,
  );
  const lines = around.map((t) => {
    const end = isBehind ? '' : i === t.from ? ' opens' : i === t.to ? ' closes' : '';
    const out = !isBehind && !t.events.includes(i) ? ' out' : '';
    const title = say(words, t.isSerializable ? 'serializable' : 'transaction');
    return element('span', { class: `bracket depth${String(t.depth)}${end}${out}`, title });
  });
  return element('span', { class: 'brackets', 'aria-hidden': 'true' }, ...lines);
}
