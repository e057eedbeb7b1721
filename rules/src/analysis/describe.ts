/** Words for people: what an effect is, where it goes, by which path. */
import { within } from './ast.js';
import type { Effect, Handler, Place, Timeline, TimelineEvent } from './effect.js';
import type { SkippedCheck } from './judging/skipped.js';

/** `“orders”`; the key, where there is nothing but a key and it is written into the call. */
export function describeTarget(effect: Effect): string {
  if (effect.resource !== undefined) return `“${effect.resource}”`;
  const key = keyOf(effect);
  return key === undefined ? `the store behind ${effect.store}` : `“${key}”`;
}

/** The key that stands for what is written, as it is written into the call. */
export function keyOf({ given, module, node }: Effect): string | undefined {
  const key = given.find((g) => g.name === 'key')?.node;
  const isWritten = key && within(key, node);
  if (!isWritten || (key.type !== 'TemplateLiteral' && key.type !== 'Literal')) return undefined;
  return module.text.slice(key.range[0] + 1, key.range[1] - 1);
}

/** `a payment`, `a request to “https://…”`. */
export function describeSend(effect: Effect): string {
  const what = effect.what ?? (effect.kind === 'publish' ? 'a message' : 'a request');
  const article = /^(?:an?|the|another) /.test(what)
    ? what
    : `${/^(?:[aeiou]|(?:HTTP|SMS|S3|SNS|SQS)\b)/i.test(what) ? 'an' : 'a'} ${what}`;
  return effect.resource === undefined ? article : `${article} to “${effect.resource}”`;
}

/** `prisma/schema.prisma:12`: the file from the folder on that it shares with the handler. */
export function describeDeclaration({ file, line }: { file: string; line: number }, timeline: Timeline): string {
  const [own, home] = [file, timeline.handler.place.module.path].map((p) => p.split('/'));
  const shared = own?.findIndex((part, i) => part !== home?.[i]) ?? 0;
  const path = own?.slice(Math.min(shared < 0 ? own.length : shared, own.length - 1)) ?? [];
  return `${path.join('/')}:${String(line)}`;
}

/** 1-based position of a node. */
export function positionOf(place: Place): { readonly line: number; readonly column: number } {
  const at = place.module.lines.at(place.node.range[0]);
  return { line: at.line, column: at.column + 1 };
}

/**
 * Where a finding about `event` is reported: the event itself when it stands in the handler's file, else the last call of
 * that file on the way to it. A base class or wrapper of another file may stand before the handler's own code.
 */
export function reportPlace(event: TimelineEvent | Place, timeline: Timeline): Place {
  const home = timeline.handler.place.module;
  if (event.module === home) return event;
  const trace = 'trace' in event ? event.trace : [];
  let last: Place | undefined;
  for (const frame of trace) {
    if (frame.module === home) last = frame;
    else if (last) break;
  }
  return last ?? timeline.handler.place;
}

/** `Path: OrdersService.create → repo.save`, or nothing when the effect stands in the handler. */
export function describePath(event: TimelineEvent): string {
  const steps = event.trace.map((f) => `${f.text}()`);
  return steps.length === 0 ? '' : ` Path: ${steps.join(' → ')}.`;
}

/** `the write to “orders”`, `the e-mail`: for a sentence that goes on. */
export function describeEffect(effect: Effect): string {
  if (effect.what !== undefined && effect.sql === undefined) return describePublished(effect);
  switch (effect.kind) {
    case 'insert':
    case 'claim':
    case 'upsert':
      return `the write to ${describeTarget(effect)}`;
    case 'delete':
      return `the delete from ${describeTarget(effect)}`;
    case 'external':
      return `the ${bare(effect.what ?? 'request')}`;
    case 'publish':
      return describePublished(effect);
    default:
      return `the update of ${describeTarget(effect)}`;
  }
}

/** Told from the message that is handled. */
function describePublished({ what, resource }: Effect): string {
  const name = bare(what ?? 'message');
  const told = name === 'message' ? 'the published message' : `the ${name}`;
  return resource === undefined ? told : `${told} to “${resource}”`;
}

/** `line 12`, or `inbox.service.ts:12` where it is another file than `from`. */
export function describePlace(place: Place, from: Place['module']): string {
  const { line } = positionOf(place);
  return place.module === from
    ? `line ${String(line)}`
    : `${place.module.path.split('/').at(-1) ?? place.module.path}:${String(line)}`;
}

/** Without the article it begins with. */
function bare(what: string): string {
  return what.replace(/^(?:an?|the) /, '');
}

/** For a message on a dedup check that is made only where the message has an id: where it stands, and what it is left out without. */
export function describeSkipped(
  skipped: SkippedCheck | undefined,
  handler: Handler,
): { readonly without?: string; readonly place?: string } {
  return skipped ? { without: skipped.without, place: describePlace(skipped.read, handler.place.module) } : {};
}
