/** A pull request's comment: a diagram for each unsafe handler, of the crash that does most harm. GitHub draws it. */
import type { EffectEvent, Moment, Outcome, Picture } from '../../picture/picture.js';
import { sayDifferences, sayEvent, sayFate, sayMoment } from '../../picture/saying.js';
import { english, say } from '../../picture/words.js';
import type { Report } from '../report.js';
import { count } from '../text.js';

/** GitHub takes no comment of more than 65,536 characters, and Mermaid no diagram of more than 50,000. */
const MAX_PAGE = 60_000;
const MAX_STEPS = 24;
const MAX_TEXT = 90;

export function mermaid(report: Report): string {
  const { stats, findings } = report.result;
  const shown = new Set(findings.map((f) => `${f.handler.file}:${String(f.handler.line)}`));
  const unsafe = report.pictures().filter(({ handler: { place } }) => shown.has(`${place.file}:${String(place.line)}`));
  const drawn = unsafe.flatMap((picture) => diagram(picture) ?? []);
  const headline =
    unsafe.length === 0 ? 'nothing found' : `${count(unsafe.length, 'unsafe handler')} of ${String(stats.handlers)}`;
  const page = [`## Idempotent Consumer: ${headline}`, ''];
  let length = page.join('\n').length;
  let left = drawn.length;
  for (const text of drawn) {
    if (length + text.length > MAX_PAGE) break;
    page.push(text);
    length += text.length + 1;
    left -= 1;
  }
  if (left > 0) page.push(`${count(left, 'more unsafe handler')} did not fit; see the whole report.`, '');
  return page.join('\n');
}

/** Undefined where no moment of the handler does harm. */
function diagram(picture: Picture): string | undefined {
  const moment = worstOf(picture);
  if (!moment) return undefined;
  const { handler } = picture;
  const source = handler.source === undefined ? '' : ` “${handler.source}”`;
  const name = handler.library === handler.name ? handler.name : `${handler.library} ${handler.name}`;
  return [
    `### ${markdown(`${name}${source}`)} · \`${handler.place.file.replaceAll('`', '')}:${String(handler.place.line)}\``,
    '',
    ...sayDifferences(picture, moment, english).map((text) => `- **${markdown(text)}**`),
    '',
    '```mermaid',
    'sequenceDiagram',
    ...new Sequence(picture, moment).lines().map((line) => `  ${line}`),
    '```',
    '',
  ].join('\n');
}

/** The moment with most harm; of several the first. */
function worstOf({ moments }: Picture): Moment | undefined {
  const harm = (m: Moment): number => m.outcomes.filter((o) => o.isHarmful).length + (m.message === 'stuck' ? 1 : 0);
  return moments
    .filter((m) => m.isHarmful)
    .reduce<Moment | undefined>((a, b) => (a && harm(a) >= harm(b) ? a : b), undefined);
}

class Sequence {
  readonly #stores: readonly string[];

  constructor(
    readonly picture: Picture,
    readonly moment: Moment,
  ) {
    this.#stores = [...new Set(moment.outcomes.flatMap((o) => this.#effect(o)?.store ?? []))];
  }

  lines(): readonly string[] {
    const { picture, moment } = this;
    const { handler } = picture;
    const again = moment.outcomes.some((o) => o.second !== undefined);
    const participants = [
      `participant B as ${plain(handler.library)}`,
      `participant H as ${plain(handler.name)}`,
      ...this.#stores.map((store, i) => `participant S${String(i)} as ${plain(store)}`),
    ];
    const first = this.#run('first');
    const second = again ? ['B->>H: the message again', ...this.#run('second')] : [];
    return [
      ...participants,
      'B->>H: the message',
      ...bounded(first),
      `Note over H: ✖ ${plain(sayMoment(picture, moment, english))}`,
      ...bounded(second),
      `Note over B,${this.#last()}: ${[sayFate(moment, english), ...sayDifferences(picture, moment, english)].map(plain).join('<br/>')}`,
    ];
  }

  #run(run: 'first' | 'second'): readonly string[] {
    const at = new Map(this.moment.outcomes.map((o) => [o.event, o]));
    return this.picture.events.flatMap((event, i): readonly string[] => {
      const outcome = at.get(i);
      if (outcome && event.type === 'effect') return this.#step(event, outcome[run]);
      const isEarly = run === 'first' && event.type === 'ack' && event.action !== 'nack' && i <= this.moment.at;
      return isEarly ? [`H->>B: ${plain(sayEvent(this.picture, event, english))}`] : [];
    });
  }

  #step(event: EffectEvent, step: Outcome['second']): readonly string[] {
    const store = `S${String(this.#stores.indexOf(event.store))}`;
    const text = plain(sayEvent(this.picture, event, english));
    const remark = (word: string): string => `${store}-->>H: ${word}`;
    switch (step) {
      case 'done':
      case 'unknown':
        return [`H->>${store}: ${text}`];
      case 'undone':
      case 'known':
      case 'unsettled':
        return [`H->>${store}: ${text}`, remark(say(english, `step.${step}`))];
      case 'refused':
        return [`H-x${store}: ${text}`, remark(say(english, 'step.refused'))];
      case 'skipped':
        return [`Note over H: skipped: ${text}`];
      case 'unreached':
      case undefined:
        return [];
    }
  }

  #effect({ event }: Outcome): EffectEvent | undefined {
    const found = this.picture.events[event];
    return found?.type === 'effect' ? found : undefined;
  }

  #last(): string {
    return this.#stores.length === 0 ? 'H' : `S${String(this.#stores.length - 1)}`;
  }
}

function bounded(steps: readonly string[]): readonly string[] {
  if (steps.length <= MAX_STEPS) return steps;
  const left = steps.length - MAX_STEPS;
  return [...steps.slice(0, MAX_STEPS), `Note over H: … and ${count(left, 'more step')}`];
}

/** Text that Mermaid takes as it is: what means something to it, or to HTML, goes by its number. */
function plain(text: string): string {
  const short = text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`;
  return short.replace(/\s+/g, ' ').replace(/[^\p{L}\p{N} .,:/@_+“”…✖−-]/gu, (c) => `#${String(c.codePointAt(0))};`);
}

/** Text in a line of Markdown. */
function markdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()#|~!-]/g, '\\$&')
    .replace(/[<>&]/g, (c) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[c] ?? c);
}
