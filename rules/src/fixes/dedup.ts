/** The repair “dedup check”: the message is recorded and the write is made in one transaction, once. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, within } from '../analysis/ast.js';
import type { Dedup, Effect, Timeline } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import type { Schema } from '../schema/schema.js';
import { statementOf } from './ack.js';
import type { Fix } from './fix.js';
import { isDeclaredPerRound, isPlain } from './key.js';
import { sentName } from './send.js';
import { indentAt, moved, startsLine, styleOf, textOf } from './style.js';
import { endOfChain } from './usage.js';

/**
 * Only where the write is an awaited statement of its own, outside of any transaction, and an expression that identifies the
 * message is in scope there.
 */
export function dedupFixes(effect: Effect, timeline: Timeline, schema: Schema): readonly Fix[] {
  const { dedup, identity } = effect.call;
  const id = recordId(effect, timeline);
  if (!dedup || !identity || id === undefined || !isPlain(dedup.client)) return [];
  const statement = awaitedStatement(effect);
  if (!statement) return [];
  const text = written(dedup, statement, id, effect.module);
  if (text === undefined) return [];
  const [start, end] = statement.range;
  return [{ kind: 'dedup-check', title: titleOf(dedup, schema), edits: [{ file: effect.module, start, end, text }] }];
}

function titleOf({ model }: Dedup, schema: Schema): string {
  const title = 'Record the message in the same transaction, and do nothing when it is recorded already';
  return schema.find(model.table)
    ? title
    : `${title} (needs a table ${model.table} with a unique column ${model.column})`;
}

/** The statement that waits for the write and does nothing with its result. */
function awaitedStatement(effect: Effect): TSESTree.ExpressionStatement | undefined {
  const { node, module } = effect;
  if (node !== effect.call.node || effect.transaction !== undefined || effect.recovery || effect.detached.length > 0)
    return undefined;
  const statement = statementOf(endOfChain(node));
  const isOwn = statement?.expression.type === 'AwaitExpression' && statement.parent.type === 'BlockStatement';
  return isOwn && startsLine(module, statement.range[0]) ? statement : undefined;
}

/** Code for a text that neither another message nor another write of the handler is recorded under. */
function recordId(effect: Effect, { handler, events }: Timeline): string | undefined {
  const { identity } = effect.call;
  if (!identity || (effect.loops > 0 && !isDeclaredPerRound(identity.root, effect))) return undefined;
  const name = nameOf(effect);
  const isOnly = events.every((e) => e.type !== 'effect' || e.node === effect.node || nameOf(e).join() !== name.join());
  if (name.length === 0 || !isOnly) return undefined;
  const parts = [handler.source ?? '', ...name].map(slug).filter((part) => part !== '');
  return `\`${[...new Set(parts)].join('-')}-\${${identity.text}}\``;
}

/** What is written and how: `orders`, `insert`; nothing where that was not seen. */
function nameOf({ resource, kind, call }: Effect): readonly string[] {
  const what = resource ?? sentName(call.node);
  return what === '' ? [] : [what, kind === 'relative' ? 'update' : kind];
}

function slug(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The model's lines, laid out as the user writes; undefined where a name that they declare means something else here. */
function written(
  { model, client }: Dedup,
  statement: TSESTree.ExpressionStatement,
  id: string,
  module: Module,
): string | undefined {
  const declared = [...model.lines.join('\n').matchAll(/\b(?:const|let) (?:\{ )?(\w+)|\((?:async )?\(?(\w+)\)? =>/g)];
  const names = declared.map(([, variable, parameter]) => variable ?? parameter ?? '');
  if (names.some((name) => isUsed(name, statement, module))) return undefined;
  // Only the first line of what is moved keeps its offsets.
  if (module.text.slice(statement.range[0], client.range[1]).includes('\n')) return undefined;
  const { unit, eol, quote } = styleOf(module);
  const indent = indentAt(module, statement.range[0]);
  const own = textOf(module, client);
  const inside = model.inside.replaceAll('<client>', own);
  const endsInSemicolon = textOf(module, statement).endsWith(';');
  const lines = model.lines.map((line) => {
    const depth = (/^ */.exec(line)?.[0].length ?? 0) / 2;
    const at = indent + unit.repeat(depth);
    if (line.trim() === '<write>') return at + withClient(statement, client, inside, at, module);
    const code = line.trim().replaceAll("'", quote).replaceAll('<client>', own).replaceAll('<id>', id);
    return at + (endsInSemicolon ? code : code.replace(/;$/, ''));
  });
  return lines.join(eol).slice(indent.length);
}

/** Does the name stand in the function around the statement, or for a variable of the module? */
function isUsed(name: string, statement: TSESTree.Node, module: Module): boolean {
  let fn: TSESTree.Node = statement;
  while (fn.parent && !isFunctionNode(fn)) fn = fn.parent;
  return [...module.variables].some(([node, variable]) => {
    if (variable.name !== name) return false;
    return within(node, fn) || variable.scope.block.type === 'Program';
  });
}

/** The statement as it looks at `indent`, made through the client of the transaction. */
function withClient(
  statement: TSESTree.Node,
  client: TSESTree.Node,
  inside: string,
  indent: string,
  module: Module,
): string {
  const before = client.range[0] - statement.range[0];
  const text = moved(module, statement, indent);
  return text.slice(0, before) + inside + text.slice(before + client.range[1] - client.range[0]);
}
