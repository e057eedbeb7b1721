/** Repairs of messages that are acknowledged too early. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Acknowledgement, Place, Timeline } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import type { Edit, Fix } from './fix.js';

function functionAround(node: TSESTree.Node): TSESTree.Node | undefined {
  for (let at = node.parent; at; at = at.parent)
    if (/Function/.test(at.type) && at.type !== 'TSFunctionType') return at;
  return undefined;
}

/** Puts `await` before the call, and `async` before a function that is not yet asynchronous. */
export function awaitFixes(dropped: Place): readonly Fix[] {
  const { node, module } = dropped;
  if (node.type !== 'CallExpression' || isTimer(node) || isLoop(node)) return [];
  let at: TSESTree.Node = node;
  while (
    at.parent &&
    (at.parent.type === 'ChainExpression' || (at.parent.type === 'UnaryExpression' && at.parent.operator === 'void'))
  )
    at = at.parent;
  if (at.parent?.type !== 'ExpressionStatement') return [];
  const fn = functionAround(node);
  if (!fn || !('async' in fn)) return [];
  const edits: Edit[] = [{ module, start: at.range[0], end: node.range[0], text: 'await ' }];
  if (!fn.async) {
    const start = asyncOffset(fn, module);
    if (start === undefined) return [];
    edits.unshift({ module, start, end: start, text: 'async ' });
  }
  return [{ kind: 'await', title: 'Wait for it: insert `await`', edits }];
}

/** Where `async` goes; only callbacks and methods, whose callers take a promise as well. */
function asyncOffset(fn: TSESTree.Node, module: Module): number | undefined {
  if (fn.parent?.type === 'MethodDefinition' && fn.parent.kind === 'method') {
    const { key } = fn.parent;
    return fn.parent.computed ? undefined : key.range[0];
  }
  if (fn.parent?.type === 'Property' && fn.parent.method) return fn.parent.key.range[0];
  module;
  return fn.type === 'ArrowFunctionExpression' || fn.type === 'FunctionExpression' ? fn.range[0] : undefined;
}

function isTimer(node: TSESTree.CallExpression): boolean {
  const name = node.callee.type === 'Identifier' ? node.callee.name : '';
  return /^(?:set(?:Timeout|Interval|Immediate)|queueMicrotask)$/.test(name);
}

function isLoop(node: TSESTree.CallExpression): boolean {
  return (
    node.callee.type === 'MemberExpression' &&
    node.callee.property.type === 'Identifier' &&
    /^(?:forEach|map|nextTick)$/.test(node.callee.property.name)
  );
}

/** Moves an acknowledgement that stands as a statement to the end of its block. */
export function ackFixes(ack: Acknowledgement, timeline: Timeline): readonly Fix[] {
  const { module } = ack;
  let statement: TSESTree.Node | undefined = ack.node;
  while (statement && statement.type !== 'ExpressionStatement') statement = statement.parent;
  const block = statement?.parent;
  if (!statement || block?.type !== 'BlockStatement' || module !== timeline.handler.place.module) return [];
  const last = block.body.at(-1);
  if (!last || last === statement || /^(?:Return|Throw|Break|Continue)/.test(last.type)) return [];
  if (block.body.slice(block.body.indexOf(statement)).some((s) => containsReturn(s))) return [];
  const line = lineOf(module, statement);
  const text = module.text.slice(statement.range[0], statement.range[1]);
  const indent = /^[ \t]*/.exec(module.text.slice(line.start))?.[0] ?? '';
  const eol = module.text.includes('\r\n') ? '\r\n' : '\n';
  return [
    {
      kind: 'ack-after',
      title: 'Acknowledge after the processing',
      edits: [
        { module, start: line.start, end: line.end, text: '' },
        { module, start: last.range[1], end: last.range[1], text: `${eol}${indent}${text}` },
      ],
    },
  ];
}

function containsReturn(node: TSESTree.Node): boolean {
  if (node.type === 'ReturnStatement') return true;
  if (node.type === 'IfStatement')
    return containsReturn(node.consequent) || (node.alternate !== null && containsReturn(node.alternate));
  return node.type === 'BlockStatement' && node.body.some((s) => containsReturn(s));
}

/** Whole lines of a statement, the line break included; the statement alone when others share its lines. */
function lineOf(module: Module, node: TSESTree.Node): { start: number; end: number } {
  const before = module.text.lastIndexOf('\n', node.range[0] - 1) + 1;
  const after = module.text.indexOf('\n', node.range[1]);
  const alone =
    module.text.slice(before, node.range[0]).trim() === '' &&
    module.text.slice(node.range[1], after < 0 ? undefined : after).trim() === '';
  return alone && after >= 0 ? { start: before, end: after + 1 } : { start: node.range[0], end: node.range[1] };
}

/** `noAck: true` → `false`, with the acknowledgement added at the end of an inline callback on the same channel. */
export function manualAckFixes(timeline: Timeline): readonly Fix[] {
  timeline;
  return [];
}
