/** Repairs of a failure that ends in a `catch`: it goes on, so that the broker hears of it. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, isFunctionNode, visit } from '../analysis/ast.js';
import type { Caught, Timeline } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { leaves } from './ack.js';
import type { Edit, Fix } from './fix.js';
import { indentAt, lineStart, startsLine, styleOf } from './style.js';
import { isPromiseAll } from './usage.js';

/** Ends the catch clause with a throw. Only where the error then reaches the broker, and the broker answers it by delivering again. */
export function rethrowFixes(caught: Caught, timeline: Timeline): readonly Fix[] {
  const { node: clause, module, block } = caught;
  const { ack, delivery, place } = timeline.handler;
  const answered = ack === 'on-return' && delivery.onThrow === 'redeliver' && delivery.unawaited !== true;
  if (!answered || clause.type !== 'CatchClause' || module !== place.module) return [];
  if (!mayEnd(clause.body) || (block?.finalizer && leaves(block.finalizer))) return [];
  if (isCaughtFurtherOut(caught, timeline) || !isAwaited(enclosingFunction(clause), place.node)) return [];
  const edits = thrown(clause, module);
  return edits ? [{ kind: 'rethrow', title: 'Rethrow, so that the message is delivered again', edits }] : [];
}

/** Can the end of the block be reached? */
export function mayEnd(block: TSESTree.BlockStatement): boolean {
  return block.body.every((s) => !/^(?:Return|Throw|Continue|Break)Statement$/.test(s.type) && !isExitOnBothSides(s));
}

function isExitOnBothSides(statement: TSESTree.Statement): boolean {
  if (statement.type === 'BlockStatement') return !mayEnd(statement);
  if (statement.type !== 'IfStatement' || !statement.alternate) return false;
  return [statement.consequent, statement.alternate].every(
    (s) => /^(?:Return|Throw|Continue|Break)Statement$/.test(s.type) || isExitOnBothSides(s),
  );
}

/** Does a catch around it, or of a caller, take the error in turn? */
function isCaughtFurtherOut(caught: Caught, timeline: Timeline): boolean {
  return timeline.events.some(
    (e) =>
      e.type === 'caught' && e !== caught && e.isSurvived && caught.order >= e.covers[0] && caught.order < e.covers[1],
  );
}

/** Does the function's error reach its caller? A function written into another call does so only where that call is waited for. */
function isAwaited(fn: TSESTree.Node | undefined, handler: TSESTree.Node): boolean {
  if (!isFunctionNode(fn) || fn === handler || fn.parent === handler) return true;
  const call = fn.parent;
  if (call.type === 'NewExpression') return false;
  if (call.type !== 'CallExpression') return true;
  const outer = call.parent.type === 'CallExpression' && isPromiseAll(call.parent) ? call.parent : call;
  const isWaitedFor = /^(?:AwaitExpression|ReturnStatement|ArrowFunctionExpression)$/.test(outer.parent.type);
  return isWaitedFor && isAwaited(enclosingFunction(call), handler);
}

function thrown(clause: TSESTree.CatchClause, module: Module): readonly Edit[] | undefined {
  const { param, body } = clause;
  if (param && param.type !== 'Identifier') return undefined;
  const name = param?.name ?? freeName(body);
  const end = /;\r?\n/.test(module.text) ? ';' : '';
  const added = appended(body, `throw ${name}${end}`, module);
  if (param) return [added];
  const start = clause.range[0] + 'catch'.length;
  return [{ file: module, start, end: start, text: ` (${name})` }, added];
}

/** A name for the error that the clause does not use for anything else. */
function freeName(body: TSESTree.BlockStatement): string {
  const names = new Set<string>();
  visit(body, (at) => {
    const isProperty = at.parent?.type === 'MemberExpression' && at.parent.property === at && !at.parent.computed;
    if (at.type === 'Identifier' && !isProperty) names.add(at.name);
  });
  return ['error', 'cause', 'failure'].find((n) => !names.has(n)) ?? 'caughtError';
}

/** The statement as last of the block: on a line of its own where the closing brace has one. */
export function appended(body: TSESTree.BlockStatement, text: string, module: Module): Edit {
  const brace = body.range[1] - 1;
  const { eol, unit, pad } = styleOf(module);
  if (!startsLine(module, brace)) {
    const before = /\s$/.test(module.text.slice(0, brace)) ? '' : ' ';
    return {
      file: module,
      start: brace,
      end: brace,
      text: `${before}${text}${body.body.length > 0 ? ' ' : pad || ' '}`,
    };
  }
  const [first] = body.body;
  const indent = first && startsLine(module, first.range[0]) ? indentAt(module, first.range[0]) : undefined;
  const start = lineStart(module, brace);
  const own = indent ?? indentAt(module, brace) + unit;
  return { file: module, start, end: start, text: `${own}${text}${eol}` };
}
