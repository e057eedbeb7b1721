/** How a destructuring pattern reaches one of its identifiers. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName } from '../ast.js';

export type PatternStep =
  { readonly kind: 'property'; readonly name: string } | { readonly kind: 'default'; readonly node: TSESTree.Node };

/** Steps from the whole to `identifier`, outermost first; `[]` when the pattern is the identifier; undefined when it is not in it. */
export function patternPath(pattern: TSESTree.Node, identifier: TSESTree.Node): readonly PatternStep[] | undefined {
  if (pattern === identifier) return [];
  if (identifier.range[0] < pattern.range[0] || identifier.range[1] > pattern.range[1]) return undefined;
  switch (pattern.type) {
    case 'AssignmentPattern': {
      const inner = patternPath(pattern.left, identifier);
      return inner && [{ kind: 'default', node: pattern.right }, ...inner];
    }
    case 'RestElement':
      return patternPath(pattern.argument, identifier);
    case 'ArrayPattern':
      for (const [i, element] of pattern.elements.entries()) {
        const inner = element && patternPath(element, identifier);
        if (inner) return [{ kind: 'property', name: String(i) }, ...inner];
      }
      return undefined;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') {
          if (property.argument === identifier) return [];
          continue;
        }
        const inner = patternPath(property.value, identifier);
        const name = propertyName(property);
        if (inner) return name === undefined ? undefined : [{ kind: 'property', name }, ...inner];
      }
      return undefined;
    default:
      return undefined;
  }
}
