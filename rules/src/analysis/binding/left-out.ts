/** Properties that a call leaves out of the object that it gives: `pay({ orderId })` for `({ orderId, credits })`. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, propertyName, unwrap } from '../ast.js';
import type { Binder } from './bind.js';
import type { Env } from './value.js';

/** The arm of a conditional expression that is taken where its test asks for a property that the call leaves out; else the expression itself. */
export function takenArm(binder: Binder, node: TSESTree.Node, env: Env): TSESTree.Node {
  const at = unwrap(node);
  if (at.type !== 'ConditionalExpression') return node;
  const { test, consequent, alternate } = at;
  if (test.type === 'Identifier') return isLeftOut(binder, test, env) ? alternate : node;
  if (test.type !== 'BinaryExpression' || !/^[!=]==?$/.test(test.operator)) return node;
  const asked = [test.left, test.right].find((side) => side.type === 'Identifier' && side.name !== 'undefined');
  const isForNothing = [test.left, test.right].some((side) => isUndefined(side));
  if (asked?.type !== 'Identifier' || !isForNothing || !isLeftOut(binder, asked, env)) return node;
  return test.operator.startsWith('!') ? alternate : consequent;
}

function isUndefined(node: TSESTree.Node): boolean {
  return (node.type === 'Identifier' && node.name === 'undefined') || (node.type === 'Literal' && node.value === null);
}

/** Is it a property, taken out of a parameter, that no object which this call gives has? */
function isLeftOut(binder: Binder, node: TSESTree.Identifier, env: Env): boolean {
  const variable = env.module.variables.get(node);
  const def = variable?.defs[0];
  if (!variable || def?.type !== 'Parameter' || !isFunctionNode(def.node)) return false;
  if (variable.references.some((r) => r.isWrite() && r.init !== true)) return false;
  const index = def.node.params.findIndex((p) => p.type === 'ObjectPattern' && keyOf(p, node.name) !== undefined);
  const pattern = def.node.params[index];
  const key = pattern?.type === 'ObjectPattern' ? keyOf(pattern, node.name) : undefined;
  const { args, fn } = binder.homeOf(variable, env);
  const given = fn === def.node ? args?.[index] : undefined;
  const objects = given ? binder.argument(given) : [];
  return (
    key !== undefined &&
    objects.length > 0 &&
    objects.every(
      (o) =>
        o.kind === 'object' &&
        o.node.properties.every((p) => p.type === 'Property' && !p.computed && propertyName(p) !== key),
    )
  );
}

/** The key under which the pattern takes the name out, without a default. */
function keyOf({ properties }: TSESTree.ObjectPattern, name: string): string | undefined {
  const found = properties.find((p) => p.type === 'Property' && p.value.type === 'Identifier' && p.value.name === name);
  return found?.type === 'Property' ? propertyName(found) : undefined;
}
