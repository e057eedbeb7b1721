/** Repairs of an insert that a second delivery repeats. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Effect, Repair, Timeline } from '../analysis/effect.js';
import { conflictRepair, matchesAnyKey, type SqlInsertion, spokenDialect } from '../sql/rewrite.js';
import type { Schema } from '../schema/schema.js';
import { callEdits, type Words } from './call.js';
import { type Edit, type Fix, overlap } from './fix.js';
import { type ConflictKey, conflictKey, derivedKey, isPlain, valueText } from './key.js';
import { literalAround } from './literal.js';
import { indentAt, styleOf, textOf } from './style.js';
import { nodeAt } from './template.js';
import { keeps, usageOf } from './usage.js';

type Action = 'ignore' | 'update';

const KINDS = { ignore: 'do-nothing', update: 'upsert' } as const;
const TITLES = {
  ignore: 'Do nothing when the row is already there',
  update: 'Update the row when it is already there',
} as const;

/** One suggestion for each thing a conflict can do, where the edit is complete; those of the kind `unique-key` declare the key first. */
export function insertFixes(effect: Effect, timeline: Timeline, schema: Schema): readonly Fix[] {
  const key = conflictKey(effect, timeline, schema);
  return key ? fixesOn(key, effect) : [];
}

/** The same for a key that is made anew as the code stands: it is made of the message as well. */
export function derivedInsertFixes(effect: Effect, timeline: Timeline, schema: Schema): readonly Fix[] {
  const key = derivedKey(effect, timeline, schema);
  const [column] = key?.columns ?? [];
  if (!key || !column) return [];
  const columns = effect.columns.map((c) => (c.name === column.name ? column : c));
  return fixesOn(key, { ...effect, columns });
}

function fixesOn(key: ConflictKey, effect: Effect): readonly Fix[] {
  return (['ignore', 'update'] as const).flatMap((action): readonly Fix[] => {
    const found = effect.sql ? sqlEdits(effect, key, action) : repairEdits(effect, key, action);
    if (!found) return [];
    const edits = [...(key.derived ?? []), ...found.edits, ...(key.added?.edits ?? [])];
    if (key.derived && overlap(edits)) return [];
    const kind = key.derived ? 'stable-key' : key.added ? 'unique-key' : KINDS[action];
    return [{ kind, title: TITLES[action] + condition(key, found.anyKey, effect), edits }];
  });
}

interface Found {
  readonly edits: readonly Edit[];
  readonly anyKey: boolean;
}

/** What has to hold in the database, where the code does not show it. */
function condition(key: ConflictKey, anyKey: boolean, { call }: Effect): string {
  if (key.derived) return `, told by a key that is made of ${call.identity?.text ?? ''}`;
  if (key.declared) return '';
  if (key.added)
    return ` (adds a unique key on (${key.added.columns}), which fails while rows repeat it; then ${key.added.then})`;
  const columns = key.columns.map((c) => c.name).join(', ');
  return ` (needs a unique key on (${columns})${anyKey ? ', and no other key that can clash' : ''})`;
}

/** Columns that an update may set: neither the key nor what is made anew; undefined where the old row decides, or not all are seen. */
function updatable(effect: Effect, key: ConflictKey): readonly string[] | undefined {
  if (effect.rest !== undefined || effect.columns.some((c) => c.provenance === 'state')) return undefined;
  return effect.columns.filter((c) => c.provenance !== 'fresh' && !key.columns.includes(c)).map((c) => c.name);
}

function sqlEdits(effect: Effect, key: ConflictKey, action: Action): Found | undefined {
  const { sql } = effect;
  if (!sql || sql.module !== effect.module) return undefined;
  const { statement, module } = sql;
  const text = module.text.slice(statement.keywordEnd ?? 0, statement.insertionOffset ?? 0);
  const dialect = sql.dialect === 'unknown' ? spokenDialect(statement, text) : sql.dialect;
  const anyKey = matchesAnyKey(dialect);
  const returns = action === 'update' && !anyKey;
  if ((anyKey && !key.only) || !keeps(usageOf(effect.node, module), returns ? true : undefined)) return undefined;
  const insertion = conflictRepair(statement, dialect, {
    action,
    key: key.columns.map((c) => c.name),
    updates: updatable(effect, key) ?? [],
    marker:
      effect.rest === undefined && effect.columns.every((c) => key.columns.includes(c) || c.provenance === 'fresh'),
  });
  const edit = insertion && sqlEdit(insertion, statement.keywordEnd, effect);
  return edit && { edits: [edit], anyKey };
}

