/** What a piece of import, export and call syntax names. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ExportBinding } from './module.js';

/** What an exported expression is: `exports.a = exports.b = f` exports `f` twice. */
export function exportOf(node: TSESTree.Node): ExportBinding {
  if (node.type === 'AssignmentExpression') return exportOf(node.right);
  return node.type === 'Identifier' ? { kind: 'local', name: node.name } : { kind: 'node', node };
}

export function isName(node: TSESTree.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

export function isModuleExports(node: TSESTree.Node): boolean {
  return node.type === 'MemberExpression' && isName(node.object, 'module') && isName(node.property, 'exports');
}

/** `x.name`, `x['name']`, `x.#name` (as `#name`), `{ name: … }`, `{ 'name': … }`; undefined when it is computed. */
export function propertyName(key: TSESTree.Node, computed: boolean): string | undefined {
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return key.type === 'Identifier' && !computed ? key.name : stringOf(key);
}

export function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

export function stringOf(node: TSESTree.Node): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

/** `require('s')`, `require('s').name`, `__importStar(require('s'))`, `await import('s')`. */
export function requiredSource(node: TSESTree.Node | null): { source: string; name?: string } | undefined {
  if (!node) return undefined;
  if (node.type === 'AwaitExpression') return requiredSource(node.argument);
  if (node.type === 'ImportExpression') {
    const source = stringOf(node.source);
    return source === undefined ? undefined : { source };
  }
  if (node.type === 'CallExpression') {
    const first = node.arguments[0];
    if (!first) return undefined;
    if (isName(node.callee, 'require')) {
      const source = stringOf(first);
      return source === undefined ? undefined : { source };
    }
    return node.callee.type === 'Identifier' && /^__import|_interop/.test(node.callee.name)
      ? requiredSource(first)
      : undefined;
  }
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') {
    const inner = requiredSource(node.object);
    return inner && inner.name === undefined ? { source: inner.source, name: node.property.name } : undefined;
  }
  return undefined;
}

export function declaredNames(node: TSESTree.Node | null): readonly string[] {
  if (!node) return [];
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap((d) => patternNames(d.id));
  if ('id' in node && node.id && 'name' in node.id && typeof node.id.name === 'string') return [node.id.name];
  return [];
}

/** The variables that a pattern declares. */
export function patternNames(node: TSESTree.Node): readonly string[] {
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'ObjectPattern':
      return node.properties.flatMap((p) => patternNames(p.type === 'RestElement' ? p.argument : p.value));
    case 'ArrayPattern':
      return node.elements.flatMap((e) => (e ? patternNames(e) : []));
    case 'AssignmentPattern':
      return patternNames(node.left);
    default:
      return [];
  }
}

export function lastNameOf(node: TSESTree.Node): string | undefined {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'MemberExpression':
      return propertyName(node.property, node.computed);
    case 'CallExpression':
    case 'NewExpression':
      return lastNameOf(node.callee);
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ChainExpression':
    case 'TSInstantiationExpression':
      return lastNameOf(node.expression);
    default:
      return undefined;
  }
}

/** Is a field of a node a node itself? */
export function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}
