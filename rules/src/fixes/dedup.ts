/** The repair “dedup check”: the message is recorded and the write is made in one transaction, once. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Dedup, Effect, Timeline } from '../analysis/effect.js';
import { providerOf } from '../schema/changes/change.js';
import type { Schema } from '../schema/schema.js';
import { statementOf } from './ack.js';
import { aroundEdits } from './around.js';
import type { Edit, Fix } from './fix.js';
import { importEdits } from './imports.js';
import { isPlain } from './key.js';
import { recordId } from './record-id.js';
import { type Records, recordsOf } from './records.js';
import { startsLine } from './style.js';
import { endOfChain } from './usage.js';

/**
 * Only where the write is an awaited statement of its own, outside of any transaction, and an expression that identifies the
 * message is in scope there.
 */
export function dedupFixes(effect: Effect, timeline: Timeline, schema: Schema): readonly Fix[] {
  const { dedup, identity } = effect.call;
  const id = recordId(effect, timeline);
  if (!dedup || !identity || id === undefined || !isPlain(dedup.client)) return [];
  if (dedup.model.notWith?.some((provider) => provider === providerOf(schema))) return [];
  const statement = awaitedStatement(effect);
  const records = recordsOf(dedup, effect, schema);
  if (!statement || !records) return [];
  const edits = [
    written(dedup, statement, { id, table: records.table, column: records.column }, effect),
    importsOf(dedup, records, effect),
  ];
  if (!edits.every((e) => e !== undefined)) return [];
  return [{ kind: 'dedup-check', title: TITLE + records.condition, edits: [...edits.flat(), ...records.edits] }];
}

const TITLE = 'Record the message in the same transaction, and do nothing when it is recorded already';

/** Imports of what the lines use; the table's comes from where the written table's does, or it stands in the same file. */
function importsOf({ model }: Dedup, records: Records, { module }: Effect): readonly Edit[] | undefined {
  const wanted = (model.imports ?? []).map(({ name, from }) => importEdits(module, name, from));
  if (model.imported === true && records.beside?.file !== module.path) {
    const aliases = records.beside ? [...records.beside.aliases, records.beside.name] : [];
    const [, binding] = [...module.imports].find(([, b]) => b.kind === 'named' && aliases.includes(b.name)) ?? [];
    wanted.push(binding && importEdits(module, records.table, binding.source));
  }
  return wanted.every((edits) => edits !== undefined) ? wanted.flat() : undefined;
}

/** The statement that waits for the write and does nothing with its result. */
export function awaitedStatement(effect: Effect): TSESTree.ExpressionStatement | undefined {
  const { node, module } = effect;
  if (node !== effect.call.node || effect.transaction !== undefined || effect.recovery || effect.detached.length > 0)
    return undefined;
  const statement = statementOf(endOfChain(node));
  const isOwn = statement?.expression.type === 'AwaitExpression' && statement.parent.type === 'BlockStatement';
  return isOwn && startsLine(module, statement.range[0]) ? statement : undefined;
}

/** The model's lines around the statement, and the statement made through the transaction. */
function written(
  { model, client }: Dedup,
  statement: TSESTree.ExpressionStatement,
  holes: { readonly id: string; readonly table: string; readonly column: string },
  { module, call }: Effect,
): readonly Edit[] | undefined {
  const fill = (line: string): string => {
    const spelt = /\bINSERT INTO </.test(line) ? inStatement : (name: string) => name;
    return line
      .replaceAll('<table>', spelt(holes.table))
      .replaceAll('<column>', spelt(holes.column))
      .replaceAll('<id>', holes.id);
  };
  return aroundEdits(model, [statement], [{ node: call.node, client }], module, fill);
}

/** Where a statement names it, a name that is not all in lower case is quoted: else it would be taken for one that is. */
function inStatement(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name}"`;
}
