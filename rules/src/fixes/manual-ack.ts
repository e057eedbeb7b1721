/** Repairs of an option that acknowledges before the work: the option is turned round, and the acknowledgement added at the end. */
import type { TSESTree } from '@typescript-eslint/types';
import { within } from '../analysis/ast.js';
import type { Timeline } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { endOfLine, leaves } from './ack.js';
import type { Edit, Fix } from './fix.js';
import { isPlain } from './key.js';
import { indentAt, styleOf, textOf } from './style.js';

type Callback = TSESTree.ArrowFunctionExpression | TSESTree.FunctionExpression;

/** Only where option and callback stand in the registering call, and every path through the callback reaches its end or throws. */
export function manualAckFixes(timeline: Timeline): readonly Fix[] {
  const { manualAck, ackPlace, registration, place } = timeline.handler;
  const { module } = registration;
  const callback = place.node;
  if (!manualAck || place.module !== module || ackPlace.module !== module || !within(ackPlace.node, registration.node))
    return [];
  const option: Edit = {
    file: module,
    start: ackPlace.node.range[0],
    end: ackPlace.node.range[1],
    text: JSON.stringify(manualAck.becomes).replace(/^"|"$/g, styleOf(module).quote),
  };
  const title = 'Acknowledge after the processing';
  if (!manualAck.acknowledge) return [{ kind: 'manual-ack', title, edits: [option] }];
  const inline = callback.type === 'ArrowFunctionExpression' || callback.type === 'FunctionExpression';
  if (!inline || !within(callback, registration.node) || registration.node.type !== 'CallExpression') return [];
  if (timeline.events.some((e) => e.type === 'ack' || e.detached.length > 0)) return [];
  const added = acknowledgement(callback, registration.node, manualAck.acknowledge, module);
  if (!added) return [];
  return [{ kind: 'manual-ack', title, edits: [...added, option].sort((a, b) => a.start - b.start) }];
}

function acknowledgement(
  callback: Callback,
  registration: TSESTree.CallExpression,
  model: NonNullable<NonNullable<Timeline['handler']['manualAck']>['acknowledge']>,
  module: Module,
): readonly Edit[] | undefined {
  const [message] = callback.params;
  const { callee } = registration;
  if (message?.type !== 'Identifier' || callee.type !== 'MemberExpression' || !isPlain(callee.object)) return undefined;
  const guarded = guards(callback, message.name);
  if (!guarded) return undefined;
  const asserted = !guarded.exists && module.text.slice(...callback.range).includes(`${message.name}!`);
  const name = asserted ? `${message.name}!` : message.name;
  const owner = model.on === 'receiver' ? textOf(module, callee.object) : name;
  const call = `${owner}.${model.method}(${model.passesMessage ? name : ''});`;
  const optional = !guarded.exists && module.text.slice(...callback.range).includes(`${message.name}?.`);
  return atEnd(callback, optional ? `if (${message.name}) ${call}` : call, module);
}

/** Does every way through the callback reach its end? Leaving where there is no message is fine, and tells that there is one behind. */
function guards(callback: Callback, message: string): { exists: boolean } | undefined {
  if (callback.body.type !== 'BlockStatement') return { exists: false };
  let exists = false;
  for (const statement of callback.body.body) {
    if (isAbsenceGuard(statement, message)) exists = true;
    else if (leaves(statement)) return undefined;
  }
  return { exists };
}

/** `if (!message) return;` */
function isAbsenceGuard(node: TSESTree.Node, message: string): boolean {
  if (node.type !== 'IfStatement' || node.alternate) return false;
  const { consequent } = node;
  const body = consequent.type === 'BlockStatement' && consequent.body.length === 1 ? consequent.body[0] : consequent;
  if (body?.type !== 'ReturnStatement' || body.argument) return false;
  const { test } = node;
  const isMessage = (at: TSESTree.Node): boolean => at.type === 'Identifier' && at.name === message;
  if (test.type === 'UnaryExpression') return test.operator === '!' && isMessage(test.argument);
  if (test.type !== 'BinaryExpression' || !/^={2,3}$/.test(test.operator) || !isMessage(test.left)) return false;
  const { right } = test;
  return (
    (right.type === 'Literal' && right.value === null) || (right.type === 'Identifier' && right.name === 'undefined')
  );
}

function atEnd(callback: Callback, call: string, module: Module): readonly Edit[] | undefined {
  const { eol, unit } = styleOf(module);
  const { body } = callback;
  if (body.type !== 'BlockStatement') {
    const outer = indentAt(module, callback.range[0]);
    const wait = callback.async && body.type !== 'AwaitExpression' ? 'await ' : '';
    if (!callback.async) return undefined;
    return [
      { file: module, start: body.range[0], end: body.range[0], text: `{${eol}${outer}${unit}${wait}` },
      { file: module, start: body.range[1], end: body.range[1], text: `;${eol}${outer}${unit}${call}${eol}${outer}}` },
    ];
  }
  const last = body.body.at(-1);
  if (!last) return undefined;
  const oneLine = !textOf(module, body).includes('\n');
  const at = oneLine ? last.range[1] : endOfLine(module, last.range[1]);
  const gap = oneLine ? ' ' : eol + indentAt(module, last.range[0]);
  return [{ file: module, start: at, end: at, text: gap + call }];
}
