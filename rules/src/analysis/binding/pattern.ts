/** How a destructuring pattern reaches one of its identifiers, and what it finds there. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName } from '../ast.js';
import type { Binder } from './bind.js';
import type { Argument, Env } from './value.js';

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

/** Steps into destructured parts of `base`; defaults apply where the part is unknown. */
export function follow(binder: Binder, base: Argument, path: readonly PatternStep[], env: Env): Argument {
  let at = base;
  for (const step of path) {
    if (step.kind === 'property') at = { kind: 'property', of: at, name: step.name };
    else if (binder.argument(at).length === 0 && at.kind !== 'expression') {
      at = step.node.type === 'Literal' ? at : { kind: 'expression', node: step.node, env };
    }
  }
  return at;
}