/** The insertion inside the user's literal: a clause gets a line of its own where the statement's clauses have theirs. */
function sqlEdit(insertion: SqlInsertion, keywordEnd: number | undefined, effect: Effect): Edit | undefined {
  const { module } = effect;
  const { offset } = insertion;
  const literal = literalAround(module, offset);
  if (!literal) return undefined;
  const before = module.text.slice(keywordEnd ?? offset, offset);
  const own = insertion.clause && literal.multiline && /\n\s*\S[^\n]*$/.test(before);
  const text = own
    ? `${styleOf(module).eol}${indentAt(module, clauseStart(before, offset))}${insertion.text.trimStart()}`
    : insertion.text;
  return { file: module, start: offset, end: offset, text: literal.escape(text) };
}

/** Where the last clause of the statement starts its line: `VALUES`, not one of the rows below it. */
function clauseStart(before: string, offset: number): number {
  const found = [...before.matchAll(/\n[ \t]*(?=(?:values|select|default|set)\b)/gi)].at(-1);
  return found ? offset - before.length + found.index + found[0].length : offset;
}

function repairEdits(effect: Effect, key: ConflictKey, action: Action): Found | undefined {
  const usage = usageOf(effect.node, effect.module);
  for (const repair of effect.call.repairs) {
    const { model } = repair;
    if (model.does !== action || !fits(repair, effect, key) || !keeps(usage, model.result)) continue;
    const edits = callEdits(repair, wordsOf(repair, effect, key), effect.module);
    if (edits) return { edits, anyKey: clashes(repair) };
  }
  return undefined;
}

/** May a conflict on another unique key change the wrong row? */
function clashes({ model, dialect }: Repair): boolean {
  return model.anyKey === true && matchesAnyKey(dialect);
}

function fits(repair: Repair, effect: Effect, key: ConflictKey): boolean {
  const { model, dialect } = repair;
  if (model.columns !== undefined && (model.columns === 'one') !== (key.columns.length === 1)) return false;
  if (model.dialects && !model.dialects.some((d) => d === dialect)) return false;
  if (model.declared && !key.declared && !key.added) return false;
  if (clashes(repair) && !key.only) return false;
  if (
    model.flat &&
    (effect.rest !== undefined || effect.columns.some((c) => /^(?:Array|Object)/.test(c.node?.type ?? '')))
  )
    return false;
  const selects = /<(?:columns|update)>/.test(JSON.stringify([model.arguments, model.append]));
  if (model.does !== 'update' || selects) return true;
  return (updatable(effect, key)?.length ?? 0) > 0 && effect.columns.every((c) => c.provenance !== 'fresh');
}

/** What the holes of a repair are filled with; see `RepairModel`. */
function wordsOf(repair: Repair, effect: Effect, key: ConflictKey): Words {
  const { module } = effect;
  const { quote, pad } = styleOf(module);
  const data = dataOf(repair);
  const names = key.columns.map((c) => c.name);
  const quoted = (list: readonly string[]): string => `[${list.map((n) => quote + n + quote).join(', ')}]`;
  const updates = updatable(effect, key);
  const pairs = key.columns.map((c) => pair(c.name, valueText(c, repair.node, data, module)));
  const where = pairs.every((p) => p !== undefined) ? `{${pad}${pairs.join(', ')}${pad}}` : undefined;
  return {
    names: names.join(','),
    where,
    compound: where === undefined || names.length === 1 ? where : compound(key, where, pad),
    key: names.length === 1 ? quote + (names[0] ?? '') + quote : quoted(names),
    keys: quoted(names),
    fields: key.fields && quoted(key.fields),
    list: quote + names.join(',') + quote,
    columns: updates && updates.length > 0 ? quoted(updates) : undefined,
    update: updates && updateText(updates, data, effect),
  };
}

/** Clients look a row up by a compound key only if all its columns are always there. Constraints are named otherwise than the property. */
function compound({ declared, columns, nullable }: ConflictKey, where: string, pad: string): string | undefined {
  if (nullable) return undefined;
  const given = /_(?:p?key|idx|unique)$/i.test(declared?.name ?? '') ? undefined : declared?.name;
  return `{${pad}${given ?? columns.map((c) => c.name).join('_')}: ${where}${pad}}`;
}

function pair(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const property = /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;
  return value === property ? value : `${property}: ${value}`;
}

/** `{ status, amount: order.amount }`: only of values that may be written twice. */
function updateText(updates: readonly string[], data: TSESTree.Node | undefined, effect: Effect): string | undefined {
  const { pad } = styleOf(effect.module);
  const texts = updates.map((name) => {
    const value = nodeAt(data, [name]);
    return value && isPlain(value) ? pair(name, textOf(effect.module, value)) : undefined;
  });
  return updates.length > 0 && texts.every((t) => t !== undefined) ? `{${pad}${texts.join(', ')}${pad}}` : undefined;
}

function dataOf({ node, data }: Repair): TSESTree.Node | undefined {
  if (node.type !== 'CallExpression' || !data) return undefined;
  const [index, ...path] = data;
  return nodeAt(node.arguments[index], path);
}
