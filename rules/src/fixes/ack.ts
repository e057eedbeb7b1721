/** Repairs of a message that is acknowledged too early: the acknowledgement goes behind the work. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, visit, within } from '../analysis/ast.js';
import type { Acknowledgement, Effect, Place, Timeline } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import type { Edit, Fix } from './fix.js';
import { indentAt, lineStart, styleOf, textOf } from './style.js';

/** Moves the acknowledgement, or the call that leads to nothing but it, to the end of its block; where no path leaves the block before. */
export function ackFixes(ack: Acknowledgement, timeline: Timeline): readonly Fix[] {
  const later = timeline.events.filter(
    (e): e is Effect => e.type === 'effect' && e.order > ack.order && e.kind !== 'read' && !e.harmless,
  );
  if (later.some((e) => e.detached.length > 0)) return [];
  const places: readonly Place[] = [...ack.trace, ack];
  for (let depth = places.length - 1; depth >= 0; depth--) {
    const place = places[depth];
    if (!place || place.module !== timeline.handler.place.module) continue;
    if (
      depth < ack.trace.length &&
      timeline.events.some((e) => e.type === 'effect' && e.trace[depth]?.node === place.node)
    )
      return [];
    const edits = moveToEnd(place, (block, behind) =>
      later.every((e) => {
        const at: Place = e.trace[depth] ?? e;
        const same = ack.trace.slice(0, depth).every((f, i) => f.node === e.trace[i]?.node);
        return same && at.module === place.module && within(at.node, block) && at.node.range[0] >= behind;
      }),
    );
    if (edits) return [{ kind: 'ack-after', title: 'Acknowledge after the processing', edits }];
  }
  return [];
}

/** @param covers does the block, from `behind` on, hold all that must come before? */
function moveToEnd(
  { node, module }: Place,
  covers: (block: TSESTree.Node, behind: number) => boolean,
): readonly Edit[] | undefined {
  const statement = statementOf(node);
  const block = statement?.parent;
  if (!statement || block?.type !== 'BlockStatement' || !covers(block, statement.range[1])) return undefined;
  const rest = block.body.slice(block.body.indexOf(statement) + 1);
  const end = rest.at(-1);
  const leaving = end !== undefined && isPlainExit(end);
  const before = leaving ? rest.slice(0, -1) : rest;
  const last = before.at(-1);
  if (!last || before.some(leaves) || isRewritten(statement, module)) return undefined;
  const taken = lineOf(module, statement);
  const text = textOf(module, statement);
  const remark = module.text.slice(statement.range[1], taken.end).trimEnd();
  const oneLine = !module.text.slice(statement.range[1], last.range[0]).includes('\n');
  const gap = oneLine ? ' ' : styleOf(module).eol + indentAt(module, last.range[0]);
  const behind = oneLine ? last.range[1] : endOfLine(module, last.range[1]);
  return [
    { file: module, ...taken, text: '' },
    { file: module, start: behind, end: behind, text: gap + text + remark },
  ];
}

/** The statement that consists of the call, which may be awaited. */
export function statementOf(node: TSESTree.Node): TSESTree.ExpressionStatement | undefined {
  let at = node;
  for (;;) {
    const { parent } = at;
    if (parent?.type === 'ExpressionStatement') return parent;
    const transparent =
      parent?.type === 'AwaitExpression' ||
      parent?.type === 'ChainExpression' ||
      (parent?.type === 'UnaryExpression' && parent.operator === 'void');
    if (!transparent) return undefined;
    at = parent;
  }
}

/** `return;`, `continue;`, `return true;`: nothing happens on the way out. */
function isPlainExit(node: TSESTree.Node): boolean {
  if (node.type === 'ContinueStatement') return true;
  return (
    node.type === 'ReturnStatement' && (node.argument === null || /^(?:Literal|Identifier)$/.test(node.argument.type))
  );
}

/** Can control leave the block from inside the statement, other than by an error? */
export function leaves(statement: TSESTree.Node): boolean {
  let found = false;
  const look = (node: TSESTree.Node, loops: boolean, breaks: boolean): void => {
    visit(node, (at) => {
      if (found || isFunctionNode(at)) return false;
      if (at.type === 'ReturnStatement') found = true;
      else if (at.type === 'ContinueStatement') found ||= !loops || at.label !== null;
      else if (at.type === 'BreakStatement') found ||= !breaks || at.label !== null;
      else if (at !== node && /^(?:For|While|DoWhile)/.test(at.type)) look(at, true, true);
      else if (at !== node && at.type === 'SwitchStatement') look(at, loops, true);
      else return true;
      return false;
    });
  };
  const loop = /^(?:For|While|DoWhile)/.test(statement.type);
  look(statement, loop, loop || statement.type === 'SwitchStatement');
  return found;
}

/** Is a variable of the statement written again behind it? */
function isRewritten(statement: TSESTree.Node, module: Module): boolean {
  let found = false;
  visit(statement, (node) => {
    const variable = node.type === 'Identifier' ? module.variables.get(node) : undefined;
    found ||= variable?.references.some((r) => r.isWrite() && r.identifier.range[0] > statement.range[1]) ?? false;
  });
  return found;
}

/** Whole lines of a statement with a remark behind it, the line break included; the statement and a blank when others share its lines. */
function lineOf(module: Module, node: TSESTree.Node): { start: number; end: number } {
  const start = lineStart(module, node.range[0]);
  const end = endOfLine(module, node.range[1]);
  const alone =
    module.text.slice(start, node.range[0]).trim() === '' &&
    /^\s*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/\s*)?$/.test(module.text.slice(node.range[1], end));
  if (alone && end < module.text.length) return { start, end: module.text.indexOf('\n', end) + 1 };
  const blank = /^[ \t]*/.exec(module.text.slice(node.range[1]))?.[0].length ?? 0;
  return { start: node.range[0], end: node.range[1] + blank };
}

/** End of the line, the line break not included. */
export function endOfLine(module: Module, offset: number): number {
  const end = module.text.indexOf('\n', offset);
  if (end < 0) return module.text.length;
  return module.text[end - 1] === '\r' ? end - 1 : end;
}
