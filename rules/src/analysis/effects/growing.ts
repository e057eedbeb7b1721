/** Lists that start empty and are filled afterwards: `const rows = []; rows.push(row)`. */
import type { Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName, unwrap } from '../ast.js';

/** Is it an empty list? */
export function isEmptyList(node: TSESTree.Node | null | undefined): boolean {
  const at = node && unwrap(node);
  return at?.type === 'ArrayExpression' && at.elements.length === 0;
}

/** What is put into the list in the variable, spread or not. */
export function addedTo(list: Variable): readonly TSESTree.Node[] {
  return callsOn(list, /^(?:push|unshift)$/).flatMap((call) =>
    call.arguments.map((a) => (a.type === 'SpreadElement' ? a.argument : a)),
  );
}

/** Calls of such methods on what the variable holds. */
export function callsOn(variable: Variable, method: RegExp): readonly TSESTree.CallExpression[] {
  return variable.references.flatMap(({ identifier }) => {
    const { parent } = identifier;
    if (parent.type !== 'MemberExpression' || parent.object !== identifier) return [];
    const call = parent.parent;
    return call.type === 'CallExpression' && call.callee === parent && method.test(propertyName(parent) ?? '')
      ? [call]
      : [];
  });
}
