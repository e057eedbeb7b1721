/** Repairs of a failure after which the handler acknowledges all the same: the message is given back to the broker. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, propertyName, visit, within } from '../analysis/ast.js';
import type { Acknowledgement, Caught, Timeline } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { leaves, statementOf } from './ack.js';
import type { Edit, Fix } from './fix.js';
import { appended, mayEnd } from './rethrow.js';
import { styleOf, textOf } from './style.js';
import { givesValue } from './usage.js';

/** Only where one acknowledgement follows the failure: inside the catch it becomes the other call, behind it the catch gives the message back and stops. */
export function giveBackFixes(caught: Caught, timeline: Timeline): readonly Fix[] {
  const { node: clause, module, block } = caught;
  if (clause.type !== 'CatchClause' || module !== timeline.handler.place.module) return [];
  if (block?.finalizer && leaves(block.finalizer)) return [];
  // An insert may have failed at its own row: given back, the message would fail for ever.
  const [from, to] = caught.covers;
  if (timeline.events.some((e) => e.type === 'effect' && e.kind === 'insert' && e.order >= from && e.order < to))
    return [];
  const acks = timeline.events.filter((e): e is Acknowledgement => e.type === 'ack' && e.action !== 'extend');
  const inside = acks.filter((a) => within(a.node, clause));
  const behind = acks.filter((a) => a.order > caught.order && !within(a.node, block ?? clause));
  const [ack, ...others] = inside.length > 0 ? inside : behind;
  if (!ack || others.length > 0 || ack.module !== module || ack.givesBack === undefined) return [];
  if (enclosingFunction(ack.node) !== enclosingFunction(clause) || ack.detached.length > 0) return [];
  const isInside = inside.length > 0;
  // An acknowledgement of some failures only is meant.
  if (isInside && statementOf(ack.node)?.parent !== clause.body) return [];
  const edits = isInside ? renamed(ack, module) : stopped(ack, clause, module);
  const title = `Give the message back with ${ack.givesBack}(), so that it is delivered again`;
  return edits ? [{ kind: 'nack', title, edits }] : [];
}

function renamed({ node, givesBack = '' }: Acknowledgement, module: Module): readonly Edit[] | undefined {
  const name = nameIn(node);
  return name && [{ file: module, start: name.range[0], end: name.range[1], text: givesBack }];
}

/** The method's name in the call. */
function nameIn(node: TSESTree.Node): TSESTree.Node | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  return propertyName(node.callee) !== undefined && !node.callee.computed ? node.callee.property : undefined;
}

/** Only where the acknowledgement is a statement that the catch may take, and the function gives nothing back. */
function stopped(
  { node, givesBack = '' }: Acknowledgement,
  clause: TSESTree.CatchClause,
  module: Module,
): readonly Edit[] | undefined {
  const statement = statementOf(node);
  const name = nameIn(node);
  const around = enclosingFunction(clause);
  if (!statement || !name || !around || !mayEnd(clause.body) || isInLoop(clause, around)) return undefined;
  if (givesValue(around) || !areKnown(statement, clause, module)) return undefined;
  const text = textOf(module, statement);
  const [start, end] = name.range.map((offset) => offset - statement.range[0]);
  const call = (text.slice(0, start) + givesBack + text.slice(end)).replace(/;$/, '');
  const stop = text.endsWith(';') ? ';' : '';
  const { eol } = styleOf(module);
  const last = appended(clause.body, `${call}${stop}`, module);
  const lines = last.text.endsWith(eol);
  const indent = /^[ \t]*/.exec(last.text)?.[0] ?? '';
  const more = lines ? `${indent}return${stop}${eol}` : `return${stop} `;
  return [{ ...last, text: (lines ? last.text : last.text.trimEnd() + (stop === '' ? '; ' : ' ')) + more }];
}

function isInLoop(clause: TSESTree.Node, around: TSESTree.Node): boolean {
  for (let at = clause.parent; at && at !== around; at = at.parent)
    if (/^(?:For|While|DoWhile)/.test(at.type)) return true;
  return false;
}

/** Do all names of the statement stand for the same in the catch, and for something by then? */
function areKnown(statement: TSESTree.Node, clause: TSESTree.CatchClause, module: Module): boolean {
  let known = true;
  visit(statement, (at) => {
    const variable = at.type === 'Identifier' ? module.variables.get(at) : undefined;
    if (!variable) return;
    const isBefore = variable.defs.every((d) => d.name.range[0] < clause.range[0]);
    const isHidden = variable.name === (clause.param?.type === 'Identifier' ? clause.param.name : undefined);
    known &&= isBefore && !isHidden && within(clause, variable.scope.block);
  });
  return known;
}
