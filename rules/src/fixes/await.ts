/** Repairs of work that nobody waits for. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, functionAt, isFunctionNode, propertyName, visit, within } from '../analysis/ast.js';
import type { Detached, Timeline } from '../analysis/effect.js';
import type { Module } from '../project/module.js';
import { leaves } from './ack.js';
import type { Edit, Fix } from './fix.js';
import { textOf } from './style.js';
import { isPromiseAll } from './usage.js';

/** Puts `await` before the call; loops that cannot wait become loops that do. Only where the function around it is, or may be made, asynchronous. */
export function awaitFixes(dropped: Detached, timeline: Timeline): readonly Fix[] {
  const { node, module } = dropped;
  if (node.type !== 'CallExpression' || dropped.forGood) return [];
  const name = node.callee.type === 'MemberExpression' ? propertyName(node.callee) : undefined;
  const spread = isListOfPromises(node)
    ? [{ file: module, start: node.range[0], end: node.range[0], text: '...' }]
    : undefined;
  if (spread) return [{ kind: 'await', title: 'Wait for each of them: spread the list', edits: spread }];
  const outer = withVoid(node);
  if (name === 'forEach') return loopFixes(node, outer, module, timeline);
  const edits = name === 'map' ? gathered(node, outer, module) : waited(node, outer, module);
  const uncaught = name === 'catch' ? withoutCatch(node, module) : [];
  const async = edits && uncaught && asynchronous(enclosingFunction(node), module, timeline);
  if (!async) return [];
  const title = uncaught.length > 0 ? 'Wait for it, and let its failure go on' : 'Wait for it: insert `await`';
  return [{ kind: 'await', title, edits: [...async, ...edits, ...uncaught] }];
}

/** The expression with `void` before it and the optional chain around it. */
function withVoid(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  const around =
    parent?.type === 'ChainExpression' || (parent?.type === 'UnaryExpression' && parent.operator === 'void');
  return around ? withVoid(parent) : node;
}

function waited(node: TSESTree.Node, outer: TSESTree.Node, module: Module): readonly Edit[] | undefined {
  const at = outer.parent;
  const alone =
    at?.type === 'ExpressionStatement' ||
    (at?.type === 'VariableDeclarator' && at.init === outer) ||
    (at?.type === 'LogicalExpression' && at.right === outer && at.parent.type === 'ExpressionStatement') ||
    (at?.type === 'ArrowFunctionExpression' && at.body === outer && outer !== node);
  return alone ? [{ file: module, start: outer.range[0], end: node.range[0], text: 'await ' }] : undefined;
}

/** Waited for, a `.catch(console.error)` would only swallow the failure. What others do about it is not seen here. */
function withoutCatch(
  { callee, arguments: [handler] }: TSESTree.CallExpression,
  module: Module,
): readonly Edit[] | undefined {
  const log = handler?.type === 'MemberExpression' ? handler.object : undefined;
  if (callee.type !== 'MemberExpression' || log?.type !== 'Identifier' || log.name !== 'console') return undefined;
  const { parent } = callee;
  return [{ file: module, start: callee.object.range[1], end: parent.range[1], text: '' }];
}

/** `xs.map(async …)` → `await Promise.all(xs.map(async …))`. */
function gathered(node: TSESTree.Node, outer: TSESTree.Node, module: Module): readonly Edit[] | undefined {
  if (outer.parent?.type !== 'ExpressionStatement') return undefined;
  return [
    { file: module, start: outer.range[0], end: node.range[0], text: 'await Promise.all(' },
    { file: module, start: outer.range[1], end: outer.range[1], text: ')' },
  ];
}

/** `Promise.all([xs.map(async …)])`: the list itself is no promise. */
function isListOfPromises(node: TSESTree.Node): boolean {
  const list = node.parent;
  return list?.type === 'ArrayExpression' && list.parent.type === 'CallExpression' && isPromiseAll(list.parent);
}

/** Edits that make the function asynchronous: none when it is, undefined when its callers would not wait for it. */
function asynchronous(fn: TSESTree.Node | undefined, module: Module, timeline: Timeline): readonly Edit[] | undefined {
  if (!isFunctionNode(fn) || fn.generator) return undefined;
  if (fn.async) return [];
  const { place } = timeline.handler;
  if (fn !== functionAt(place.node)) return undefined;
  const start = asyncOffset(fn);
  if (start === undefined) return undefined;
  return [{ file: module, start, end: start, text: 'async ' }, ...promised(fn.returnType?.typeAnnotation, module)];
}

