/** Edits of one call, as a model's repair asks for them. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName, unwrap } from '../analysis/ast.js';
import type { Repair, RepairTemplate } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import type { Edit } from './fix.js';
import { indentAt, lineStart, startsLine, styleOf } from './style.js';
import { hasComments, type Holes, nodeAt, TemplateWriter, WIDTH } from './template.js';

/** Code for the holes that do not stand for arguments, by name; see `RepairModel`. */
export type Words = Readonly<Record<string, string | undefined>>;

/** The edits, or undefined when the call is written in a way that the repair does not fit. */
export function callEdits(repair: Repair, words: Words, module: Module): readonly Edit[] | undefined {
  const { model, node } = repair;
  if (node.type !== 'CallExpression' || node.arguments.some((a) => a.type === 'SpreadElement')) return undefined;
  const writer = new TemplateWriter(module, holesOf(node, words));
  const used = JSON.stringify([model.arguments ?? node.arguments.map((_, i) => `<${String(i)}>`), model.append]);
  if (!node.arguments.every((_, i) => new RegExp(`<${String(i)}[.>]`).test(used))) return undefined;
  const edits: Edit[] = [];
  const add = (more: readonly Edit[] | undefined): boolean => more !== undefined && edits.push(...more) >= 0;
  if (model.receiver !== undefined && !add(receiverEdits(node, model.receiver, writer))) return undefined;
  if (model.method !== undefined && !add(methodEdits(node, model.method, module))) return undefined;
  if (model.arguments && !add(argumentEdits(node, model.arguments, writer))) return undefined;
  if (model.append && !add(appendEdits(node, model.append, writer))) return undefined;
  return edits;
}

function holesOf(call: TSESTree.CallExpression, words: Words): Holes {
  return (name) => {
    if (Object.hasOwn(words, name)) return words[name];
    const members = /^keys of (.+)$/.exec(name)?.[1];
    if (members !== undefined) return membersOf(nodeFor(call, members), words);
    return nodeFor(call, name);
  };
}

/** `0.data`, `insert.0`, `new.0`, `new`. */
function nodeFor(call: TSESTree.CallExpression, path: string): TSESTree.Node | undefined {
  const [first = '', ...rest] = path.split('.');
  if (/^\d+$/.test(first)) return nodeAt(call.arguments[Number(first)], rest);
  const made = first === 'new' ? unwrap(receiverOf(call) ?? call) : chained(call, first);
  if (made?.type !== 'CallExpression' && made?.type !== 'NewExpression') return undefined;
  const [index, ...names] = rest;
  if (index === undefined) return first === 'new' ? made.callee : undefined;
  return nodeAt(made.arguments[Number(index)], names);
}

function receiverOf(call: TSESTree.CallExpression): TSESTree.Node | undefined {
  return call.callee.type === 'MemberExpression' ? call.callee.object : undefined;
}

/** The call of that name further up the chain. */
function chained(call: TSESTree.CallExpression, name: string): TSESTree.Node | undefined {
  for (let at = receiverOf(call); at?.type === 'CallExpression'; at = receiverOf(at)) {
    if (at.callee.type === 'MemberExpression' && propertyName(at.callee) === name) return at;
  }
  return undefined;
}

/** `orders.id`, `[orders.id, orders.line]`. */
function membersOf(owner: TSESTree.Node | undefined, words: Words): string | undefined {
  const names = words['names']?.split(',');
  if (owner?.type !== 'Identifier' || !names?.every((n) => /^[A-Za-z_$][\w$]*$/.test(n))) return undefined;
  const members = names.map((n) => `${owner.name}.${n}`);
  return members.length === 1 ? members[0] : `[${members.join(', ')}]`;
}

