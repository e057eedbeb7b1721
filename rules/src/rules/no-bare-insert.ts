/** An insert that a second delivery repeats. */
import { describePath, describeTarget, describeSkipped } from '../analysis/describe.js';
import type { Effect } from '../analysis/effect.js';
import { protection } from '../analysis/judging/guards.js';
import { tableOf } from '../analysis/judging/lookup.js';
import { hasRenewedKey, isRepeated } from '../analysis/judging/repeats.js';
import { skippedCheck } from '../analysis/judging/skipped.js';
import { dedupFixes } from '../fixes/dedup.js';
import { derivedInsertFixes, insertFixes } from '../fixes/insert.js';
import { documentFixes } from '../fixes/send.js';
import { putKeyFixes } from '../fixes/stable-key.js';
import type { Schema } from '../schema/schema.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const noBareInsert: Rule = {
  id: 'no-bare-insert',
  recommended: 'error',
  description: 'Disallow inserts that a redelivered message repeats',
  messages: {
    repeated:
      'A redelivered message inserts into {{target}} again: the insert has no conflict clause, no unique key taken from the message and no dedup check before it.{{path}}',
    skipped:
      'A redelivered message without “{{without}}” inserts into {{target}} again: the dedup check ({{place}}) is skipped without it.{{path}}',
    freshKey:
      'A redelivered message inserts into {{target}} again: its {{key}} is made anew on each delivery, and no dedup check stands before it.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return effectsOf(timeline)
      .filter(
        (e) =>
          e.kind === 'insert' &&
          !hasRenewedKey(e) &&
          isRepeated(e, timeline, schema) &&
          protection(e, timeline) === undefined,
      )
      .map((e) => {
        const fresh = freshKey(e, schema);
        const skipped = skippedCheck(e, timeline);
        const inserts = insertFixes(e, timeline, schema);
        return {
          messageId: skipped ? 'skipped' : fresh === undefined ? 'repeated' : 'freshKey',
          data: {
            target: describeTarget(e),
            path: describePath(e),
            key: fresh ?? '',
            ...describeSkipped(skipped, timeline.handler),
          },
          event: e,
          fixes: [
            ...inserts.filter((f) => f.kind !== 'unique-key'),
            ...derivedInsertFixes(e, timeline, schema),
            ...documentFixes(e, timeline),
            ...putKeyFixes(e, timeline),
            ...dedupFixes(e, timeline, schema),
            ...inserts.filter((f) => f.kind === 'unique-key'),
          ],
        };
      });
  },
};

/** The key that is made anew, with its column where it has one, if that is what is wrong. */
function freshKey(effect: Effect, schema: Schema): string | undefined {
  const table = tableOf(effect, schema);
  const keys = table ? table.keys.flatMap((k) => k.columns) : ['id', '_id'];
  const column = effect.columns.find((c) => c.provenance === 'fresh' && keys.includes(c.name));
  return column ? `key “${column.name}”` : effect.key === 'fresh' ? 'key' : undefined;
}
