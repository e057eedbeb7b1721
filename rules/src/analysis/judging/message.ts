/** Does a handler look at its message at all? */
import { isFunctionNode, visit } from '../ast.js';
import type { Handler } from '../effect.js';

/**
 * Does the function read one of its parameters? One that does not (a job on a schedule) works on what it finds in the
 * store: what one run leaves undone, the next run finds again.
 */
export function readsMessage({ place: { module, node } }: Handler): boolean {
  const fn = node.type === 'MethodDefinition' ? node.value : node;
  if (!isFunctionNode(fn)) return true;
  let reads = false;
  for (const parameter of fn.params) {
    visit(parameter, (at) => {
      if (at.type === 'Identifier') reads ||= module.variables.get(at)?.references.some((r) => r.isRead()) ?? false;
    });
  }
  return reads;
}