function receiverEdits(
  call: TSESTree.CallExpression,
  template: string,
  writer: TemplateWriter,
): readonly Edit[] | undefined {
  const receiver = receiverOf(call);
  const text = writer.write(template, '');
  if (!receiver || text === undefined) return undefined;
  let start = receiver.range[0];
  let end = receiver.range[1];
  const { module } = writer;
  while (/^\($/.test(module.text[start - 1] ?? '') && module.text[end] === ')') {
    start--;
    end++;
  }
  return [{ file: module, start, end, text }];
}

function methodEdits(call: TSESTree.CallExpression, method: string, module: Module): readonly Edit[] | undefined {
  if (call.callee.type !== 'MemberExpression' || call.callee.computed) return undefined;
  const { range } = call.callee.property;
  return [{ file: module, start: range[0], end: range[1], text: method }];
}

function argumentEdits(
  call: TSESTree.CallExpression,
  templates: readonly RepairTemplate[],
  writer: TemplateWriter,
): readonly Edit[] | undefined {
  const { module } = writer;
  const open = module.text.indexOf('(', call.typeArguments?.range[1] ?? call.callee.range[1]);
  if (open < 0 || hasComments(module, call)) return undefined;
  const added = inPlace(call, templates, writer, open);
  if (added) return added;
  const width = open - lineStart(module, open);
  const [first] = call.arguments;
  const broken = first?.type === 'ObjectExpression' && isBroken(module, first);
  const text = writer.list(templates, indentAt(module, open), '(', ')', fitting(module, call, width), broken);
  return text === undefined ? undefined : [{ file: module, start: open, end: call.range[1], text }];
}

/** Columns before the text that have to fit; where the user's own code is longer than lines should be, any width will do. */
function fitting(module: Module, call: TSESTree.CallExpression, width: number): number {
  const used = call.range[1] - lineStart(module, call.range[1]);
  return used > WIDTH ? 0 : Math.max(width, 1);
}

/** Edits that leave every argument where it is: properties are added to objects, arguments to the end. */
function inPlace(
  call: TSESTree.CallExpression,
  templates: readonly RepairTemplate[],
  writer: TemplateWriter,
  open: number,
): readonly Edit[] | undefined {
  const { module } = writer;
  const edits: Edit[] = [];
  for (const [i, argument] of call.arguments.entries()) {
    const template = templates[i];
    if (template === `<${String(i)}>`) continue;
    const added = extension(template, i);
    if (!added || argument.type !== 'ObjectExpression') return undefined;
    const more = addProperties(argument, added, writer);
    if (!more) return undefined;
    edits.push(...more);
  }
  const last = call.arguments.at(-1);
  const texts = templates
    .slice(call.arguments.length)
    .filter((t) => typeof t !== 'string' || !/^<\d/.test(t))
    .map((t) => writer.write(t, indentAt(module, last?.range[0] ?? open)));
  if (!texts.every((t) => t !== undefined)) return undefined;
  if (texts.length === 0) return edits;
  if (!last || (startsLine(module, last.range[0]) && call.arguments.length > 0)) return undefined;
  return [...edits, { file: module, start: last.range[1], end: last.range[1], text: `, ${texts.join(', ')}` }];
}

/** What an object template adds to the argument it keeps; undefined when it is of another form. */
function extension(
  template: RepairTemplate | undefined,
  index: number,
): readonly (readonly [string, RepairTemplate])[] | undefined {
  if (typeof template !== 'object' || Array.isArray(template)) return undefined;
  const entries = Object.entries(template as Readonly<Record<string, RepairTemplate>>);
  const rest = entries.filter(([name]) => name !== '...');
  const keeps = entries.some(([name, value]) => name === '...' && value === `<${String(index)}>`);
  const takes = JSON.stringify(rest).includes(`<${String(index)}`);
  return keeps && !takes ? rest : undefined;
}

function addProperties(
  object: TSESTree.ObjectExpression,
  added: readonly (readonly [string, RepairTemplate])[],
  writer: TemplateWriter,
): readonly Edit[] | undefined {
  const { module } = writer;
  const last = object.properties.at(-1);
  if (added.some(([name]) => nodeAt(object, [name]))) return undefined;
  const indent = last ? indentAt(module, last.range[0]) : '';
  const texts = added.map(([name, value]) => writer.write({ [name]: value }, indent)?.replace(/^\{\s*|\s*\}$/g, ''));
  if (!texts.every((t) => t !== undefined)) return undefined;
  const text = texts.join(', ');
  if (!last) return [{ file: module, start: object.range[0], end: object.range[1], text: `{ ${text} }` }];
  const close = object.range[1] - 1;
  const comma = module.text.slice(last.range[1], close).includes(',');
  if (!isBroken(module, object) || !startsLine(module, close)) {
    const at = last.range[1];
    return [{ file: module, start: at, end: at, text: `, ${text}` }];
  }
  const { eol } = styleOf(module);
  const line = lineStart(module, close);
  const below = {
    file: module,
    start: line,
    end: line,
    text: `${indent}${texts.join(`,${eol}${indent}`)}${comma ? ',' : ''}${eol}`,
  };
  return comma ? [below] : [{ file: module, start: last.range[1], end: last.range[1], text: ',' }, below];
}

function isBroken(module: Module, object: TSESTree.ObjectExpression): boolean {
  const [first] = object.properties;
  return first !== undefined && module.text.slice(object.range[0], first.range[0]).includes('\n');
}

/** Behind the call; in a chain that is broken over lines, each on a line of its own. */
function appendEdits(
  call: TSESTree.CallExpression,
  templates: readonly string[],
  writer: TemplateWriter,
): readonly Edit[] | undefined {
  const { module, style } = writer;
  if (call.callee.type !== 'MemberExpression') return undefined;
  const dot = module.text.slice(call.callee.object.range[1], call.callee.property.range[0]).search(/\??\./);
  const own = startsLine(module, call.callee.object.range[1] + dot);
  const indent = indentAt(module, call.callee.property.range[0]);
  const texts = templates.map((t) => writer.write(t, indent));
  if (dot < 0 || !texts.every((t) => t !== undefined)) return undefined;
  const text = texts.map((t) => (own ? `${style.eol}${indent}${t}` : t)).join('');
  return [{ file: module, start: call.range[1], end: call.range[1], text }];
}
