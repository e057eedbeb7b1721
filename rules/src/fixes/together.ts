/** Repair of a marker and an effect that are two steps: the statements from the one to the other become one transaction. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, isFunctionNode, visit, within } from '../analysis/ast.js';
import type { Effect, Place, Timeline, TimelineEvent, Together } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { providerOf } from '../schema/changes/change.js';
import type { Schema } from '../schema/schema.js';
import { aroundEdits, laidOut } from './around.js';
import type { Edit, Fix } from './fix.js';
import { isPlain } from './key.js';
import { indentAt, styleOf, textOf } from './style.js';

/**
 * Only where all that the statements wait for goes to the same store, through clients that are plainly there, and none of
 * it is in a transaction, or caught: a database refuses what comes behind an error.
 */
export function togetherFixes(effects: readonly Effect[], timeline: Timeline, schema: Schema): readonly Fix[] {
  const [first] = effects;
  const together = first?.call.together;
  const around = first && enclosingFunction(first.node);
  if (
    !together ||
    !around ||
    isUntold(together, first.module) ||
    together.model.notWith?.some((p) => p === providerOf(schema))
  )
    return [];
  if (!effects.every((e) => fits(e, first, around))) return [];
  for (const statements of statementsAround(effects, around)) {
    const edits = editsOf(statements, first, together, around, timeline);
    if (edits) return [{ kind: 'together', title: 'Put both in one transaction', edits }];
  }
  return [];
}

function editsOf(
  statements: readonly TSESTree.Statement[],
  first: Effect,
  together: Together,
  around: TSESTree.Node,
  timeline: Timeline,
): readonly Edit[] | undefined {
  const inside = timeline.events.filter((e) => stands(e, statements, first));
  const calls = inside.filter((e): e is Effect => e.type === 'effect' && fits(e, first, around));
  // Of unknown calls nobody waits, as is seen below: a line for the log.
  if (calls.length !== inside.filter((e) => e.type !== 'throw' && e.type !== 'unknown').length) return undefined;
  const left = leavingEdits(statements, together, around, first.module);
  if (!left || !isWhole(statements, calls, first.module)) return undefined;
  const unique = [...new Map(calls.map((c) => [c.call.node, c])).values()];
  const made = unique.flatMap(({ call }) => (call.together ? [{ node: call.node, client: call.together.client }] : []));
  const edits = aroundEdits(together.model, statements, made, first.module);
  return edits && [...edits, ...left];
}

/** Does JavaScript have no word for what the lines are certain of? */
function isUntold({ model }: Together, { path }: Module): boolean {
  return !/\.[cm]?tsx?$/.test(path) && model.lines.some((line) => line.includes('!.'));
}

/** Is it made in the function itself, as the first one is, through a client of the same kind? */
function fits(effect: Effect, first: Effect, around: TSESTree.Node): boolean {
  const { together } = effect.call;
  const own = first.call.together;
  if (!together || !own || together.model !== own.model || !isPlain(together.client)) return false;
  const isOne = own.model.option !== undefined || own.model.inside.includes('<client>');
  const isSameClient = isOne || textOf(effect.module, together.client) === textOf(first.module, own.client);
  return (
    isSameClient &&
    effect.node === effect.call.node &&
    effect.module === first.module &&
    enclosingFunction(effect.node) === around &&
    isSameRun(effect, first) &&
    effect.transaction === undefined &&
    effect.recovery === undefined &&
    effect.detached.length === 0
  );
}

function isSameRun(a: TimelineEvent, b: TimelineEvent): boolean {
  return a.trace.length === b.trace.length && a.trace.every((f, i) => f.node === b.trace[i]?.node);
}

/** The statements of the innermost block of the function that holds all, from the first to the last that has one of them; and to its end. */
function statementsAround(
  effects: readonly Effect[],
  around: TSESTree.Node,
): readonly (readonly TSESTree.Statement[])[] {
  for (let at = effects[0]?.node; at && at !== around; at = at.parent) {
    const block = at;
    if (block.type !== 'BlockStatement' || !effects.every((e) => within(e.node, block))) continue;
    const indices = block.body.flatMap((s, i) => (effects.some((e) => within(e.node, s)) ? [i] : []));
    return [block.body.slice(indices[0], (indices.at(-1) ?? 0) + 1), block.body.slice(indices[0])];
  }
  return [];
}

