/** The string literal an edit falls into, and how text is written inside it. */
import type { TSESTree } from '@typescript-eslint/types';
import { visit } from '../analysis/ast.js';
import type { Module } from '../project/module.js';

export interface Literal {
  /** May text inside it break over lines? */
  readonly multiline: boolean;
  readonly escape: (text: string) => string;
}

export function literalAround(module: Module, offset: number): Literal | undefined {
  let found: TSESTree.Node | undefined;
  visit(module.program, (node) => {
    if (node.range[0] > offset || node.range[1] < offset) return false;
    if (node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string')) found = node;
    return true;
  });
  if (!found) return undefined;
  const delimiter = module.text[found.range[0]] ?? '';
  return {
    multiline: found.type === 'TemplateLiteral',
    escape: (text) => text.replaceAll(delimiter, `\\${delimiter}`),
  };
}
