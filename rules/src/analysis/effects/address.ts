/** What stands at the end of an address: `${host}/oauth2/token`. */
import type { TSESTree } from '@typescript-eslint/types';
import { unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { originOf } from '../binding/origin.js';
import type { Argument, Env } from '../binding/value.js';

/** Variables that stand for one another, at most. */
const MAX_HOPS = 8;

/** What is known of an address: `…/oauth2/token`; undefined where its end is not written out. */
export function addressEnd(binder: Binder, address: Argument | undefined): string | undefined {
  const end = address?.kind === 'expression' ? endOf(binder, address.node, address.env, 0) : undefined;
  const path = end?.replace(/^[^/]*/, '').replace(/[?#].*$/s, '');
  return path === undefined || path === '' || path === '/' ? undefined : `…${path}`;
}

/** The text at the end of the expression, as far back as it is written out. */
function endOf(binder: Binder, expression: TSESTree.Node, env: Env, hops: number): string | undefined {
  const node = unwrap(expression);
  const constant = binder.constant(node, env);
  if (typeof constant === 'string') return constant;
  if (hops > MAX_HOPS) return undefined;
  switch (node.type) {
    case 'TemplateLiteral': {
      const last = node.quasis.at(-1)?.value.cooked ?? '';
      const before = node.expressions.at(-1);
      return last === '' && before ? endOf(binder, before, env, hops + 1) : last;
    }
    case 'BinaryExpression':
      return node.operator === '+' ? endOf(binder, node.right, env, hops + 1) : undefined;
    case 'NewExpression':
      return node.arguments[0] && endOf(binder, node.arguments[0], env, hops + 1);
    case 'Identifier': {
      const origin = originOf(binder, node, env, true);
      return origin && endOf(binder, origin.node, origin.env, hops + 1);
    }
    default:
      return undefined;
  }
}
