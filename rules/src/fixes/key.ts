/** The key by which a repeated row is told: declared unique, or what identifies the message; never invented. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, propertyName, unwrap, within } from '../analysis/ast.js';
import type { Effect, Timeline, WrittenColumn } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { areNullsEqual } from '../schema/changes/unique-key.js';
import { getColumn, type Schema, type Table, type UniqueKey } from '../schema/schema.js';
import { derivedKeyEdits } from './derived-key.js';
import type { Edit } from './fix.js';
import { isGiven } from './given.js';
import { type AddedKey, addedKey } from './unique-key.js';

export interface ConflictKey {
  readonly columns: readonly WrittenColumn[];
  /** The key as the schema declares it; undefined where no schema of the table is known. */
  readonly declared: UniqueKey | undefined;
  /** The key that the schema is given by the repair, where it declares the table without one that fits. */
  readonly added?: AddedKey | undefined;
  /** The key is made anew as the code stands: what makes it of the message instead. */
  readonly derived?: readonly Edit[];
  /** May one of its columns be without a value? */
  readonly nullable?: boolean;
  /** Its columns as the database calls them, where that is known. */
  readonly fields?: readonly string[];
  /** Is it the table's only key besides one that is generated? */
  readonly only: boolean;
}

export function conflictKey(effect: Effect, timeline: Timeline, schema: Schema): ConflictKey | undefined {
  const stable = effect.columns.filter((c) => c.provenance === 'message');
  const table = effect.resource === undefined ? undefined : schema.find(effect.resource);
  if (table) return declaredKey(table, stable) ?? undeclaredKey(table, stable, effect, schema);
  const column = identifying(stable, effect) ?? ofSubject(stable, effect, timeline);
  return column && { columns: [column], declared: undefined, only: true };
}

/** The key of the table whose one column the code makes anew, and could make of the message; where no other can clash. */
export function derivedKey(effect: Effect, timeline: Timeline, schema: Schema): ConflictKey | undefined {
  const table = effect.resource === undefined ? undefined : schema.find(effect.resource);
  if (!table) return undefined;
  for (const column of effect.columns) {
    if (!column.maker || !isOfOneRow(column, effect)) continue;
    const key = declaredKey(table, [column]);
    const edits = key?.only && derivedKeyEdits(column, effect, timeline, getColumn(table, column.name)?.type);
    if (edits) return { ...key, columns: [{ ...column, provenance: 'message', renewed: false }], derived: edits };
  }
  return undefined;
}

function declaredKey(table: Table, stable: readonly WrittenColumn[]): ConflictKey | undefined {
  for (const declared of table.keys) {
    if (declared.partial) continue;
    const columns = declared.columns.map((name) => stable.find((w) => sameColumn(table, w.name, name)));
    if (columns.length === 0 || !columns.every((c) => c !== undefined)) continue;
    const isFilled = (c: WrittenColumn): boolean => isGiven(c) || getColumn(table, c.name)?.nullable !== true;
    if (declared.kind !== 'primary' && !declared.nullsEqual && !columns.every(isFilled)) continue;
    const others = table.keys.filter(
      (k) => k !== declared && !k.columns.every((c) => getColumn(table, c)?.generated === true),
    );
    const fields = declared.columns.map((name) => getColumn(table, name)?.name ?? name);
    const nullable = declared.columns.some((name) => getColumn(table, name)?.nullable === true);
    return { columns, declared, fields, nullable, only: others.length === 0 };
  }
  return undefined;
}

function sameColumn(table: Table, a: string, b: string): boolean {
  const column = getColumn(table, a);
  return a === b || (column !== undefined && column === getColumn(table, b));
}

const MESSAGE_ID =
  /(?:event|message|msg|idempotency|dedup|deduplication|delivery|request|transaction)_?(?:id|key|uuid)$/i;

/**
 * A key that the repair declares: of the one column that certainly tells one message's row from another's. The table has no
 * other key than those that the database makes, so that a conflict is never another row's.
 */
function undeclaredKey(
  table: Table,
  stable: readonly WrittenColumn[],
  effect: Effect,
  schema: Schema,
): ConflictKey | undefined {
  const column = identifying(stable, effect);
  const only = table.keys.every((k) => k.columns.every((c) => getColumn(table, c)?.generated === true));
  const own = column && only ? getColumn(table, column.name) : undefined;
  const declared = column && own && (!own.nullable || areNullsEqual(table) || isGiven(column)) ? own : undefined;
  const added = declared && addedKey([declared.property], table, schema, effect.call);
  return column && added && { columns: [column], declared: undefined, added, fields: [declared.name], only };
}

/** A column that holds the broker's identity of the message, an id of the event by its name, or the id of the row's own kind. */
function identifying(stable: readonly WrittenColumn[], effect: Effect): WrittenColumn | undefined {
  const varying = varyingOf(stable, effect);
  return (
    varying.find((c) => c.identity) ??
    varying.find((c) => MESSAGE_ID.test(c.name)) ??
    named(varying, [singular(words(effect.resource?.split('.').at(-1) ?? '').join(''))])
  );
}

/** The id of what the message is about. */
function ofSubject(stable: readonly WrittenColumn[], effect: Effect, timeline: Timeline): WrittenColumn | undefined {
  return named(varyingOf(stable, effect), subject(timeline.handler.source));
}

