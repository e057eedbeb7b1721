/** Which constants does the value of a filter compare its column with? */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName, propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Env } from '../binding/value.js';
import type { Constant } from '../effect.js';

/** Values a column is compared with. */
export interface FilterValue {
  readonly values: ReadonlySet<string>;
  readonly negated: boolean;
}

/** How `null` stands among the constants. */
export const NULL = 'null';
const NOT = /^\$?(?:not|ne|nin|notIn)$/i;
const ONE_OF = /^\$?(?:in|eq|equals?|is)$/i;

/** Is the constant none of those that the filter lets through? */
export function isLeftOut({ values, negated }: FilterValue, constant: Constant): boolean {
  return values.has(spelt(constant)) === negated;
}

function spelt(constant: Constant): string {
  return constant === null ? NULL : `=${String(constant).toLowerCase()}`;
}

/** What a filter's value compares with: a constant, `{ not: x }`, `{ [Op.in]: [x, y] }`, `Not(In([x]))`; undefined when it is not constant. */
export function filterValue(binder: Binder, node: TSESTree.Node, env: Env): FilterValue | undefined {
  const at = unwrap(node);
  if (at.type === 'CallExpression') return calledFilter(binder, at, env);
  for (const value of binder.evaluate(at, env)) {
    if (value.kind !== 'object') continue;
    for (const p of value.node.properties) {
      if (p.type !== 'Property') continue;
      const name = propertyName(p) ?? lastName(p.key);
      if (name === undefined) continue;
      const operated = ofOperator(binder, name, p.value, value.env);
      if (operated) return operated;
    }
    return undefined;
  }
  const values = constantsOf(binder, at, env);
  return values && { values: new Set(values), negated: false };
}

/** `Not(x)`, `In([x, y])`, `IsNull()` of a library. */
function calledFilter(binder: Binder, call: TSESTree.CallExpression, env: Env): FilterValue | undefined {
  const name = lastName(call.callee) ?? '';
  if (binder.evaluate(call.callee, env).some((v) => v.kind === 'function')) return undefined;
  if (/^isNull$/i.test(name)) return { values: new Set([NULL]), negated: false };
  const first = call.arguments[0];
  return first && ofOperator(binder, name, first, env);
}

/** `not`, `in` and the like before a value; undefined for other operators. */
function ofOperator(binder: Binder, name: string, value: TSESTree.Node, env: Env): FilterValue | undefined {
  const isNegation = isNegated(name);
  const inner = isNegation || ONE_OF.test(name) ? filterValue(binder, value, env) : undefined;
  return inner && isNegation ? { ...inner, negated: !inner.negated } : inner;
}

/** Does the operator say what the column must not be? */
export function isNegated(operator: string): boolean {
  return NOT.test(operator);
}

/** The constants an expression may stand for; members of enums we cannot see (`Status.PAID`) count by their name. Undefined when it may be anything. */
export function constantsOf(binder: Binder, node: TSESTree.Node, env: Env): readonly string[] | undefined {
  const at = unwrap(node);
  if (at.type === 'Identifier' && at.name === 'undefined') return undefined;
  if (at.type === 'ConditionalExpression') {
    const arms = [constantsOf(binder, at.consequent, env), constantsOf(binder, at.alternate, env)];
    return arms.every((a) => a !== undefined) ? arms.flat() : undefined;
  }
  const values = binder.evaluate(at, env);
  if (values.length === 0) return enumMember(at);
  const found: string[] = [];
  for (const value of values) {
    if (value.kind === 'constant') found.push(spelt(value.value));
    else if (value.kind === 'array') {
      for (const e of value.elements) {
        const inner = e.kind === 'expression' ? constantsOf(binder, e.node, e.env) : undefined;
        if (!inner) return undefined;
        found.push(...inner);
      }
    } else if (value.kind === 'package') return enumMember(at);
    else return undefined;
  }
  return found;
}

function enumMember(node: TSESTree.Node): readonly string[] | undefined {
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  const owner = lastName(node.object);
  const name = propertyName(node);
  return owner !== undefined && /^[A-Z]/.test(owner) && name !== undefined ? [`=${name.toLowerCase()}`] : undefined;
}
