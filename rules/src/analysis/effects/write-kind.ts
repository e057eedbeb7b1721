/** Which kind of write it is, once everything about it is known. */
import type { EffectKind as ModelKind } from '../../models/model.js';
import type { Binder } from '../binding/bind.js';
import type { EffectKind, Provenance } from '../effect.js';
import type { Columns } from './column-set.js';
import type { Described } from './described.js';
import type { Part } from './parts.js';
import type { Readers } from './readers.js';
import { plainText } from './sql-text.js';
import { type FilteredWrite, undoesFilter } from './undoing.js';

/** What the parts of a write say together. */
export interface WriteFacts extends FilteredWrite {
  readonly resource: string | undefined;
  readonly accumulating: string | undefined;
  readonly conflict: Described['conflict'];
  readonly key: Provenance | undefined;
  readonly method: string | undefined;
}

/** The kind of a write whose rows say `kind`. */
export function writeKind(readers: Readers, kind: ModelKind, facts: WriteFacts): EffectKind {
  const { parts, data, accumulating, conflict, key, method } = facts;
  if (kind === 'external' && method !== undefined) {
    if (/^(?:get|head|options|unknown)$/i.test(method)) return 'read';
    if (/^(?:put|delete)$/i.test(method)) return 'absolute';
  }
  if (isConditional(readers.binder, parts) || (isUpdate(kind) && undoesFilter(readers, facts))) return 'conditional';
  if (hasAccumulatingExpression(readers.binder, parts)) return 'relative';
  // What is saved by the store's own key is written over.
  if (kind === 'save' && key === 'message' && parts.some((p) => p.effect.kind === 'save' && p.effect.key))
    return 'upsert';
  if (kind === 'save') return saveKind(readers, data, accumulating, facts.resource);
  if (kind === 'insert') return insertKind(conflict, accumulating);
  if ((kind === 'absolute' || kind === 'upsert') && accumulating !== undefined) return 'relative';
  if (kind === 'absolute' && key === 'fresh') return 'insert';
  return kind;
}

function isConditional(binder: Binder, parts: readonly Part[]): boolean {
  return parts.some((p) => p.effect.condition && binder.at(p.args, p.effect.condition).length > 0);
}

function isUpdate(kind: ModelKind): boolean {
  return kind === 'absolute' || kind === 'relative';
}

function hasAccumulatingExpression(binder: Binder, parts: readonly Part[]): boolean {
  return parts.some(
    ({ effect, args }) =>
      effect.expression !== undefined &&
      binder.at(args, effect.expression).some((at) => updateExpressionAccumulates(plainText(binder, at))),
  );
}

/** Update expressions: `ADD n :i`, `SET n = n + :i`, `list_append` (`catalog/writes.md`, 4.3); scripts: `n += x`, `n++`, `list.add(x)` (4.7). */
function updateExpressionAccumulates(text: string): boolean {
  return (
    /\bADD\s+[#\w]/i.test(text) ||
    /list_append\s*\(/i.test(text) ||
    /([#\w.]+)\s*=\s*(?:if_not_exists\s*\(\s*\1[^)]*\)|\1)\s*[-+*/]/i.test(text) ||
    /[\w\])]\s*(?:\+\+|--|[-+*/]=)|\.add\s*\(/.test(text)
  );
}

/**
 * `save(entity)`: an update where the entity was loaded or carries its key, else an insert; one of which, or of whose key, we know
 * nothing may have been loaded.
 */
export function saveKind(
  { schema }: Readers,
  data: Columns,
  accumulating: string | undefined,
  resource: string | undefined,
): EffectKind {
  if (data.loaded) return accumulating === undefined ? 'absolute' : 'relative';
  const table = resource === undefined ? undefined : schema().find(resource);
  const keys = table?.keys.find((k) => k.kind === 'primary')?.columns ?? ['id'];
  const set = (name: string) => data.columns.find((c) => c.name === name);
  if (keys.length > 0 && keys.every((k) => ['message', 'state', 'constant'].includes(set(k)?.provenance ?? '')))
    return 'upsert';
  const isKeyUnseen = keys.length > 0 && keys.every((k) => set(k)?.provenance === 'unknown');
  return data.rest === 'unknown' || isKeyUnseen ? 'absolute' : 'insert';
}

function insertKind(conflict: Described['conflict'], accumulating: string | undefined): EffectKind {
  if (conflict === 'ignore') return 'claim';
  if (conflict === 'update') return accumulating === undefined ? 'upsert' : 'relative';
  return conflict === 'accumulate' ? 'relative' : 'insert';
}