function varyingOf(stable: readonly WrittenColumn[], effect: Effect): readonly WrittenColumn[] {
  return stable.filter((c) => isOfOneRow(c, effect) && (effect.loops === 0 || variesPerRound(c, effect)));
}

function named(columns: readonly WrittenColumn[], names: readonly string[]): WrittenColumn | undefined {
  const fitting = columns.filter((c) => stem(c.name) !== '' && names.includes(stem(c.name)));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Does the call write one row, so that the value is not the same in all of several rows? */
export function isOfOneRow({ node }: WrittenColumn, { sql }: Effect): boolean {
  if (sql && !sql.statement.expanded) return sql.statement.rows.length === 1;
  return node !== undefined && isSingleRow(node);
}

/** `orderId`, `order_no` → `order`; other columns give nothing that matches. */
function stem(column: string): string {
  const parts = words(column);
  return /^(?:id|uuid|key|no|number|ref|reference)$/.test(parts.at(-1) ?? '') ? parts.slice(0, -1).join('') : '';
}

/** What a topic or queue is about: `orders.placed` → `order`. Where things change again and again, one of them does not identify the message. */
function subject(source: string | undefined): readonly string[] {
  const parts = words(source ?? '');
  if (parts.some((w) => /^(?:updat|chang|modif|adjust|mov|progress|status|history|log)/.test(w))) return [];
  return parts.map(singular).filter((w) => w.length > 2);
}

function words(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((w) => w !== '');
}

function singular(word: string): string {
  if (/ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return /(?:ss|sh|ch|x)es$/.test(word) ? word.slice(0, -2) : word.replace(/([^s])s$/, '$1');
}

/** Is the value another in each round of the innermost loop around the write? Only where the code around it shows all its loops. */
function variesPerRound(column: WrittenColumn, effect: Effect): boolean {
  return column.node !== undefined && isDeclaredPerRound(rootOf(column.node), effect);
}

/** Is the variable `root` declared inside the innermost of the loops that stand around the effect in its function? */
export function isDeclaredPerRound(root: TSESTree.Node | undefined, effect: Effect): boolean {
  const declared = root?.type === 'Identifier' ? effect.module.variables.get(root)?.defs[0]?.name : undefined;
  if (!declared) return false;
  const around = loopsAround(effect.node);
  const innermost = around[0];
  return around.length === effect.loops && innermost !== undefined && within(declared, innermost);
}

/** Loops around the node in its function, innermost first; functions given to array methods are loops as well. */
function loopsAround(node: TSESTree.Node): readonly TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  for (let at: TSESTree.Node | undefined = node; at; at = at.parent) {
    if (/^(?:For|While|DoWhile)/.test(at.type)) found.push(at);
    if (!isFunctionNode(at)) continue;
    const call = at.parent;
    if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') break;
    if (!/^(?:map|forEach|flatMap)$/.test(propertyName(call.callee) ?? '')) break;
    found.push(at);
  }
  return found;
}

/** The identifier a chain of properties starts from. */
function rootOf(node: TSESTree.Node): TSESTree.Node | undefined {
  const at = unwrap(node);
  if (at.type === 'MemberExpression') return rootOf(at.object);
  if (at.type === 'TemplateLiteral') return at.expressions.map(rootOf).find((r) => r !== undefined);
  return at.type === 'Identifier' ? at : undefined;
}

/**
 * The text of a column's value, valid where `call` stands and harmless to write twice: as it stands in the call's object,
 * or the property of the variable that is written.
 */
export function valueText(
  column: WrittenColumn,
  call: TSESTree.Node,
  data: TSESTree.Node | undefined,
  module: Module,
): string | undefined {
  const { node } = column;
  if (!node || !isSingleRow(node)) return undefined;
  if (standsIn(node, call))
    return isPlain(node) ? module.text.slice(node.range[0], node.range[1]).replace(/\s+/g, ' ') : undefined;
  const from = data && unwrap(data);
  if (from?.type !== 'Identifier' || !/^[A-Za-z_$][\w$]*$/.test(column.name)) return undefined;
  return `${from.name}.${column.name}`;
}

/** Is the node written in the call itself, not in a function that is given to it? */
function standsIn(node: TSESTree.Node, call: TSESTree.Node): boolean {
  for (let at: TSESTree.Node | undefined = node; at; at = at.parent) {
    if (at === call) return true;
    if (isFunctionNode(at)) return false;
  }
  return false;
}

/** Is the object that holds the value one row, not an element of a list? */
function isSingleRow(value: TSESTree.Node): boolean {
  let holder: TSESTree.Node | undefined = value.parent?.parent;
  if (holder?.type !== 'ObjectExpression') return false;
  while (holder.parent && /^TS(?:As|Satisfies|NonNull)/.test(holder.parent.type)) holder = holder.parent;
  return /^(?:CallExpression|NewExpression|VariableDeclarator|Property)$/.test(holder.parent?.type ?? '');
}

/** Names, properties and texts made of them: evaluating one twice does nothing and gives the same. */
export function isPlain(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'Literal':
    case 'ThisExpression':
      return true;
    case 'MemberExpression':
      return propertyName(node) !== undefined && isPlain(node.object);
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return isPlain(node.expression);
    case 'TemplateLiteral':
      return node.expressions.every(isPlain);
    case 'CallExpression':
      return (
        node.callee.type === 'Identifier' &&
        /^(?:String|Number)$/.test(node.callee.name) &&
        node.arguments.every(isPlain)
      );
    default:
      return false;
  }
}
