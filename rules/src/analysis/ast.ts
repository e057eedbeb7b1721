/** Small questions about syntax. Nothing here knows of values or libraries. */
import { isNode } from '../project/syntax.js';
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { ClassNode, FunctionNode } from './binding/value.js';

/** The function that a node is, or that it declares: a method, a property, a variable that holds it. */
export function functionAt(node: TSESTree.Node): FunctionNode | undefined {
  const at =
    node.type === 'MethodDefinition' || node.type === 'PropertyDefinition' || node.type === 'Property'
      ? node.value
      : node.type === 'VariableDeclarator'
        ? node.init
        : node;
  const fn = at && unwrap(at);
  return isFunctionNode(fn) ? fn : undefined;
}

export function isFunctionNode(node: TSESTree.Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'ArrowFunctionExpression' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'TSEmptyBodyFunctionExpression'
  );
}

export function isClassNode(node: TSESTree.Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

/** The innermost function around `node`, not `node` itself. */
export function enclosingFunction(node: TSESTree.Node): FunctionNode | undefined {
  let at = node.parent;
  while (at) {
    if (isFunctionNode(at)) return at;
    at = at.parent;
  }
  return undefined;
}

/** The class whose method (or field initialiser) `fn` is, or undefined. */
export function classOfMethod(fn: FunctionNode): ClassNode | undefined {
  const parent = fn.parent;
  if (!isClassMember(parent)) return undefined;
  const cls = parent.parent.parent;
  return isClassNode(cls) ? cls : undefined;
}

function isClassMember(
  node: TSESTree.Node | undefined,
): node is TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.TSAbstractMethodDefinition {
  return (
    node?.type === 'MethodDefinition' ||
    node?.type === 'PropertyDefinition' ||
    node?.type === 'TSAbstractMethodDefinition'
  );
}

/** Strips what does not change a value: parentheses, assertions, `await`, optional chains, `void 0` apart. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let at = node;
  for (;;) {
    switch (at.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
      case 'TSInstantiationExpression':
        at = at.expression;
        break;
      case 'AwaitExpression':
        at = at.argument;
        break;
      default:
        return at;
    }
  }
}

/** Name of a property, class member or member access, where it is constant. */
export function propertyName(
  node:
    | TSESTree.MemberExpression
    | TSESTree.Property
    | TSESTree.MethodDefinition
    | TSESTree.PropertyDefinition
    | TSESTree.AccessorProperty
    | TSESTree.TSAbstractMethodDefinition
    | TSESTree.TSAbstractPropertyDefinition
    | TSESTree.TSAbstractAccessorProperty
    | TSESTree.TSPropertySignature
    | TSESTree.TSMethodSignature,
): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  if (!node.computed && key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number'))
    return String(key.value);
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** Last name of a callee or decorator expression: `a.b.c` → `c`. */
export function lastName(node: TSESTree.Node): string | undefined {
  const at = unwrap(node);
  if (at.type === 'Identifier') return at.name;
  if (at.type === 'MemberExpression') return propertyName(at);
  if (at.type === 'CallExpression' || at.type === 'NewExpression') return lastName(at.callee);
  return undefined;
}

/** The callee as people write it, shortened: `this.orders.create`. */
export function calleeText(node: TSESTree.Node, text: string): string {
  const at = unwrap(node);
  if (at.type === 'MemberExpression') {
    const name = at.computed ? '[…]' : `.${propertyName(at) ?? ''}`;
    return `${calleeText(at.object, text)}${name}`;
  }
  if (at.type === 'CallExpression') return `${calleeText(at.callee, text)}()`;
  if (at.type === 'NewExpression') return `new ${calleeText(at.callee, text)}()`;
  if (at.type === 'Identifier' || at.type === 'ThisExpression' || at.type === 'Super')
    return text.slice(at.range[0], at.range[1]);
  if (isFunctionNode(at)) return 'callback';
  const raw = text.slice(at.range[0], at.range[1]).replace(/\s+/g, ' ');
  return raw.length > 40 ? `${raw.slice(0, 39)}…` : raw;
}

/** Binding identifier of a parameter, whatever wraps it. */
export function parameterPattern(parameter: TSESTree.Parameter): TSESTree.Node {
  if (parameter.type === 'TSParameterProperty') return parameterPattern(parameter.parameter);
  if (parameter.type === 'AssignmentPattern') return parameter.left;
  if (parameter.type === 'RestElement') return parameter.argument;
  return parameter;
}

export function annotationOf(node: TSESTree.Node): TSESTree.TypeNode | undefined {
  if ('typeAnnotation' in node) {
    const annotation = node.typeAnnotation;
    if (annotation && 'type' in annotation && annotation.type === 'TSTypeAnnotation') return annotation.typeAnnotation;
  }
  return undefined;
}

/** Return expressions of a function, its expression body included; nested functions are left out. */
export function returnExpressions(fn: FunctionNode): readonly TSESTree.ReturnStatement[] | TSESTree.Expression {
  if (fn.type === 'ArrowFunctionExpression' && fn.body.type !== 'BlockStatement') return fn.body;
  const cached = returnsCache.get(fn);
  if (cached) return cached;
  const found: TSESTree.ReturnStatement[] = [];
  if (fn.body?.type === 'BlockStatement') collectReturns(fn.body, found);
  returnsCache.set(fn, found);
  return found;
}
const returnsCache = new WeakMap<FunctionNode, TSESTree.ReturnStatement[]>();

function collectReturns(node: TSESTree.Node, out: TSESTree.ReturnStatement[]): void {
  if (node.type === 'ReturnStatement') {
    out.push(node);
    return;
  }
  if (isFunctionNode(node) || isClassNode(node)) return;
  for (const child of statementChildren(node)) collectReturns(child, out);
}

/** Statements directly inside a statement. */
function statementChildren(node: TSESTree.Node): readonly TSESTree.Node[] {
  switch (node.type) {
    case 'BlockStatement':
      return node.body;
    case 'IfStatement':
      return node.alternate ? [node.consequent, node.alternate] : [node.consequent];
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
    case 'WithStatement':
      return [node.body];
    case 'TryStatement':
      return [node.block, ...(node.handler ? [node.handler.body] : []), ...(node.finalizer ? [node.finalizer] : [])];
    case 'SwitchStatement':
      return node.cases.flatMap((c) => c.consequent);
    default:
      return [];
  }
}

/** Is `inner` inside `outer` (or the same)? Nodes of other modules are not, whatever their offsets. */
export function within(inner: TSESTree.Node, outer: TSESTree.Node): boolean {
  if (inner.range[0] < outer.range[0] || inner.range[1] > outer.range[1]) return false;
  for (let at: TSESTree.Node | undefined = inner; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** Every node below `node`, itself included, parents first; below nodes for which `enter` gives false nothing. */
export function visit(node: TSESTree.Node, enter: (node: TSESTree.Node) => unknown): void {
  if (enter(node) === false) return;
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key];
    for (const c of Array.isArray(child) ? child : [child]) if (isNode(c)) visit(c, enter);
  }
}
