/** An upsert that looks for one value and writes another in the same column: it never finds what it wrote. */
import { describePath, describeTarget } from '../analysis/describe.js';
import type { Effect, ValuePath, WrittenColumn } from '../analysis/effect.js';
import { protection } from '../analysis/judging/guards.js';
import { isRefused, lookupOf, tableOf } from '../analysis/judging/lookup.js';
import { sameKeyFixes } from '../fixes/same-key.js';
import { effectsOf, isRedelivered, type Rule } from './rule.js';

export const noMismatchedUpsert: Rule = {
  id: 'no-mismatched-upsert',
  recommended: 'error',
  description: 'Disallow upserts whose lookup cannot match what their create branch writes',
  messages: {
    other:
      'A redelivered message inserts into {{target}} again: the upsert looks for “{{lookup}}” in “{{column}}” and writes “{{written}}” there, so it never finds the row that it made.{{path}}',
    refused:
      'A redelivered message fails here each time: the upsert looks for “{{lookup}}” in “{{column}}” and writes “{{written}}” there, so it never finds the row that it made and inserts it again, which a unique key of {{target}} refuses.{{path}}',
  },
  check: ({ timeline, schema }) => {
    if (!isRedelivered(timeline)) return [];
    return effectsOf(timeline).flatMap((e) => {
      const mismatch = mismatchOf(e);
      if (!mismatch || protection(e, timeline) !== undefined) return [];
      const { lookup, written } = mismatch;
      const data = {
        target: describeTarget(e),
        column: lookup.name,
        lookup: textOf(lookup, e),
        written: textOf(written, e),
        path: describePath(e),
      };
      const messageId = isRefused(e, tableOf(e, schema)) ? 'refused' : 'other';
      return [{ messageId, data, event: e, fixes: sameKeyFixes(lookup, written, e) }];
    });
  },
};

interface Mismatch {
  readonly lookup: WrittenColumn;
  readonly written: WrittenColumn;
}

/** The first column that is looked up by one value and written with another, where both are seen. */
function mismatchOf(effect: Effect): Mismatch | undefined {
  if (lookupOf(effect)?.by !== 'where') return undefined;
  for (const lookup of effect.where) {
    const written = effect.columns.find((c) => c.name === lookup.name);
    if (!written || lookup.provenance !== 'message' || !lookup.path) continue;
    if (written.renewed || differ(lookup.path, written.path)) return { lookup, written };
  }
  return undefined;
}

/** Are the values taken from one start by different ways? A value and a part of it may be compared in one's own way. */
function differ(a: ValuePath, b: ValuePath | undefined): boolean {
  if (a.root !== b?.root) return false;
  const shorter = Math.min(a.steps.length, b.steps.length);
  return a.steps.slice(0, shorter).some((step, i) => step !== b.steps[i]);
}

function textOf({ node, name }: WrittenColumn, { module }: Effect): string {
  return node ? module.text.slice(node.range[0], node.range[1]).replace(/\s+/g, ' ') : name;
}
