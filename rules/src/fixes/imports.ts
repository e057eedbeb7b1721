/** Adds an import in the file's own style, merged with what is imported from there already. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Module } from '../project/module.js';
import type { Edit } from './fix.js';
import { endOfLine } from './ack.js';
import { styleOf } from './style.js';

/**
 * @param source as it is written: a package, or a path relative to the module
 * @returns no edit where it is imported already; undefined where the name stands for something else, or there is no import to
 * go by
 */
export function importEdits(module: Module, name: string, source: string): readonly Edit[] | undefined {
  const known = module.imports.get(name);
  if (known) return known.kind !== 'namespace' && known.source === source && isOfName(known, name) ? [] : undefined;
  if ([...module.variables.values()].some((variable) => variable.name === name)) return undefined;
  const { body } = module.program;
  const imports = body.filter((s): s is TSESTree.ImportDeclaration => s.type === 'ImportDeclaration');
  const own = imports.find((s) => s.source.value === source && s.importKind !== 'type' && namedOf(s).length > 0);
  const after = own && namedOf(own).at(-1);
  if (after) return [{ file: module, start: after.range[1], end: after.range[1], text: `, ${name}` }];
  const { quote, eol, pad } = styleOf(module);
  const end = module.text.includes(';') ? ';' : '';
  const last = imports.at(-1);
  if (last) return [lineBehind(module, last, `import {${pad}${name}${pad}} from ${quote}${source}${quote}${end}`, eol)];
  const required = body.filter(isRequired);
  const list = required.find((s) => sourceOf(s) === source)?.declarations[0].id;
  const property = list?.type === 'ObjectPattern' ? list.properties.at(-1) : undefined;
  if (property?.type === 'Property')
    return [{ file: module, start: property.range[1], end: property.range[1], text: `, ${name}` }];
  const previous = required.at(-1);
  if (!previous) return undefined;
  return [lineBehind(module, previous, `const {${pad}${name}${pad}} = require(${quote}${source}${quote})${end}`, eol)];
}

function isOfName(binding: { readonly name?: string }, name: string): boolean {
  return binding.name === name;
}

function namedOf({ specifiers }: TSESTree.ImportDeclaration): readonly TSESTree.ImportClause[] {
  return specifiers.filter((s) => s.type === 'ImportSpecifier');
}

function lineBehind(module: Module, node: TSESTree.Node, text: string, eol: string): Edit {
  const at = endOfLine(module, node.range[1]);
  return { file: module, start: at, end: at, text: `${eol}${text}` };
}

function isRequired(node: TSESTree.ProgramStatement): node is TSESTree.VariableDeclaration {
  return node.type === 'VariableDeclaration' && sourceOf(node) !== undefined;
}

/** `const x = require('source')` at the top of the file. */
function sourceOf({ declarations }: TSESTree.VariableDeclaration): string | undefined {
  const { init } = declarations[0];
  const [first] = init?.type === 'CallExpression' ? init.arguments : [];
  const isRequire =
    init?.type === 'CallExpression' && init.callee.type === 'Identifier' && init.callee.name === 'require';
  return isRequire && first?.type === 'Literal' && typeof first.value === 'string' ? first.value : undefined;
}
