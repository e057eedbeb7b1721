/** What expressions of a stack's code come to, where that is written down: strings, objects, names. */
import { posix } from 'node:path';
import type { TSESTree } from '@typescript-eslint/types';
import type { Module } from '../project/module.js';
import { propertyName } from '../project/syntax.js';

/** Constants that stand for constants. */
const MAX_HOPS = 6;

/**
 * The strings that the expression may give; none where they are not written down. The folder of the module
 * (`__dirname`) is `.`, so that paths are relative to it.
 */
export function stringsOf(node: TSESTree.Node, module: Module, hops = 0): readonly string[] {
  if (hops > MAX_HOPS) return [];
  const inner = (n: TSESTree.Node): readonly string[] => stringsOf(n, module, hops + 1);
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return joined(alternate(node), inner, '');
    case 'BinaryExpression':
      return node.operator === '+' ? joined([node.left, node.right], inner, '') : [];
    case 'ConditionalExpression':
      return [...inner(node.consequent), ...inner(node.alternate)];
    case 'LogicalExpression':
      return [...inner(node.left), ...inner(node.right)];
    case 'CallExpression':
      return isPathCall(node) ? joined(node.arguments, inner, '/').map((path) => posix.normalize(path)) : [];
    case 'MemberExpression':
      return lastName(node) === 'dirname' ? ['.'] : [];
    case 'Identifier': {
      if (node.name === '__dirname') return ['.'];
      const value = constantOf(node, module);
      return value ? inner(value) : [];
    }
    default:
      return [];
  }
}

/** Parts of a template in order. */
function alternate({ quasis, expressions }: TSESTree.TemplateLiteral): readonly TSESTree.Node[] {
  return quasis.flatMap((quasi, i) => [quasi, ...expressions.slice(i, i + 1)]);
}

/** Every combination of what the parts may be; none where one of them is not written down. */
function joined(
  parts: readonly TSESTree.Node[],
  valuesOf: (node: TSESTree.Node) => readonly string[],
  between: string,
): readonly string[] {
  let found: readonly string[] = [''];
  for (const [i, part] of parts.entries()) {
    const tails = part.type === 'TemplateElement' ? [part.value.cooked ?? ''] : valuesOf(part);
    found = found.flatMap((head) => tails.map((tail) => (i === 0 ? tail : head + between + tail)));
  }
  return found;
}

/** `path.join(…)`, `path.resolve(…)`, `join(…)`. */
function isPathCall({ callee }: TSESTree.CallExpression): boolean {
  return /^(?:join|resolve)$/.test(lastName(callee) ?? '');
}

/** What a `const` was made with. */
export function constantOf(node: TSESTree.Identifier, module: Module): TSESTree.Expression | undefined {
  const [def, ...others] = module.variables.get(node)?.defs ?? [];
  if (def?.type !== 'Variable' || others.length > 0 || def.node.id.type !== 'Identifier') return undefined;
  return def.node.init ?? undefined;
}

/** The last name of `a.b.C` or `C`. */
export function lastName(node: TSESTree.Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' ? node.property.name : undefined;
}

/** The value of a property of an object literal, which a constant may hold. */
export function propertyOf(node: TSESTree.Node | undefined, name: string, module: Module): TSESTree.Node | undefined {
  const object = node?.type === 'Identifier' ? constantOf(node, module) : node;
  if (object?.type !== 'ObjectExpression') return undefined;
  for (const property of object.properties) {
    if (property.type === 'Property' && propertyName(property.key, property.computed) === name) return property.value;
  }
  return undefined;
}
