/** Findings: what the rules object to, placed and worded, still structured. */
import type { Analysis } from './analysis/analysis.js';
import { reportPlace } from './analysis/describe.js';
import type { Frame, Place, Timeline } from './analysis/effect.js';
import type { Fix } from './fixes/fix.js';
import { noAckBeforeProcessing } from './rules/no-ack-before-processing.js';
import { noBareInsert } from './rules/no-bare-insert.js';
import { noMismatchedUpsert } from './rules/no-mismatched-upsert.js';
import { noMisplacedIdempotencyKey } from './rules/no-misplaced-idempotency-key.js';
import { noRacyDedupCheck } from './rules/no-racy-dedup-check.js';
import { noRelativeUpdate } from './rules/no-relative-update.js';
import { noSplitDedupMarker } from './rules/no-split-dedup-marker.js';
import { noSwallowedFailure } from './rules/no-swallowed-failure.js';
import { noUncheckedClaim } from './rules/no-unchecked-claim.js';
import { noUnguardedSideEffect } from './rules/no-unguarded-side-effect.js';
import { noUnhandledDuplicate } from './rules/no-unhandled-duplicate.js';
import { noUnstableKey } from './rules/no-unstable-key.js';
import { noVolatileDedup } from './rules/no-volatile-dedup.js';
import { requireMessageId } from './rules/require-message-id.js';
import { requireUniqueKey } from './rules/require-unique-key.js';
import type { Declared, Objection, Rule } from './rules/rule.js';

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = [
  noBareInsert,
  noRelativeUpdate,
  noUnstableKey,
  noAckBeforeProcessing,
  noUnguardedSideEffect,
  noSwallowedFailure,
  noVolatileDedup,
  noUncheckedClaim,
  noSplitDedupMarker,
  noRacyDedupCheck,
  noUnhandledDuplicate,
  noMismatchedUpsert,
  noMisplacedIdempotencyKey,
  requireUniqueKey,
  requireMessageId,
];

/** How much the rules are taken to weigh. */
export const configs = ['recommended', 'strict'] as const;
export type Config = (typeof configs)[number];
export type Severity = 'error' | 'warning';

/** The rule's severity in a config; undefined when the rule is off there. */
export function severityOf(rule: Rule, config: Config): Severity | undefined {
  if (config === 'strict') return rule.recommended === 'off' ? 'warning' : 'error';
  if (rule.recommended === 'off') return undefined;
  return rule.recommended === 'warn' ? 'warning' : 'error';
}

export interface Finding {
  readonly ruleId: string;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly message: string;
  /** Where it is reported: in the handler's file. */
  readonly place: Place;
  /** What it speaks of: the write, the ack, the option. */
  readonly effect: Place;
  /** What the rule objects to; another than `effect` for a call that an acknowledgement overtakes. */
  readonly event: Place;
  readonly timeline: Timeline;
  readonly trace: readonly Frame[];
  readonly fixes: readonly Fix[];
  /** Further places that the same fault makes unsafe. */
  readonly also: readonly Place[];
  /** The line of the schema that decides. */
  readonly declared: Declared | undefined;
}

/** Findings of the given handlers, one per rule, place and effect. */
export function findingsOf(
  analysis: Analysis,
  timelines: readonly Timeline[],
  chosen: readonly Rule[] = rules,
): readonly Finding[] {
  const { schema } = analysis;
  return oneOfEach(
    timelines.flatMap((timeline) =>
      chosen.flatMap((rule) => rule.check({ timeline, schema }).map((o) => findingOf(rule, o, timeline, analysis))),
    ),
  );
}

function findingOf(rule: Rule, objection: Objection, timeline: Timeline, { project }: Analysis): Finding {
  const { event, messageId } = objection;
  const { module, node } = objection.subject ?? event;
  const data = withPromise(objection.data, timeline);
  return {
    ruleId: rule.id,
    messageId,
    data,
    message: fill(rule.messages[messageId] ?? '', data),
    place: reportPlace(event, timeline),
    effect: { module, node },
    event: { module: event.module, node: event.node },
    timeline,
    trace: 'trace' in event ? event.trace : [],
    fixes: objection.fixes.filter(({ edits }) => edits.every((e) => !project.isInstalled(e.file.path))),
    also: objection.also ?? [],
    declared: objection.declared,
  };
}

/** The first of each rule, place and effect, in order of file and place. */
export function oneOfEach(findings: readonly Finding[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.ruleId} ${keyOf(finding.place)} ${keyOf(finding.effect)}`;
    if (!found.has(key)) found.set(key, finding);
  }
  return [...found.values()].sort(
    (a, b) => a.place.module.path.localeCompare(b.place.module.path) || a.place.node.range[0] - b.place.node.range[0],
  );
}

/** Of a function that no broker calls it is said why it is spoken of; `path` is the end of each message. */
function withPromise(data: Finding['data'], { handler }: Timeline): Finding['data'] {
  if (handler.isDeclared !== true) return data;
  const promise = ` ${handler.name}() is declared @idempotent: called again with what a redelivered message holds, it breaks that promise.`;
  return { ...data, path: `${data['path'] ?? ''}${promise}` };
}

function keyOf(place: Place): string {
  return `${place.module.path}:${String(place.node.range[0])}`;
}

/** The rule's page. */
export function docsUrl(ruleId: string): string {
  return `${DOCS}/${ruleId}.md`;
}
const DOCS = 'https://github.com/idempotent-consumer/idempotent-consumer/blob/main/rules/docs/rules';

/** Fills `{{name}}` as ESLint does. */
export function fill(message: string, data: Readonly<Record<string, string>>): string {
  return message.replace(/\{\{(\w+)\}\}/g, (_, name: string) => data[name] ?? '');
}
