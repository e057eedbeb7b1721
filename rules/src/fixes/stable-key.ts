/** Repairs of a key that is made anew: what makes it so gives way to the identity of the message. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrap, within } from '../analysis/ast.js';
import type { Effect, Timeline, WrittenColumn } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { getColumn, type Schema } from '../schema/schema.js';
import { derivedKeyEdits, isKnownAt } from './derived-key.js';
import type { Edit, Fix } from './fix.js';
import { unusedImportEdits } from './imports.js';
import { isDeclaredPerRound } from './key.js';
import { sendKey } from './send.js';

/** Idempotency keys are texts; columns take what they are declared as. */
export function stableKeyFixes(key: WrittenColumn, effect: Effect, timeline: Timeline, schema: Schema): readonly Fix[] {
  const { identity } = effect.call;
  if (!identity || (effect.loops > 0 && !isDeclaredPerRound(identity.root, effect))) return [];
  const isSent = key.name === 'idempotencyKey';
  const edits = isSent ? sentEdits(key, effect, timeline) : storedEdits(key, effect, timeline, schema);
  if (!edits) return [];
  const title = `Make the key of ${identity.text}, which stays the same`;
  return [{ kind: isSent ? 'idempotency-key' : 'stable-key', title, edits }];
}

/** Of what is put under a key that is a UUID made anew: under one of the message, the second one takes the first one's place. */
export function putKeyFixes(effect: Effect, timeline: Timeline): readonly Fix[] {
  const { identity } = effect.call;
  const key = effect.kind === 'insert' ? effect.given.find((g) => g.name === 'key') : undefined;
  // Stores that take the key apart know no UUIDs: it is a text.
  if (!identity || key?.maker?.makes !== 'guid') return [];
  const edits = derivedKeyEdits(key, effect, timeline, 'text');
  return edits ? [{ kind: 'stable-key', title: `Store it once: under an id made of ${identity.text}`, edits }] : [];
}

/** A key that the service takes: where it stands in the call, or under a name that only the call uses. */
function sentEdits(key: WrittenColumn, effect: Effect, timeline: Timeline): readonly Edit[] | undefined {
  const { module, call } = effect;
  const node = key.node && unwrap(key.node);
  if (!node || !call.identity || !within(node, call.node)) return undefined;
  if (node.type === 'TemplateLiteral') {
    const [only, ...others] = node.expressions;
    return only && others.length === 0 ? replaced(only, call.identity.text, module) : undefined;
  }
  const { maker } = key;
  const isNamed = node.type === 'Identifier' && maker?.module === module && isKnownAt(call.identity.root, maker);
  const made = isNamed && isUsedIn(call.node, node, module) ? maker.node : node;
  const text = made.type === 'CallExpression' ? sendKey(effect, timeline) : undefined;
  return text === undefined ? undefined : replaced(made, text, module);
}

function isUsedIn(call: TSESTree.Node, name: TSESTree.Identifier, module: Module): boolean {
  const references = module.variables.get(name)?.references ?? [];
  return references.every((r) => r.init === true || within(r.identifier, call));
}

function replaced(node: TSESTree.Node, text: string, module: Module): readonly Edit[] {
  const gone = node.type === 'CallExpression' && node.callee.type === 'Identifier' ? node.callee : undefined;
  return [
    ...(gone ? unusedImportEdits(gone, module) : []),
    { file: module, start: node.range[0], end: node.range[1], text },
  ];
}

/**
 * The key of a row. A claim that holds is to be one step with what it stands for: only where all that comes behind it is in
 * its transaction.
 */
function storedEdits(
  key: WrittenColumn,
  effect: Effect,
  timeline: Timeline,
  schema: Schema,
): readonly Edit[] | undefined {
  if (effect.kind === 'claim' && !timeline.events.every((e) => isOneStep(e, effect))) return undefined;
  const table = effect.resource === undefined ? undefined : schema.find(effect.resource, effect.module.path);
  return derivedKeyEdits(key, effect, timeline, table && getColumn(table, key.name)?.type);
}

function isOneStep(event: Timeline['events'][number], claim: Effect): boolean {
  if (event.type !== 'effect' || event.kind === 'read' || event.harmless || event.order <= claim.order) return true;
  return claim.transaction !== undefined && event.transaction === claim.transaction;
}
