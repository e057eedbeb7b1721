/** A picture in sentences: what an event is, what a moment leaves behind. Takes a table of words, so it speaks every language. */
import type { AckEvent, EffectEvent, GateEvent, Moment, Outcome, Picture, PictureEvent, Why } from './picture.js';
import { say, type WordKey, type Words } from './words.js';

const MINUS = '−';

/** `insert into “orders”`, `the handler returns: the message is acknowledged`. */
export function sayEvent(picture: Picture, event: PictureEvent, words: Words): string {
  switch (event.type) {
    case 'effect':
      return say(words, event.kind, { subject: subjectOf(event, words) });
    case 'gate':
      return sayGate(event, words);
    case 'ack':
      return sayAck(picture, event, words);
    case 'unknown':
      return say(words, 'unknown', { text: event.text });
    case 'delivery':
    case 'commit':
    case 'throw':
      return say(words, event.type);
  }
}

function sayGate({ guard, subject }: GateEvent, words: Words): string {
  const key: WordKey =
    guard === 'claim' || guard === 'lookup' || guard === 'state' || guard === 'consumed' || guard === 'memory'
      ? `gate.${guard}`
      : guard === 'named'
        ? 'gate.named'
        : 'gate.other';
  return say(words, key, { subject: guard === 'named' ? (subject ?? '') : quoted(subject, words) });
}

function sayAck({ handler, delivery }: Picture, { action, isImplied }: AckEvent, words: Words): string {
  if (isImplied && (delivery.ack === 'before' || delivery.ack === 'timer'))
    return say(words, `ack.${delivery.ack}`, { library: handler.library });
  if (isImplied) return say(words, 'ack.on-return');
  return say(words, action === 'commit' ? 'offset' : action);
}

/** Why an effect is taken for what it is; of a finding, its message. */
export function sayWhy(picture: Picture, why: Why, words: Words): string {
  switch (why.code) {
    case 'finding':
      return picture.findings[why.finding]?.message ?? '';
    case 'guarded': {
      const plain = why.guard === 'named' || why.guard === 'declared';
      return say(words, `why.${why.guard}`, { subject: plain ? (why.subject ?? '') : quoted(why.subject, words) });
    }
    case 'same':
    case 'keyed':
    case 'harmless':
    case 'not-redelivered':
    case 'unknown':
      return say(words, `why.${why.code}`);
  }
}

/** `“orders”`; for a sentence about an effect: what is sent, and where to. */
function subjectOf(event: EffectEvent, words: Words): string {
  if (event.kind === 'external' || event.kind === 'publish') return sent(event, words, true);
  const name = nameOf(event);
  return name === undefined ? say(words, 'store', { store: event.store }) : `“${name}”`;
}

/** Table, or column of a table. */
function nameOf({ resource, change }: EffectEvent): string | undefined {
  const column = change?.column;
  return column === undefined ? resource : resource === undefined ? column : `${resource}.${column}`;
}

function sent(event: EffectEvent, words: Words, withArticle: boolean): string {
  const own = event.what ?? say(words, event.kind === 'publish' ? 'message' : 'request');
  const what = withArticle ? articled(own) : own.replace(/^(?:an?|the|another) /, '');
  return event.resource === undefined ? what : say(words, 'to', { what, resource: event.resource });
}

/** English: `an e-mail`. What already has an article, or is in another script, stays. */
function articled(what: string): string {
  if (/^(?:an?|the|another) |^[^A-Za-z]/.test(what)) return what;
  return `${/^(?:[aeiou]|(?:HTTP|SMS|S3|SNS|SQS)\b)/i.test(what) ? 'an' : 'a'} ${what}`;
}

function quoted(name: string | undefined, words: Words): string {
  return name === undefined ? say(words, 'store', { store: '?' }) : `“${name}”`;
}

