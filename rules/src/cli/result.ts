/** The command's result as data: what `--format json` prints (DESIGN.md, section 4). */
import { posix } from 'node:path';
import { positionOf } from '../analysis/describe.js';
import type { Effect, Place, Timeline } from '../analysis/effect.js';
import { protection } from '../analysis/judging/guards.js';
import type { Engine } from '../engine.js';
import type { Finding, Severity } from '../findings.js';
import type { Reported } from './report.js';

export interface EffectJson {
  readonly kind: string;
  readonly store: string;
  readonly resource: string | undefined;
  readonly file: string;
  readonly line: number;
  readonly verdict: 'unsafe' | 'safe' | 'unknown';
  readonly why: string;
}

export interface HandlerJson {
  readonly file: string;
  readonly line: number;
  readonly library: string;
  readonly name: string;
  readonly ack: string;
  readonly source: string | undefined;
  readonly effects: readonly EffectJson[];
}

export interface FindingJson {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly effect: { readonly file: string; readonly line: number };
  readonly handler: { readonly file: string; readonly line: number };
  readonly trace: readonly { readonly file: string; readonly line: number; readonly text: string }[];
  readonly suggestions: readonly { readonly kind: string; readonly title: string }[];
}

export interface ResultJson {
  readonly version: 1;
  readonly root: string;
  readonly stats: { readonly files: number; readonly parsed: number; readonly handlers: number; readonly ms: number };
  readonly handlers: readonly HandlerJson[];
  readonly findings: readonly FindingJson[];
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

/** Path relative to the root. */
export function relativePath(root: string, path: string): string {
  return posix.relative(root, path) || '.';
}

export function findingJson(finding: Finding, severity: Severity, root: string): FindingJson {
  const at = (place: Place) => ({ file: relativePath(root, place.module.path), line: positionOf(place).line });
  return {
    ruleId: finding.ruleId,
    severity,
    message: finding.message,
    ...at(finding.place),
    column: positionOf(finding.place).column,
    effect: at(finding.effect),
    handler: at(finding.timeline.handler.place),
    trace: finding.trace.map((f) => ({ ...at(f), text: f.text })),
    suggestions: finding.fixes.map((f) => ({ kind: f.kind, title: f.title })),
  };
}

export function handlerJson(timeline: Timeline, unsafe: ReadonlyMap<string, string>, root: string): HandlerJson {
  const { handler } = timeline;
  return {
    file: relativePath(root, handler.place.module.path),
    line: positionOf(handler.place).line,
    library: handler.library,
    name: handler.name,
    ack: handler.ack,
    source: handler.source,
    effects: timeline.events
      .filter((e): e is Effect => e.type === 'effect')
      .map((e) => effectJson(e, timeline, unsafe, root)),
  };
}

function effectJson(effect: Effect, timeline: Timeline, unsafe: ReadonlyMap<string, string>, root: string): EffectJson {
  const found = unsafe.get(effectKey(timeline, effect));
  const guard = found === undefined ? protection(effect, timeline) : undefined;
  const harmless =
    effect.harmless || ['read', 'absolute', 'upsert', 'delete', 'claim', 'conditional', 'marker'].includes(effect.kind);
  return {
    kind: effect.kind,
    store: effect.store,
    resource: effect.resource,
    file: relativePath(root, effect.module.path),
    line: positionOf(effect).line,
    verdict:
      found !== undefined
        ? 'unsafe'
        : harmless || guard !== undefined || effect.idempotencyKey === 'message' || effect.key === 'message'
          ? 'safe'
          : 'unknown',
    why: found ?? guard ?? (harmless ? `${effect.kind} is the same when repeated` : ''),
  };
}

export function placeKey(place: Place): string {
  return `${place.module.path}:${String(place.node.range[0])}`;
}

export interface Scope {
  /** What paths are relative to, absolute. */
  readonly root: string;
  /** Is the file (absolute) one of those that were asked for? */
  readonly holds: (file: string) => boolean;
}

/** The same write is safe in one handler and unsafe in another. */
function effectKey(timeline: Timeline, effect: Place): string {
  return `${placeKey(timeline.handler.place)} ${placeKey(effect)}`;
}

/** Everything the command knows after a run. */
export function resultJson(engine: Engine, findings: readonly Reported[], scope: Scope, ms: number): ResultJson {
  const { root, holds } = scope;
  const timelines = engine.timelines().filter((t) => holds(t.handler.place.module.path));
  const unsafe = new Map(
    findings.flatMap(({ finding }) =>
      [finding.effect, ...finding.also].map((e) => [effectKey(finding.timeline, e), finding.message] as const),
    ),
  );
  const limits = timelines.flatMap((t) =>
    t.limits.map((message) => ({ file: relativePath(root, t.handler.place.module.path), message })),
  );
  return {
    version: 1,
    root,
    stats: {
      files: engine.project.files().filter(holds).length,
      parsed: engine.project.parsedCount,
      handlers: timelines.length,
      ms: Math.round(ms),
    },
    handlers: timelines.map((t) => handlerJson(t, unsafe, root)),
    findings: findings.map(({ finding, severity }) => findingJson(finding, severity, root)),
    problems: [...engine.problems().map((p) => ({ file: relativePath(root, p.file), message: p.message })), ...limits],
  };
}
