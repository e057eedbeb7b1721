/** What serves the process and not the business, told by names: caches, logs, counts of the attempts themselves. */
import { classOfMethod, enclosingFunction } from '../ast.js';
import { LIMITING } from '../binding/limiting.js';
import { reads } from '../effects/asking.js';
import type { Effect, Frame, Place } from '../effect.js';

/** A request sent by a function that is named for what it asks: `findPerson()`, `getBalance()`. */
export function isAsked({ kind, what, trace }: Effect): boolean {
  if (kind !== 'external' || !/^HTTP /.test(what ?? '')) return false;
  return trace.slice(-MAX_WRAPPERS).some((f) => isQuestion(lastPart(f)));
}
/** Functions between the one that says what is asked, and the request itself. */
const MAX_WRAPPERS = 4;

/** `fetchWithRetry` and `getOrCreate` may do anything. */
function isQuestion(name: string): boolean {
  return reads(name) && !/^fetch|Or[A-Z]|And[A-Z]|Create|Send|Process/.test(name);
}

const CACHE = /cache/i;
const KEPT = new Set<Effect['kind']>(['absolute', 'upsert', 'delete']);

/** Something put into a cache or taken out of it: when it is lost, the next one who asks reads the store. */
export function isCaching(effect: Effect): boolean {
  if (!KEPT.has(effect.kind)) return false;
  const { resource, trace } = effect;
  return (
    CACHE.test(resource ?? '') ||
    CACHE.test(lastPart(trace.at(-1))) ||
    trace.some((f) => CACHE.test(f.text.slice(0, f.text.lastIndexOf('.') + 1))) ||
    [effect, ...trace].some(standsInCache)
  );
}

/** Does the place stand in a class that is named a cache? */
function standsInCache(place: Place): boolean {
  return CACHE.test(className(place) ?? '');
}

const LOGGING = /^(?:log(?:[A-Z]\w*)?|(?:capture|report)(?:Exception|Error|Message))$/;

/** What a function named `log` sends, and what is sent to be counted: people read of it once more, or not at all. */
export function isLogged(effect: Effect): boolean {
  const { kind, resource, trace } = effect;
  if (kind !== 'external' && kind !== 'publish') return false;
  const names = [resource, ...trace.map((f) => f.text), ...[effect, ...trace].map(className)];
  return trace.some((f) => LOGGING.test(lastPart(f))) || names.some((n) => n !== undefined && COUNTED.test(n));
}
const COUNTED =
  /analytic|telemetr|mixpanel|posthog|amplitude|(?:admin|ops|owner|staff|team|dev|error|failure|incident|security)\w*alert|alert\w*(?:admin|ops|owner|staff|team)/i;

/** Does it count how much is done in a time: a rate limiter, a token bucket, a circuit breaker? */
export function isLimiting(effect: Effect): boolean {
  const { resource, accumulating, trace } = effect;
  const names = [
    resource,
    accumulating,
    keyText(effect),
    ...trace.map((f) => f.text),
    ...[effect, ...trace].map(className),
  ];
  return names.some((n) => n !== undefined && LIMITING.test(n));
}

/** The key as it is written, in the call or where the variable is declared: `rate:${ip}`. */
function keyText({ given, module }: Effect): string | undefined {
  const key = given.find((g) => g.name === 'key');
  if (typeof key?.constant === 'string') return key.constant;
  const def = key?.node?.type === 'Identifier' ? module.variables.get(key.node)?.defs[0] : undefined;
  const node = def?.type === 'Variable' ? def.node.init : key?.node;
  return node?.type === 'TemplateLiteral' || node?.type === 'BinaryExpression'
    ? module.text.slice(node.range[0], node.range[1])
    : undefined;
}

/** The class that the place stands in. */
function className({ node }: Place): string | undefined {
  const fn = enclosingFunction(node);
  return fn && classOfMethod(fn)?.id?.name;
}

const RECORD = /audit|analytic|telemetr|^activit(?:y|ies)$|(?:activity|access|request|webhook|event|usage)[-_]?logs?$/i;
const RECORDING =
  /^(?:create|log|record|track|save|store|write|add)?(?:Audit|Activity|Analytics?|Telemetry)(?:$|[A-Z])/;

/** Does it only tell people what went on: a trail for audits, a list of activities, analytics? */
export function isRecord(effect: Effect): boolean {
  const { resource, trace } = effect;
  return (
    RECORD.test(resource ?? '') ||
    trace.some(
      (f) => RECORDING.test(lastPart(f)) || LOGGING.test(lastPart(f)) || /audit|analytic|telemetr/i.test(f.text),
    ) ||
    [effect, ...trace].some((p) => /audit|analytic|telemetr/i.test(className(p) ?? ''))
  );
}

const NOTICE = /notif|alert|toast|websocket|realtime/i;
const SIGN_OF_LIFE = /health|heart_?beat|last_?(?:seen|active|used)|presence/i;
const TELLING = /mail|notification|text message|slack|telegram|phone call|broadcast/i;

const NOTED = /^(?:is_?)?(?:processed|handled|delivered|synced|notified)(?:_?(?:at|on))?$/i;
const NOTING = /^(?:mark|set|flag)(?:\w*?As)?(?:Processed|Handled|Delivered|Synced|Notified|Done)$/;

/** Does it only note that the work is done: a flag, a time? */
export function isNoted({ kind, columns, trace }: Effect): boolean {
  if (kind !== 'absolute' && kind !== 'conditional') return false;
  const named = columns.filter((c) => !/^updated_?(?:at|on)$/i.test(c.name));
  return (named.length > 0 && named.every((c) => NOTED.test(c.name))) || NOTING.test(lastPart(trace.at(-1)));
}

/** Does it tell people that something happened (mails, notifications, alerts), or that a process is well? */
export function isNotice({ kind, what, resource, trace }: Effect): boolean {
  if ((kind === 'external' || kind === 'publish') && TELLING.test(what ?? '')) return true;
  const names = [resource, ...trace.map((f) => lastPart(f))];
  return names.some((n) => n !== undefined && (NOTICE.test(n) || SIGN_OF_LIFE.test(n)));
}

const ATTEMPTS = /attempt|retr(?:y|ies)|redeliver|failures?$|errors?$|(?:failure|error)_?count/i;

/** A count of attempts: a second delivery is one more. */
export function countsAttempts(effect: Effect): boolean {
  return effect.kind === 'relative' && ATTEMPTS.test(effect.accumulating ?? '');
}

/** `send` of `this.mails.send`. */
function lastPart(frame: Frame | undefined): string {
  return frame?.text.split('.').at(-1) ?? '';
}
