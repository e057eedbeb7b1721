/** Serverless Framework in code: `serverless.ts`, and the modules that say what one function is and what calls it. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Module } from '../project/module.js';
import { isNode, propertyName } from '../project/syntax.js';
import type { DeployedFunction } from './deployed.js';
import { constantOf, stringsOf } from './literal.js';
import { readServerlessFunction } from './serverless.js';

/** The configuration file's name. */
export const SERVERLESS_CODE = /\/serverless\.[cm]?[jt]s$/;

/** May the text say of a function which messages it is called with? */
export function mayDescribe(text: string): boolean {
  return /\bhandler\b/.test(text) && /\bevents\b/.test(text);
}

/** Functions that object literals of the module describe: `{ handler: 'src/orders.main', events: [{ sqs: … }] }`. */
export function readServerlessCode(module: Module): readonly DeployedFunction[] {
  const found: DeployedFunction[] = [];
  const visit = (node: TSESTree.Node): void => {
    if (node.type === 'ObjectExpression') found.push(...described(node, module));
    for (const child of childrenOf(node)) visit(child);
  };
  visit(module.program);
  return found;
}

function childrenOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'parent' ? [] : [value as unknown].flat().filter((child) => isNode(child)),
  );
}

function described(node: TSESTree.ObjectExpression, module: Module): readonly DeployedFunction[] {
  const fields = dataOf(node, module) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(fields['events'])) return [];
  const handler = node.properties.find((p) => p.type === 'Property' && propertyName(p.key, p.computed) === 'handler');
  const paths = handler?.type === 'Property' ? handlerPaths(handler.value, module) : [];
  return paths.flatMap((path) => readServerlessFunction({ ...fields, handler: path }));
}

/** `src/orders.main`; a template that begins with something else than text names a file of the module's own folder. */
function handlerPaths(node: TSESTree.Node, module: Module): readonly string[] {
  const [first, rest, ...more] = node.type === 'TemplateLiteral' ? node.quasis : [];
  if (first?.value.cooked === '' && rest && more.length === 0) return [(rest.value.cooked ?? '').replace(/^\/+/, '')];
  return stringsOf(node, module);
}

/** Literals as plain data; what is no literal is left out. */
function dataOf(node: TSESTree.Node, module: Module, depth = 0): unknown {
  if (depth > 12) return undefined;
  if (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression')
    return dataOf(node.expression, module, depth);
  if (node.type === 'ArrayExpression') return node.elements.flatMap((e) => (e ? [dataOf(e, module, depth + 1)] : []));
  if (node.type === 'ObjectExpression') {
    const entries = node.properties.flatMap((p) => {
      const name = p.type === 'Property' ? propertyName(p.key, p.computed) : undefined;
      return p.type === 'Property' && name !== undefined ? [[name, dataOf(p.value, module, depth + 1)] as const] : [];
    });
    return Object.fromEntries(entries);
  }
  if (node.type === 'Literal') return node.value;
  const value = node.type === 'Identifier' ? constantOf(node, module) : undefined;
  return value ? dataOf(value, module, depth + 1) : stringsOf(node, module)[0];
}
