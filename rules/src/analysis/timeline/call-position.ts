/** Where a call stands in its expression, and what becomes of its value there. */
import type { Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, propertyName, unwrap, within } from '../ast.js';
import type { Module } from '../../project/module.js';
import type { CallNode, FunctionValue } from '../binding/value.js';
import type { Context } from './context.js';

export function stripped(node: TSESTree.Node): TSESTree.Node {
  let at = node;
  while (at.type === 'TSNonNullExpression' || at.type === 'ChainExpression' || at.type === 'TSAsExpression')
    at = at.expression;
  return at;
}

export function isCall(node: TSESTree.Node): node is CallNode {
  return node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'TaggedTemplateExpression';
}

export function isEmptyValue(node: TSESTree.Node): boolean {
  const at = unwrap(node);
  return (at.type === 'Literal' && at.value === null) || (at.type === 'Identifier' && at.name === 'undefined');
}

export function isGlobalCallee(node: TSESTree.Node, context: Context): boolean {
  if (node.type === 'MemberExpression') return node.object.type === 'Identifier' && node.object.name === 'process';
  return node.type === 'Identifier' && (context.env.module.variables.get(node)?.defs.length ?? 0) === 0;
}

/** The node with what is wrapped around it without changing its value. */
function wrapped(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  const transparent = parent && /^(?:TSNonNull|Chain|TSAs)Expression$/.test(parent.type);
  return transparent ? wrapped(parent) : node;
}

/** Is this call the outermost of its member chain, and is its value used at once? */
export function isChainEnd(node: CallNode): boolean {
  const at = wrapped(node);
  const parent = at.parent;
  if (parent?.type === 'MemberExpression' && parent.object === at)
    return parent.parent.type !== 'CallExpression' || parent.parent.callee !== parent
      ? false
      : /^(?:then|catch|finally)$/.test(propertyName(parent) ?? '');
  if (parent?.type === 'VariableDeclarator') return false;
  if (parent?.type === 'TemplateLiteral') return parent.parent.type !== 'TaggedTemplateExpression';
  return !(parent?.type === 'AssignmentExpression' && parent.right === at);
}

/** Is the value of the call taken further: chained on, kept in a variable, or returned to a caller that does so? */
export function isContinued(node: CallNode, context: Context): boolean {
  const at = wrapped(node);
  const { parent } = at;
  if (isReturned(node)) return context.continued;
  return (parent?.type === 'MemberExpression' && parent.object === at) || parent?.type === 'VariableDeclarator';
}

/** Does the function give back what the call gives? */
export function isReturned(node: CallNode): boolean {
  const at = wrapped(node);
  const { parent } = at;
  return parent?.type === 'ReturnStatement' || (parent?.type === 'ArrowFunctionExpression' && parent.body === at);
}

/** Is `argument` a parameter of the function around, which waits for the call or gives back what it gives? */
export function isPassedOn(argument: TSESTree.Node, call: CallNode, { variables }: Module): boolean {
  const at = unwrap(argument);
  if (at.type !== 'Identifier' || variables.get(at)?.defs[0]?.type !== 'Parameter') return false;
  return isReturned(call) || wrapped(call).parent?.type === 'AwaitExpression';
}

/** Stands the call in the function given to `new Promise(…)`, and settles it: does it wait for it who waits for the promise? */
export function settlesPromise(call: TSESTree.CallExpression, { variables }: Module): boolean {
  const fn = enclosingFunction(call);
  const made = fn?.parent;
  if (made?.type !== 'NewExpression' || made.callee.type !== 'Identifier' || made.callee.name !== 'Promise')
    return false;
  if (made.arguments[0] !== fn) return false;
  const [resolve, reject] = (fn?.params ?? []).map((p) => (p.type === 'Identifier' ? variables.get(p) : undefined));
  const stands = (variable: Variable | undefined, inside: boolean): boolean =>
    variable?.references.some((r) => within(r.identifier, call) === inside) ?? false;
  // `work().catch(reject)`: what follows a success is told to somebody else, `stream.on('end', resolve)`.
  return stands(resolve, true) || (stands(reject, true) && stands(resolve, false));
}

/** Is the parameter read by nothing but the console and tests of its truth? */
export function isLeftAlone(fn: FunctionValue, index: number): boolean {
  const parameter = fn.node.params[index];
  if (parameter?.type !== 'Identifier') return false;
  const variable = fn.env.module.variables.get(parameter);
  return variable?.references.every((r) => isIdleUse(r.identifier)) ?? false;
}

function isIdleUse(node: TSESTree.Node): boolean {
  const { parent } = node;
  if (parent?.type === 'IfStatement') return parent.test === node;
  if (parent?.type !== 'CallExpression') return false;
  const callee = unwrap(parent.callee);
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'console';
}