function promised(type: TSESTree.TypeNode | undefined, module: Module): readonly Edit[] {
  if (!type || /^(?:Promise\b|any$|unknown$)/.test(textOf(module, type))) return [];
  return [
    { file: module, start: type.range[0], end: type.range[0], text: 'Promise<' },
    { file: module, start: type.range[1], end: type.range[1], text: '>' },
  ];
}

function asyncOffset(fn: TSESTree.Node): number | undefined {
  const { parent } = fn;
  const isMethod =
    (parent?.type === 'MethodDefinition' && parent.kind === 'method') || (parent?.type === 'Property' && parent.method);
  if (isMethod) return parent.computed ? undefined : parent.key.range[0];
  return fn.range[0];
}

/** `xs.forEach(async (x) => …)` → `for (const x of xs) …`. */
function loopFixes(
  node: TSESTree.CallExpression,
  outer: TSESTree.Node,
  module: Module,
  timeline: Timeline,
): readonly Fix[] {
  const [callback, ...more] = node.arguments;
  const statement = outer.parent;
  if (callback?.type !== 'ArrowFunctionExpression' || more.length > 0 || statement?.type !== 'ExpressionStatement')
    return [];
  const head = loopHead(node, callback, module);
  const continues = callback.body.type === 'BlockStatement' ? continuing(callback.body, module) : [];
  const async = asynchronous(enclosingFunction(node), module, timeline);
  if (head === undefined || !continues || !async) return [];
  const { body } = callback;
  const waits = body.type === 'BlockStatement' || body.type === 'AwaitExpression';
  const tail = body.type === 'BlockStatement' ? statement.range[1] : outer.range[1];
  const edits: readonly Edit[] = [
    ...async,
    { file: module, start: statement.range[0], end: body.range[0], text: waits ? head : `${head}await ` },
    ...continues,
    { file: module, start: body.range[1], end: tail, text: '' },
  ];
  return [{ kind: 'await', title: 'Wait for each of them: make it a `for` loop', edits }];
}

function loopHead(
  node: TSESTree.CallExpression,
  callback: TSESTree.ArrowFunctionExpression,
  module: Module,
): string | undefined {
  const { callee } = node;
  const names = callback.params.map((p) => patternText(p, module));
  const [element, index] = names;
  if (callee.type !== 'MemberExpression' || callee.optional || element === undefined || names.length > 2)
    return undefined;
  const list = module.text.slice(callee.range[0], module.text.lastIndexOf('.', callee.property.range[0])).trimEnd();
  const taken = names.some((n) => namesFrom(callee.object, module).some((w) => n?.split(/[^\w$]+/).includes(w)));
  if (taken || /\bnew Map\b/.test(declarationText(callee.object, module))) return undefined;
  return names.length === 2
    ? `for (const [${index ?? '_'}, ${element}] of ${list}.entries()) `
    : `for (const ${element} of ${list}) `;
}

/** Names of variables that the expression takes from around it. */
function namesFrom(node: TSESTree.Node, module: Module): readonly string[] {
  const found: string[] = [];
  visit(node, (at) => {
    const declared = at.type === 'Identifier' ? module.variables.get(at)?.defs[0]?.name : undefined;
    if (at.type === 'Identifier' && declared && !within(declared, node)) found.push(at.name);
  });
  return found;
}

/** A parameter as the pattern of a loop, which takes no type. */
function patternText(parameter: TSESTree.Parameter, module: Module): string | undefined {
  if (!/^(?:Identifier|ObjectPattern|ArrayPattern)$/.test(parameter.type)) return undefined;
  const type = 'typeAnnotation' in parameter ? parameter.typeAnnotation : undefined;
  return module.text.slice(parameter.range[0], type?.range[0] ?? parameter.range[1]).trimEnd();
}

function declarationText(node: TSESTree.Node, module: Module): string {
  const def = node.type === 'Identifier' ? module.variables.get(node)?.defs[0] : undefined;
  return def ? module.text.slice(def.node.range[0], def.node.range[1]) : '';
}

/** `return;` of the callback → `continue;`; undefined where it stands in a loop of its own or returns something. */
function continuing(body: TSESTree.BlockStatement, module: Module): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  const stuck: TSESTree.Node[] = [];
  visit(body, (at) => {
    if (isFunctionNode(at)) return false;
    if (/^(?:For|While|DoWhile)/.test(at.type) && leaves(at)) stuck.push(at);
    if (at.type === 'ReturnStatement') {
      if (at.argument) stuck.push(at);
      edits.push({ file: module, start: at.range[0], end: at.range[0] + 'return'.length, text: 'continue' });
    }
    return true;
  });
  return stuck.length > 0 ? undefined : edits;
}
