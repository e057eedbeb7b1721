/** What does an effect leave behind when it happens a second time, whatever guards it? */
import type { Effect, Place, Timeline } from '../analysis/effect.js';
import { guardsOf } from '../analysis/judging/guards.js';
import { isKeyed } from '../analysis/judging/keys.js';
import { tableOf } from '../analysis/judging/lookup.js';
import { isRepeated } from '../analysis/judging/repeats.js';
import type { Finding } from '../findings.js';
import { protectingKey, type Schema } from '../schema/schema.js';

/**
 * `adds`: another row, another mail, another amount. `same`: nothing changes. `known`: its key tells that it is there, and
 * nothing happens. `refused`: a unique key refuses it, and the run fails. `broken`: the store refuses or repeats it, as its
 * schema has it. `unknown`: not to be told.
 */
export type Repeat = 'adds' | 'same' | 'known' | 'refused' | 'broken' | 'unknown';

export interface Judged {
  readonly timeline: Timeline;
  readonly schema: Schema;
  /** All that the rules find in the timeline. */
  readonly findings: readonly Finding[];
}

/** What a finding of a rule says of the second time, by `rule-id messageId`, or of all its messages by `rule-id`. */
const SAID: Readonly<Record<string, Repeat>> = {
  'no-bare-insert': 'adds',
  'no-relative-update': 'adds',
  'no-unguarded-side-effect': 'adds',
  'no-misplaced-idempotency-key': 'adds',
  'no-unstable-key': 'adds',
  'no-mismatched-upsert other': 'adds',
  'no-mismatched-upsert refused': 'refused',
  'require-unique-key generated': 'adds',
  'require-unique-key target': 'broken',
  'require-unique-key partial': 'broken',
  'no-unhandled-duplicate': 'refused',
};

export function repeatOf(effect: Effect, judged: Judged): Repeat {
  if (guardsOf(effect, judged.timeline).some((g) => g.kind === 'replacement')) return 'same';
  for (const finding of judged.findings) {
    if (!isAbout(finding, effect)) continue;
    const said = SAID[`${finding.ruleId} ${finding.messageId}`] ?? SAID[finding.ruleId];
    if (said !== undefined) return said;
  }
  if (isRepeated(effect, judged.timeline, judged.schema)) return 'adds';
  switch (effect.kind) {
    case 'insert':
      return isSurelyKeyed(effect, judged) ? 'known' : 'unknown';
    case 'relative':
      return effect.idempotencyKey === 'message' ? 'known' : 'same';
    case 'external':
    case 'publish':
      return isTold(effect) ? 'known' : 'unknown';
    default:
      return 'same';
  }
}

/** Is it what the finding is about: the write, or a key that is given to it? */
export function isAbout({ effect: place }: Finding, effect: Effect): boolean {
  const own: readonly Place[] = [effect, ...effect.ignoredKeys.map((k) => k.place)];
  return own.some((o) => o.node === place.node && o.module === place.module);
}

/** Is it seen that the key stops a second row of the message, and that nothing comes of that? */
function isSurelyKeyed(effect: Effect, { schema }: Judged): boolean {
  if (!isKeyed(effect, schema)) return false;
  if (isTold(effect) || effect.tries.some((t) => t.handlesDuplicate)) return true;
  const table = tableOf(effect, schema);
  const stable = new Set(effect.columns.filter((c) => c.provenance === 'message').map((c) => c.name));
  return table !== undefined && protectingKey(table, stable) !== undefined;
}

/** Has the receiver a key taken from the message to tell it by? */
export function isTold(effect: Effect): boolean {
  return effect.key === 'message' || effect.idempotencyKey === 'message';
}