/** Does the event happen in the statements, itself or in what they call? */
function stands(event: TimelineEvent, statements: readonly TSESTree.Statement[], { module, trace }: Effect): boolean {
  const place: Place = event.trace[trace.length] ?? event;
  const isOfRun = trace.every((f, i) => f.node === event.trace[i]?.node);
  if (event.type === 'effect' && event.harmless) return false;
  return isOfRun && place.module === module && statements.some((s) => within(place.node, s));
}

/** Do the statements wait for nothing but the calls, catch nothing, and hand the client to nobody? Is what they declare used by them alone? */
function isWhole(statements: readonly TSESTree.Statement[], calls: readonly Effect[], module: Module): boolean {
  const clients = calls.flatMap(({ call }) => call.together?.client ?? []);
  const names = new Set(clients.map((c) => textOf(module, c)));
  const faults: TSESTree.Node[] = [];
  for (const statement of statements) {
    visit(statement, (at) => {
      if (at.type === 'TryStatement' || at.type === 'YieldExpression') faults.push(at);
      if (at.type === 'AwaitExpression' && !calls.some((c) => within(c.node, at.argument))) faults.push(at);
      if (clients.includes(at)) return false;
      const isName = at.type === 'Identifier' || at.type === 'MemberExpression';
      if (isName && names.has(textOf(module, at)) && !isInside(at, clients)) faults.push(at);
      return true;
    });
  }
  return faults.length === 0 && !isUsedBehind(statements, module);
}

function isInside(node: TSESTree.Node, clients: readonly TSESTree.Node[]): boolean {
  return clients.some((c) => within(node, c)) || (node.parent?.type === 'Property' && node.parent.key === node);
}

function isUsedBehind(statements: readonly TSESTree.Statement[], module: Module): boolean {
  const start = statements[0]?.range[0] ?? 0;
  const end = statements.at(-1)?.range[1] ?? 0;
  const isIn = (node: TSESTree.Node): boolean => start <= node.range[0] && node.range[1] <= end;
  return [...new Set(module.variables.values())].some(
    (v) => v.defs.some((d) => isIn(d.name)) && v.references.some((r) => !isIn(r.identifier)),
  );
}

/**
 * Ways out of the statements: none in a loop around them, none that gives something; where the statements become a function,
 * only where nothing comes behind them.
 */
function leavingEdits(
  statements: readonly TSESTree.Statement[],
  { model }: Together,
  around: TSESTree.Node,
  module: Module,
): readonly Edit[] | undefined {
  const returns: TSESTree.ReturnStatement[] = [];
  const jumps: TSESTree.Node[] = [];
  for (const statement of statements) {
    visit(statement, (at) => {
      if (isFunctionNode(at)) return false;
      if (at.type === 'ReturnStatement') returns.push(at);
      if (at.type === 'ContinueStatement' || at.type === 'BreakStatement') jumps.push(at);
      return true;
    });
  }
  if (jumps.length > 0 || returns.some((r) => r.argument !== null)) return undefined;
  const last = statements.at(-1);
  const block = last?.parent;
  if (returns.length === 0) return [];
  if (model.leaving === undefined) {
    const isEnd = block?.type === 'BlockStatement' && block.parent === around && block.body.at(-1) === last;
    return isEnd ? [] : undefined;
  }
  const { unit, eol } = styleOf(module);
  const deeper = unit.repeat((/^ */.exec(model.lines.find((l) => l.trim() === '<write>') ?? '')?.[0].length ?? 0) / 2);
  const before = laidOut(model.leaving, returns[0] as TSESTree.Statement, module).trim();
  return returns.map((at) => {
    const isInBlock = at.parent.type === 'BlockStatement';
    const indent = deeper + indentAt(module, at.range[0]) + (isInBlock ? '' : unit);
    if (isInBlock) return { file: module, start: at.range[0], end: at.range[0], text: `${before}${eol}${indent}` };
    const text = `{${eol}${indent}${before}${eol}${indent}${textOf(module, at)}${eol}${indent.slice(unit.length)}}`;
    return { file: module, start: at.range[0], end: at.range[1], text };
  });
}
