/**
 * Draws a picture as HTML: the one drawing of the report and of the editor's view. It needs `timeline.css` to look as it
 * should and `timeline.js` to move the crash point; without them it can be read. It holds no script and no inline style.
 */
import type { Moment, Picture } from '../picture.js';
import { sayAll, sayDifferences, sayFate, sayMoment } from '../saying.js';
import { say, type Words } from '../words.js';
import { type Linking, placeLink } from './links.js';
import { element, escaped } from './markup.js';
import { rows, type Sheet } from './rows.js';

export type { Linking } from './links.js';

/** So many moments that are no crash are shown at once. */
const MAX_BUTTONS = 3;

/** @param linking the address of a place; where it gives none, a button is drawn that holds the place as JSON in `data-place` */
export function drawPicture(picture: Picture, words: Words, linking: Linking = () => undefined): string {
  const sheet: Sheet = { picture, words, linking };
  const crashes = picture.moments.filter((m) => m.kind === 'crash');
  return element(
    'redelivery-timeline',
    { class: 'timeline', 'data-picture': picture.id, 'data-start': startOf(picture) },
    head(sheet),
    crashes.length === 0
      ? element('p', { class: 'none' }, escaped(say(words, 'no.effects')))
      : others(sheet) + panel(sheet),
    element(
      'div',
      { class: 'stage' },
      crashes.length === 0 ? '' : columns(words),
      rows(sheet),
      crashes.length === 0 ? '' : handle(sheet, crashes),
    ),
    ...picture.limits.map((text) => element('p', { class: 'limit' }, escaped(say(words, 'limits', { text })))),
    ...picture.moments.map((moment, i) => outcome(moment, i, sheet)),
  );
}

/** The first crash that does harm, else the last one. */
function startOf({ moments }: Picture): number {
  const harmful = moments.findIndex((m) => m.kind === 'crash' && m.isHarmful);
  return harmful >= 0
    ? harmful
    : Math.max(
        0,
        moments.findLastIndex((m) => m.kind === 'crash'),
      );
}

function head({ picture, words, linking }: Sheet): string {
  const { handler, delivery } = picture;
  const name = handler.library === handler.name ? handler.name : `${handler.library} ${handler.name}`;
  const source = handler.source === undefined ? '' : ` “${handler.source}”`;
  const verdict = say(words, picture.verdict === 'unknown' ? 'unknown.verdict' : picture.verdict);
  return element(
    'header',
    {},
    element('h2', {}, escaped(name), element('span', { class: 'source' }, escaped(source))),
    element('span', { class: `verdict ${picture.verdict}` }, escaped(verdict)),
    element('span', { class: 'tag' }, escaped(say(words, delivery.guarantee))),
    element('span', { class: 'tag' }, escaped(say(words, `acked.${delivery.ack}`))),
    placeLink(handler.place, linking),
  );
}

/** What is there in the end, filled in by the script. */
function panel({ words }: Sheet): string {
  const label = say(words, 'outcomes');
  const live = { class: 'outcomes', role: 'status', 'aria-live': 'polite', 'aria-label': label };
  return element('div', { class: 'panel' }, element('div', live));
}

/** The moments that are no crash, as buttons; more than a few are folded away. */
function others({ picture, words }: Sheet): string {
  const buttons = picture.moments.flatMap((moment, i) => {
    if (moment.kind === 'crash') return [];
    const line = moment.kind === 'failure' ? ` · ${lineOf(picture, moment)}` : '';
    const text = escaped(sayMoment(picture, moment, words) + line);
    return [element('button', { type: 'button', class: 'moment', 'data-moment': i, 'aria-pressed': 'false' }, text)];
  });
  if (buttons.length === 0) return '';
  const label = escaped(say(words, 'other.moments'));
  if (buttons.length <= MAX_BUTTONS)
    return element('div', { class: 'others', role: 'group' }, element('span', {}, label), ...buttons);
  const count = ` (${String(buttons.length)})`;
  const group = element('div', { class: 'others', role: 'group' }, ...buttons);
  return element('details', { class: 'more' }, element('summary', {}, label, count), group);
}

/** Tells apart what is done in several places. */
function lineOf({ events }: Picture, { at }: Moment): string {
  const place = events[at]?.place;
  return place ? `${place.file.split('/').at(-1) ?? place.file}:${String(place.line)}` : '';
}

function columns(words: Words): string {
  const names = (['first.run', 'second.run', 'in.the.end'] as const).map((key) =>
    element('span', {}, escaped(say(words, key))),
  );
  return element('div', { class: 'columns', 'aria-hidden': 'true' }, ...names);
}

/** The crash point: moved by pointer and keys, it says what comes of it. */
function handle({ picture, words }: Sheet, crashes: readonly Moment[]): string {
  const start = startOf(picture);
  const moment = picture.moments[start];
  return element(
    'div',
    {
      class: 'handle',
      role: 'slider',
      tabindex: 0,
      title: say(words, 'drag'),
      'aria-orientation': 'vertical',
      'aria-label': say(words, 'crash.point'),
      'aria-valuemin': 1,
      'aria-valuemax': crashes.length,
      'aria-valuenow': start + 1,
      'aria-valuetext': moment ? sayAll(picture, moment, words) : '',
    },
    '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M9.500 1L3.500 9H8l-1.500 6 6-8H8z"/></svg>',
  );
}

/** What the panel shows for a moment. */
function outcome(moment: Moment, i: number, { picture, words }: Sheet): string {
  const differences = sayDifferences(picture, moment, words);
  const others = moment.outcomes.filter((o) => o.result === 'once' && !o.isHarmful && o.second !== 'refused').length;
  const isTold = moment.outcomes.every((o) => o.result !== 'unknown');
  const rest = say(words, isTold ? 'harmless.outcome' : 'unknown.outcome');
  const list = differences.map((text) => element('li', {}, escaped(text)));
  return element(
    'template',
    { 'data-moment': i, 'data-said': sayAll(picture, moment, words) },
    element('h3', {}, escaped(sayMoment(picture, moment, words))),
    element(
      'ul',
      { class: moment.isHarmful ? 'harm' : 'fine' },
      element('li', { class: 'fate' }, escaped(sayFate(moment, words))),
      ...(list.length > 0 ? list : [element('li', {}, escaped(rest))]),
    ),
    list.length > 0 && others > 0 ? element('p', {}, escaped(say(words, 'others', { count: String(others) }))) : '',
  );
}
