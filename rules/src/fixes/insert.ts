/** Repairs of an insert that a second delivery repeats. */
import type { Effect } from '../analysis/effect.js';
import type { Schema } from '../schema/schema.js';
import { conflictClause } from '../sql/rewrite.js';
import type { Fix } from './fix.js';

const IDENTITY = /^(?:id|_id|uuid|(?:\w+_)?(?:id|key|uuid)|\w+(?:Id|Key|Uuid))$/;

/** Columns that identify the message and may serve as conflict key: declared unique, or the identity by name where no schema is known. */
export function conflictKey(effect: Effect, schema: Schema): readonly string[] | undefined {
  const stable = effect.columns.filter((c) => c.provenance === 'message').map((c) => c.name);
  const table = effect.resource === undefined ? undefined : schema.find(effect.resource);
  if (table) return table.keys.find((k) => !k.partial && k.columns.every((c) => stable.includes(c)))?.columns;
  const own = stable.filter((c) => IDENTITY.test(c));
  const named =
    own.find((c) => /^(?:event|message|msg|idempotency|dedup)/i.test(c)) ?? (own.length === 1 ? own[0] : undefined);
  return named === undefined ? undefined : [named];
}

export function insertFixes(effect: Effect, schema: Schema): readonly Fix[] {
  const key = conflictKey(effect, schema);
  if (!key) return [];
  return effect.sql ? sqlFixes(effect, key) : [];
}

function sqlFixes(effect: Effect, key: readonly string[]): readonly Fix[] {
  const statement = effect.sql?.statement;
  if (!statement) return [];
  const needs = `needs a unique key on (${key.join(', ')})`;
  const fixes: Fix[] = [];
  for (const action of ['nothing', 'update'] as const) {
    const clause = conflictClause(statement, action, key);
    if (!clause) continue;
    const title =
      action === 'nothing'
        ? `Ignore the row when it is already there (${needs})`
        : `Update the row when it is already there (${needs})`;
    fixes.push({
      kind: action === 'nothing' ? 'do-nothing' : 'upsert',
      title,
      edits: [{ module: effect.module, start: clause.offset, end: clause.offset, text: clause.text }],
    });
  }
  return fixes;
}
