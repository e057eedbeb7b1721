/** Lines of a model around statements of the user, which are made through the client that the lines make. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName } from '../analysis/ast.js';
import type { Dedup, RepairModel, RepairTemplate } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { endOfLine } from './ack.js';
import { callEdits } from './call.js';
import { type Edit, overlap } from './fix.js';
import { deeperEdits, indentAt, lineStart, styleOf, textOf } from './style.js';
import { isNameUsed } from './usage.js';

/** A call of the statements, and the client in it. */
export interface MadeCall {
  readonly node: TSESTree.Node;
  readonly client: TSESTree.Node;
}

/** @param statements one below the other, of which the lines are laid around; undefined where a name that they declare means something else */
export function aroundEdits(
  model: Pick<Dedup['model'], 'lines' | 'inside' | 'option'>,
  statements: readonly TSESTree.Statement[],
  calls: readonly MadeCall[],
  module: Module,
  fill: (line: string) => string = (line) => line,
): readonly Edit[] | undefined {
  const [first] = statements;
  const last = statements.at(-1);
  const own = calls[0] && textOf(module, calls[0].client);
  if (!first || !last || own === undefined || declaredIn(model.lines).some((n) => isNameUsed(n, first, module)))
    return undefined;
  const at = model.lines.findIndex((line) => line.trim() === '<write>');
  const lines = model.lines.map((line) => laidOut(fill(line.replaceAll('<client>', own)), first, module));
  const deeper = styleOf(module).unit.repeat(depthOf(model.lines[at] ?? ''));
  const made = calls.map((call) => madeEdits(model, call, deeper, module));
  if (!made.every((edits) => edits !== undefined)) return undefined;
  const { eol } = styleOf(module);
  const indent = indentAt(module, first.range[0]);
  const head = [...lines.slice(0, at), indent + deeper].join(eol).slice(indent.length);
  const end = statements.length === 1 ? last.range[1] : behind(last, module);
  const edits = [
    { file: module, start: first.range[0], end: first.range[0], text: head },
    ...made.flat(),
    ...deeperEdits(module, statements, deeper),
    { file: module, start: end, end, text: ['', ...lines.slice(at + 1)].join(eol) },
  ];
  return overlap(edits) ? undefined : edits;
}

/** Names that lines declare, those of parameters included. */
function declaredIn(lines: readonly string[]): readonly string[] {
  const declared = /\b(?:const|let) [{[] ?,? ?(\w+)|\b(?:const|let) (\w+)|\((?:async )?\(?(\w+)\)? =>/g;
  return [...lines.join('\n').matchAll(declared)].map((groups) => groups.slice(1).join(''));
}

function depthOf(line: string): number {
  return (/^ */.exec(line)?.[0].length ?? 0) / 2;
}

/** A line as the user would write it where the statement stands. */
export function laidOut(line: string, statement: TSESTree.Statement, module: Module): string {
  const { unit, quote } = styleOf(module);
  const isTyped = /\.[cm]?tsx?$/.test(module.path);
  const code = (isTyped ? line : line.replaceAll('!.', '.')).trim().replaceAll("'", quote);
  const isEnded = /[;}]$/.test(textOf(module, statement)) && module.text.includes(';');
  return indentAt(module, statement.range[0]) + unit.repeat(depthOf(line)) + (isEnded ? code : code.replace(/;$/, ''));
}

/** Behind a remark on the statement's last line. */
function behind(statement: TSESTree.Statement, module: Module): number {
  const end = endOfLine(module, statement.range[1]);
  return /^\s*(?:\/\/.*)?$/.test(module.text.slice(statement.range[1], end)) ? end : statement.range[1];
}

/** The call through the other client: in place of the own, or as an option. */
function madeEdits(
  { inside, option }: Pick<Dedup['model'], 'inside' | 'option'>,
  { node, client }: MadeCall,
  deeper: string,
  module: Module,
): readonly Edit[] | undefined {
  const own = textOf(module, client);
  const text = inside.replaceAll('<client>', own);
  const passed = option ? optionEdits(option, node, module) : [];
  if (!passed) return undefined;
  const made = text === own ? [] : [{ file: module, start: client.range[0], end: client.range[1], text }];
  return [...made, ...passed.map((edit) => indented(edit, deeper, module))];
}

/** The lines that the edit adds, further in. */
function indented(edit: Edit, deeper: string, module: Module): Edit {
  const isOwnLine = edit.start === lineStart(module, edit.start);
  const text = edit.text.replace(/(^|\n)(?=[^\r\n])/g, (_, before: string) =>
    before === '' && !isOwnLine ? '' : before + deeper,
  );
  return { ...edit, text };
}

/** The transaction as an option of the call: into the object that is there, or as its last argument. */
function optionEdits(
  option: NonNullable<Dedup['model']['option']>,
  call: TSESTree.Node,
  module: Module,
): readonly Edit[] | undefined {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined;
  const index = option.arguments[propertyName(call.callee) ?? ''];
  if (index === undefined || call.arguments.length < index || call.arguments.length > index + 1) return undefined;
  const templates = Array.from({ length: index + 1 }, (_, i): RepairTemplate =>
    i === index ? { '...': `<${String(i)}>`, [option.property]: option.property } : `<${String(i)}>`,
  );
  const model: RepairModel = { does: 'key', arguments: templates };
  return callEdits({ model, node: call, data: undefined, dialect: 'unknown' }, {}, module);
}
