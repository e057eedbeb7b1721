/** What is done with a call's result: a repair may only change what nobody looks at. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, isFunctionNode, propertyName, visit, within } from '../analysis/ast.js';
import type { Module } from '../project/module.js';

/** Names of the properties that are read from the result; `all` when it is handed on as a whole. */
export type Usage = 'all' | readonly string[];

/** How the result of the call (of the chain of calls it belongs to, promises unwrapped) is used. */
export function usageOf(call: TSESTree.Node, module: Module): Usage {
  let at = endOfChain(call);
  for (;;) {
    const { parent } = at;
    switch (parent?.type) {
      case 'AwaitExpression':
      case 'ChainExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
        at = parent;
        break;
      case 'UnaryExpression':
        return parent.operator === 'void' ? [] : 'all';
      case 'ExpressionStatement':
        return [];
      case 'MemberExpression':
        return parent.object === at ? ofMember(parent) : 'all';
      case 'VariableDeclarator':
        return parent.init === at ? ofPattern(parent.id, module) : 'all';
      case 'ArrayExpression':
      case 'ArrowFunctionExpression': {
        const gathered = gatheredBy(parent, at);
        if (!gathered) return 'all';
        at = endOfChain(gathered);
        break;
      }
      default:
        return 'all';
    }
  }
}

/** The outermost call of a chain: `.returning()`, `.execute()` and `.catch()` pass the result on. */
export function endOfChain(call: TSESTree.Node): TSESTree.Node {
  let at = call;
  for (;;) {
    const member: TSESTree.Node | undefined = at.parent;
    if (member?.type !== 'MemberExpression' || member.object !== at) return at;
    const next: TSESTree.Node = member.parent;
    if (next.type !== 'CallExpression' || next.callee !== member || propertyName(member) === 'then') return at;
    at = next;
  }
}

/** `Promise.all([…, call])` and `xs.map((x) => call)`: the call that gathers the results. */
function gatheredBy(list: TSESTree.Node, element: TSESTree.Node): TSESTree.Node | undefined {
  const { parent } = list;
  if (parent?.type !== 'CallExpression' || parent.arguments[0] !== list) return undefined;
  if (parent.callee.type !== 'MemberExpression') return undefined;
  const name = propertyName(parent.callee);
  if (isFunctionNode(list)) {
    if (list.body !== element) return undefined;
    if (name === 'forEach') return parent;
    return name === 'map' && parent.parent.type === 'CallExpression' && isPromiseAll(parent.parent)
      ? parent.parent
      : undefined;
  }
  return isPromiseAll(parent) ? parent : undefined;
}

export function isPromiseAll(call: TSESTree.CallExpression): boolean {
  const { callee } = call;
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Promise' &&
    /^all(?:Settled)?$/.test(propertyName(callee) ?? '')
  );
}

function ofMember(member: TSESTree.MemberExpression): Usage {
  const name = propertyName(member);
  return name === undefined ? 'all' : [name];
}

function ofPattern(id: TSESTree.Node, module: Module): Usage {
  if (id.type === 'ObjectPattern') {
    const names = id.properties.map((p) => (p.type === 'Property' ? propertyName(p) : undefined));
    return names.every((n) => n !== undefined) ? names : 'all';
  }
  const variable = id.type === 'Identifier' ? module.variables.get(id) : undefined;
  if (!variable) return 'all';
  const found: string[] = [];
  for (const reference of variable.references) {
    if (!reference.isRead()) continue;
    const member: TSESTree.Node = reference.identifier.parent;
    if (member.type !== 'MemberExpression' || member.object !== reference.identifier) return 'all';
    const name = propertyName(member);
    if (name === undefined) return 'all';
    found.push(name);
  }
  return found;
}

/** Does everything that is used survive? */
export function keeps(usage: Usage, kept: true | readonly string[] | undefined): boolean {
  if (kept === true) return true;
  return usage !== 'all' && usage.every((name) => kept?.includes(name) ?? false);
}

/** Does the name stand in the function around the statement, or for a variable of the module? */
export function isNameUsed(name: string, statement: TSESTree.Node, module: Module): boolean {
  const around = enclosingFunction(statement) ?? module.program;
  return [...module.variables].some(([node, variable]) => {
    if (variable.name !== name) return false;
    return within(node, around) || variable.scope.block.type === 'Program';
  });
}

/** Does a caller get something from the function? */
export function givesValue(fn: TSESTree.Node): boolean {
  let found = false;
  visit(fn, (at) => {
    found ||= at.type === 'ReturnStatement' && at.argument !== null && enclosingFunction(at) === fn;
  });
  return found;
}
