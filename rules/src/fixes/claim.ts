/** Repair of a claim whose outcome decides nothing: who loses it stops. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, isFunctionNode, within } from '../analysis/ast.js';
import type { Effect, Timeline, TimelineEvent } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { endOfLine, statementOf } from './ack.js';
import type { Edit, Fix } from './fix.js';
import { indentAt, startsLine, styleOf, textOf } from './style.js';
import { endOfChain, givesValue, isNameUsed } from './usage.js';

/**
 * Only where the claim and all that it should have decided are one transaction: else a crash between the two would lose
 * what stands behind the claim. And only where nothing but that is left undone by the function that stops.
 */
export function claimFixes(claim: Effect, repeated: readonly Effect[], timeline: Timeline): readonly Fix[] {
  const statement = ownStatement(claim);
  const around = statement && enclosingFunction(statement);
  if (!statement || !around || claim.transaction === undefined) return [];
  if (!repeated.every((e) => e.transaction === claim.transaction && happensIn(e, around, claim.module))) return [];
  if (givesValue(around) || !timeline.events.every((e) => mayBeSkipped(e, claim, around))) return [];
  const leaving = exit(statement, around, claim.module);
  const edits = leaving === undefined ? undefined : checked(claim, statement, leaving);
  return edits ? [{ kind: 'check-claim', title: 'Stop where the claim is lost', edits }] : [];
}

/** The awaited statement, on lines of its own, straight in the function or its outer `try`. */
function ownStatement(claim: Effect): TSESTree.ExpressionStatement | undefined {
  const { node, module } = claim;
  if (node !== claim.call.node || claim.detached.length > 0 || claim.recovery) return undefined;
  const statement = statementOf(endOfChain(node));
  const block = statement?.parent;
  if (!statement || block?.type !== 'BlockStatement' || !startsLine(module, statement.range[0])) return undefined;
  const holder = block.parent;
  const isOuter = holder.type === 'TryStatement' && holder.block === block && isFunctionNode(holder.parent.parent);
  return isFunctionNode(holder) || isOuter ? statement : undefined;
}

function happensIn(event: TimelineEvent, around: TSESTree.Node, module: Module): boolean {
  const places = [event, ...event.trace];
  return places.some((p) => p.module === module && within(p.node, around));
}

/** What comes behind the claim in the function: only what commits with it. */
function mayBeSkipped(event: TimelineEvent, claim: Effect, around: TSESTree.Node): boolean {
  if (event.order <= claim.order || !happensIn(event, around, claim.module)) return true;
  if (event.type === 'caught' || event.type === 'throw') return true;
  if (event.type !== 'effect') return false;
  return event.kind === 'read' || event.transaction === claim.transaction;
}

/** What ends the transaction before the function returns: nothing where its caller does, the opposite of the `COMMIT` that stands below. */
function exit(statement: TSESTree.Statement, around: TSESTree.Node, module: Module): string | undefined {
  const block = statement.parent;
  const text = textOf(module, around);
  if (!/\b(?:begin|commit|start transaction)\b/i.test(text)) return '';
  if (block.type !== 'BlockStatement' || !isTidied(block)) return undefined;
  const commits = block.body.filter(
    (s) => s.range[0] > statement.range[0] && /(['"`])commit;?\1/i.test(textOf(module, s)),
  );
  const [commit, ...others] = commits;
  if (commit?.type !== 'ExpressionStatement' || commit !== block.body.at(-1) || others.length > 0) return undefined;
  return textOf(module, commit).replace(/(['"`])(commit)(;?)\1/i, (_, quote: string, word: string, end: string) => {
    return quote + (word === word.toLowerCase() ? 'rollback' : 'ROLLBACK') + end + quote;
  });
}

/** Does all that is to be done behind the block stand in a `finally`? */
function isTidied(block: TSESTree.BlockStatement): boolean {
  const { parent } = block;
  if (parent.type !== 'TryStatement' || !parent.finalizer) return false;
  const around = parent.parent;
  return around.type === 'BlockStatement' && around.body.at(-1) === parent;
}

function checked(
  { call, module }: Effect,
  statement: TSESTree.ExpressionStatement,
  leaving: string,
): readonly Edit[] | undefined {
  const name = call.outcome?.count;
  if (name === undefined || isNameUsed(name, statement, module)) return undefined;
  const { eol, unit, pad } = styleOf(module);
  const indent = indentAt(module, statement.range[0]);
  const end = textOf(module, statement).endsWith(';') ? ';' : '';
  const stop = `return${end}`;
  const lines =
    leaving === '' ? [`if (${name} === 0) ${stop}`] : [`if (${name} === 0) {`, unit + leaving, unit + stop, '}'];
  const lineEnd = endOfLine(module, statement.range[1]);
  const isRemark = /^\s*(?:\/\/.*)?$/.test(module.text.slice(statement.range[1], lineEnd));
  const at = isRemark ? lineEnd : statement.range[1];
  const start = statement.range[0];
  return [
    { file: module, start, end: start, text: `const {${pad}${name}${pad}} = ` },
    { file: module, start: at, end: at, text: lines.map((line) => eol + indent + line).join('') },
  ];
}
