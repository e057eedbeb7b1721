/** How the user writes: line ends, indentation, quotes, trailing commas; and moving text without changing its look. */
import type { TSESTree } from '@typescript-eslint/types';
import { visit } from '../analysis/ast.js';
import type { Module } from '../project/module.js';
import type { Edit } from './fix.js';

export interface Style {
  readonly eol: string;
  /** One step of indentation. */
  readonly unit: string;
  readonly quote: string;
  /** Does a list that is broken over lines end in a comma? */
  readonly trailingComma: boolean;
  /** What stands inside the braces of an object on one line. */
  readonly pad: string;
}

export function styleOf(module: Module): Style {
  const known = styles.get(module) ?? read(module);
  styles.set(module, known);
  return known;
}
const styles = new WeakMap<Module, Style>();

function read(module: Module): Style {
  const { text } = module;
  return {
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    unit: /^(?:\t|(?: {2}){1,2}(?=\S))/m.exec(text)?.[0] ?? '  ',
    pad: /(?<!\$)\{["'\w$]/.test(text) && !/\{ ["'\w$]/.test(text) ? '' : ' ',
    quote: /\bfrom\s*(['"])/.exec(text)?.[1] ?? /(['"])/.exec(text)?.[1] ?? "'",
    trailingComma: endsInCommas(module),
  };
}

/** Do more of the broken objects and lists end in a comma than not? */
function endsInCommas({ program, text }: Module): boolean {
  let balance = 0;
  visit(program, (node) => {
    const last =
      node.type === 'ObjectExpression'
        ? node.properties.at(-1)
        : node.type === 'ArrayExpression'
          ? node.elements.at(-1)
          : undefined;
    const tail = last ? text.slice(last.range[1], node.range[1]) : '';
    if (/^(?:\s|\/\/.*|,)*\n\s*\S$/.test(tail)) balance += /^\s*,/.test(tail) ? 1 : -1;
  });
  return balance >= 0;
}

/** Leading white space of the line `offset` is on. */
export function indentAt(module: Module, offset: number): string {
  return /^[ \t]*/.exec(module.text.slice(lineStart(module, offset)))?.[0] ?? '';
}

export function lineStart(module: Module, offset: number): number {
  return module.text.lastIndexOf('\n', offset - 1) + 1;
}

/** Does only white space stand before `offset` on its line? */
export function startsLine(module: Module, offset: number): boolean {
  return module.text.slice(lineStart(module, offset), offset).trim() === '';
}

export function textOf(module: Module, node: TSESTree.Node): string {
  return module.text.slice(node.range[0], node.range[1]);
}

/** The node's text as it looks when its first line is indented by `indent`; lines inside template literals stay. */
export function moved(module: Module, node: TSESTree.Node, indent: string): string {
  const before = indentAt(module, node.range[0]);
  const text = textOf(module, node);
  if (before === indent || !text.includes('\n')) return text;
  const fixed = templates(node);
  let offset = node.range[0];
  return text
    .split('\n')
    .map((line, i) => {
      const start = offset;
      offset += line.length + 1;
      const inTemplate = fixed.some(([from, to]) => from < start && start <= to);
      return i === 0 || inTemplate || !line.startsWith(before) || line.trim() === ''
        ? line
        : indent + line.slice(before.length);
    })
    .join('\n');
}

/** Indents every line of the nodes, and of what stands between them, but the first by `deeper`; lines inside template literals stay. */
export function deeperEdits(module: Module, nodes: readonly TSESTree.Node[], deeper: string): readonly Edit[] {
  const fixed = nodes.flatMap(templates);
  const edits: Edit[] = [];
  const from = nodes[0]?.range[0] ?? 0;
  const to = nodes.at(-1)?.range[1] ?? 0;
  for (let at = module.text.indexOf('\n', from) + 1; at > 0 && at < to; at = module.text.indexOf('\n', at) + 1) {
    const isEmpty = /^\r?\n/.test(module.text.slice(at, at + 2));
    if (!isEmpty && !fixed.some(([start, end]) => start < at && at <= end))
      edits.push({ file: module, start: at, end: at, text: deeper });
  }
  return edits;
}

/** Ranges of the text between the holes of template literals. */
function templates(node: TSESTree.Node): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  visit(node, (at) => {
    if (at.type === 'TemplateElement') found.push(at.range);
  });
  return found;
}
