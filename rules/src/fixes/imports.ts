/** Adds an import in the file's own style, merged with what is imported from there already. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Module } from '../project/module.js';
import type { Edit } from './fix.js';
import { endOfLine } from './ack.js';
import { startsLine, styleOf } from './style.js';

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

export interface Exchange {
  readonly edits: readonly Edit[];
  /** What the file calls it. */
  readonly local: string;
}

/**
 * Imports `name` for a call that takes the place of another; what nobody uses then is imported no longer.
 *
 * @param gone the name that the code loses, where it is one
 * @param sources of which the first is taken that the file imports from already, else the first
 */
export function exchangeImport(
  module: Module,
  gone: TSESTree.Identifier | undefined,
  name: string,
  sources: readonly string[],
): Exchange | undefined {
  const [known] =
    [...module.imports].find(([, b]) => b.kind === 'named' && b.name === name && sources.includes(b.source)) ?? [];
  const left = gone && onlyUseOf(gone, module);
  const from = left?.declaration.source.value;
  if (known !== undefined) {
    return { edits: (left && withoutSpecifier(left, module)) ?? [], local: known };
  }
  const source =
    sources.find((s) => module.program.body.some((d) => d.type === 'ImportDeclaration' && d.source.value === s)) ??
    sources[0] ??
    '';
  if (left && from !== undefined && sources.includes(from) && !isDeclared(name, module)) {
    const [start, end] = left.specifier.range;
    return { edits: [{ file: module, start, end, text: name }], local: name };
  }
  const added = importEdits(module, name, source);
  if (!added || !left) return added && { edits: added, local: name };
  const removed = withoutSpecifier(left, module);
  if (!removed) return { edits: added, local: name };
  const isLineGone = left.declaration.specifiers.length === 1;
  const [line] = added;
  const isBelow = line !== undefined && removed.some((r) => r.start <= line.start && line.start <= r.end);
  if (!isLineGone || !isBelow) return { edits: [...added, ...removed], local: name };
  const [start, end] = left.declaration.range;
  return { edits: [{ file: module, start, end, text: line.text.trimStart() }], local: name };
}

/** Takes away the import of a name whose only use is taken away. */
export function unusedImportEdits(gone: TSESTree.Identifier, module: Module): readonly Edit[] {
  const left = onlyUseOf(gone, module);
  return (left && withoutSpecifier(left, module)) ?? [];
}

interface Imported {
  readonly specifier: TSESTree.ImportClause;
  readonly declaration: TSESTree.ImportDeclaration;
}

/** The import of the name, where nothing else uses it. */
function onlyUseOf(name: TSESTree.Identifier, module: Module): Imported | undefined {
  const variable = module.variables.get(name);
  const specifier = variable?.defs[0]?.node;
  if (variable?.references.length !== 1 || specifier?.type !== 'ImportSpecifier') return undefined;
  return { specifier, declaration: specifier.parent as TSESTree.ImportDeclaration };
}

/** The whole line where nothing else is imported on it; undefined where remarks stand between. */
function withoutSpecifier({ specifier, declaration }: Imported, module: Module): readonly Edit[] | undefined {
  const { specifiers } = declaration;
  const [first] = specifiers;
  if (specifiers.length === 1) {
    const start = declaration.range[0];
    const end = endOfLine(module, declaration.range[1]);
    if (module.text.slice(declaration.range[1], end).trim() !== '' || !startsLine(module, start)) return undefined;
    return [
      { file: module, start, end: Math.min(module.text.length, module.text.indexOf('\n', end) + 1 || end), text: '' },
    ];
  }
  const at = specifiers.indexOf(specifier);
  const next = specifiers[at + 1];
  const previous = specifiers[at - 1];
  if (previous?.type === 'ImportDefaultSpecifier' && !next) return undefined;
  if (first?.type === 'ImportNamespaceSpecifier') return undefined;
  const start = next || !previous ? specifier.range[0] : previous.range[1];
  const end = next ? next.range[0] : specifier.range[1];
  return /\/[/*]/.test(module.text.slice(start, end)) ? undefined : [{ file: module, start, end, text: '' }];
}

function isDeclared(name: string, module: Module): boolean {
  return [...module.variables.values()].some((variable) => variable.name === name);
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
