/** What is kept in a Map or Set of the process. */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName, propertyName, unwrap, within } from '../ast.js';
import type { Binder } from './bind.js';
import type { Module } from '../../project/module.js';
import type { Place } from '../effect.js';
import { LIMITING, OWN_USE } from './limiting.js';
import { union, type Value } from './value.js';

/** Values put into a Map: by its constructor's entries and by `.set(k, v)` calls on something of the same name. */
export function heldBy(binder: Binder, memory: Extract<Value, { kind: 'memory' }>): readonly Value[] {
  const { module } = memory.env;
  const entries = binder.at(binder.argumentsOf(memory.node, memory.env), [0, '*', '1']);
  const listed = union(...entries.map((e) => binder.argument(e)));
  const holder = holderName(memory.node);
  if (holder === undefined) return listed;
  const put = putsInto(module, holder).flatMap((call) => {
    const value = call.arguments.at(-1);
    return value && value.type !== 'SpreadElement' ? [binder.evaluate(value, binder.openEnv(call, module))] : [];
  });
  return union(listed, ...put);
}

/**
 * Is something put there by one of the functions? What nobody there fills is only looked things up in. A memory whose holder has no
 * name may be filled by them.
 */
export function isFilledBy(memory: Extract<Value, { kind: 'memory' }>, functions: readonly Place[]): boolean {
  const holder = holderName(memory.node);
  if (holder === undefined) return memory.node.arguments.length === 0;
  return functions.some(({ module, node }) =>
    putsInto(module, holder).some((call) => within(call, node) && isNote(call)),
  );
}

/** Is it put there that something happened: a key alone, or with a time, a flag, a word? A thing that is kept to be used again is no note. */
function isNote({ callee, arguments: [, value] }: TSESTree.CallExpression): boolean {
  if (lastName(callee) === 'add' || value === undefined) return true;
  const at = value.type === 'SpreadElement' ? value : unwrap(value);
  if (at.type === 'Literal' || at.type === 'TemplateLiteral' || at.type === 'UnaryExpression') return true;
  if (at.type === 'NewExpression') return lastName(at.callee) === 'Date';
  if (at.type === 'CallExpression') return /^(?:now|toISOString|getTime|valueOf)$/.test(lastName(at.callee) ?? '');
  if (at.type === 'BinaryExpression') return true;
  return at.type === 'Identifier' && /^now|time|date|expir/i.test(at.name);
}

/** Is the memory for the process's own use, by its name or that of its class: does it count how much is done in a time, or keep timers and tokens? */
export function isForItself({ node }: Extract<Value, { kind: 'memory' }>): boolean {
  const holder = holderName(node) ?? '';
  const owner = node.parent.type === 'PropertyDefinition' ? (node.parent.parent.parent.id?.name ?? '') : '';
  return LIMITING.test(holder) || LIMITING.test(owner) || OWN_USE.test(holder) || UNDER_WAY.test(holder);
}

/** What is going on at the moment, not what was done. */
const UNDER_WAY = /ing$|in_?flight|^active|running|pending/i;

function putsInto(module: Module, holder: string): readonly TSESTree.CallExpression[] {
  return ['set', 'add']
    .flatMap((method) => module.calls.get(method) ?? [])
    .filter(
      (call): call is TSESTree.CallExpression =>
        call.type === 'CallExpression' &&
        call.callee.type === 'MemberExpression' &&
        lastName(call.callee.object) === holder,
    );
}

function holderName(node: TSESTree.Node): string | undefined {
  const { parent } = node;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent?.type === 'PropertyDefinition') return propertyName(parent);
  if (parent?.type === 'AssignmentExpression') return lastName(parent.left);
  return undefined;
}
