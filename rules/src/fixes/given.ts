/** Is a value certainly there? A unique key takes any number of rows without one. */
import { unwrap } from '../analysis/ast.js';
import type { WrittenColumn } from '../analysis/effect.js';

/** What identifies the message, a text that is put together, and what the user says is there. */
export function isGiven({ identity, node }: WrittenColumn): boolean {
  if (identity === true || !node) return identity === true;
  const at = unwrap(node);
  const isText =
    at.type === 'CallExpression' && at.callee.type === 'Identifier' && /^(?:String|Number)$/.test(at.callee.name);
  return isText || at.type === 'TemplateLiteral' || node.type === 'TSNonNullExpression';
}
