/** What serves the process and not the business, told by names: caches, logs, counts of the attempts themselves. */
import { classOfMethod, enclosingFunction } from '../ast.js';
import { LIMITING } from '../binding/limiting.js';
import type { Effect, Frame, Place } from '../effect.js';

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

/** What a function named `log` sends: people read of it once more, or not at all. */
export function isLogged(effect: Effect): boolean {
  return (
    (effect.kind === 'external' || effect.kind === 'publish') && effect.trace.some((f) => LOGGING.test(lastPart(f)))
  );
}

/** Does it count how much is done in a time: a rate limiter, a token bucket, a circuit breaker? */
export function isLimiting(effect: Effect): boolean {
  const { resource, accumulating, trace } = effect;
  const names = [resource, accumulating, ...trace.map((f) => f.text), ...[effect, ...trace].map(className)];
  return names.some((n) => n !== undefined && LIMITING.test(n));
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
    trace.some((f) => RECORDING.test(lastPart(f)) || /audit|analytic|telemetr/i.test(f.text)) ||
    [effect, ...trace].some((p) => /audit|analytic|telemetr/i.test(className(p) ?? ''))
  );
}

const ATTEMPTS = /attempt|retr(?:y|ies)|redeliver/i;

/** A count of attempts: a second delivery is one more. */
export function countsAttempts(effect: Effect): boolean {
  return effect.kind === 'relative' && ATTEMPTS.test(effect.accumulating ?? '');
}

/** `send` of `this.mails.send`. */
function lastPart(frame: Frame | undefined): string {
  return frame?.text.split('.').at(-1) ?? '';
}