/** `orders: 2 rows instead of 1`, `balance: −20 instead of −10`, `e-mail: never sent`. */
export function sayOutcome(picture: Picture, outcome: Outcome, words: Words): string {
  const event = picture.events[outcome.event];
  if (event?.type !== 'effect') return '';
  const isSent = event.kind === 'external' || event.kind === 'publish';
  const subject = isSent ? sent(event, words, false) : (nameOf(event) ?? say(words, 'store', { store: event.store }));
  const { result } = outcome;
  if (outcome.second === 'refused') return say(words, 'refused', { subject });
  if (result === 'unknown') return say(words, outcome.isHarmful ? 'result.broken' : 'result.unknown', { subject });
  const plain = result === 'maybe-never' ? 'never' : result === 'maybe-twice' ? 'twice' : result;
  const blanks = { subject, ...amounts(event) };
  const words1 = say(words, `${groupOf(event)}.${plain}`, blanks);
  if (result === 'maybe-twice') return say(words, 'maybe-twice.timer', { outcome: words1 });
  if (result !== 'maybe-never') return words1;
  return say(words, picture.delivery.ack === 'timer' ? 'maybe-never.timer' : 'maybe-never.left', { outcome: words1 });
}

type Group = 'row' | 'rows' | 'claim' | 'amount' | 'text' | 'change' | 'sent' | 'state' | 'gone';

function groupOf({ kind, change, loops }: EffectEvent): Group {
  switch (kind) {
    case 'insert':
    case 'upsert':
      return loops > 0 ? 'rows' : 'row';
    case 'claim':
    case 'marker':
      return 'claim';
    case 'relative':
      return change?.by !== undefined ? 'amount' : change?.text !== undefined ? 'text' : 'change';
    case 'external':
    case 'publish':
      return 'sent';
    case 'delete':
      return 'gone';
    case 'absolute':
    case 'conditional':
    case 'read':
      return 'state';
  }
}

function amounts({ change }: EffectEvent): Readonly<Record<string, string>> {
  const by = change?.by;
  if (by === undefined) return { text: change?.text ?? '' };
  return { one: signed(by), two: signed(2 * by) };
}

function signed(n: number): string {
  return n < 0 ? `${MINUS}${String(-n)}` : `+${String(n)}`;
}

/** `The process dies after: insert into “orders”`. */
export function sayMoment(picture: Picture, moment: Moment, words: Words): string {
  const event = picture.events[moment.at];
  const what = event ? sayEvent(picture, event, words) : '';
  if (moment.kind === 'overlap') return say(words, 'overlap');
  if (moment.kind === 'failure') return say(words, 'failure', { event: what });
  if (event?.type === 'delivery') return say(words, 'crash.first');
  return say(words, isLast(picture, moment) ? 'crash.last' : 'crash.after', { event: what });
}

/** Is everything done, whatever path there is, and only the acknowledgement left? */
function isLast({ events }: Picture, { at, outcomes }: Moment): boolean {
  const ack = events.findIndex((e, i) => i > at && e.type === 'ack' && (e.action === 'ack' || e.action === 'commit'));
  const rest = events.slice(at + 1, ack).some((e) => e.type === 'effect' || e.type === 'commit');
  const due = events.filter((e) => e.type === 'effect' && e.kind !== 'read' && !e.isHarmless && e.recovery !== 'catch');
  return ack > at && !rest && outcomes.length === due.length && outcomes.every((o) => o.first === 'done');
}

export function sayFate({ message }: Moment, words: Words): string {
  return say(words, `fate.${message}`);
}

/** What is not as after one run, in words, harm first; then what is not to be told. */
export function sayDifferences(picture: Picture, moment: Moment, words: Words): readonly string[] {
  const harm = moment.outcomes.filter((o) => o.isHarmful || o.second === 'refused' || o.result === 'never');
  return [...new Set(harm.map((o) => sayOutcome(picture, o, words)))];
}

/** The moment in one sentence, for those who do not see the drawing. */
export function sayAll(picture: Picture, moment: Moment, words: Words): string {
  const differences = sayDifferences(picture, moment, words);
  const isTold = moment.outcomes.every((o) => o.result !== 'unknown');
  const rest = differences.length > 0 ? differences : [say(words, isTold ? 'harmless.outcome' : 'unknown.outcome')];
  return [sayMoment(picture, moment, words), sayFate(moment, words), ...rest].join(words['sentence.end']);
}
