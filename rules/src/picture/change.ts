/** By how much does an accumulating write change what is stored? */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName, unwrap } from '../analysis/ast.js';
import type { Effect } from '../analysis/effect.js';
import type { SqlValue } from '../sql/statement.js';
import type { PictureChange } from './picture.js';

const MAX_TEXT = 40;
const DOWN = /^(?:\$?dec|decr)|decrement/i;

/** Column and amount, as far as they are written; undefined where not even the column is seen. */
export function changeOf(effect: Effect): PictureChange | undefined {
  const { accumulating, columns } = effect;
  if (effect.kind !== 'relative' || accumulating === undefined) return undefined;
  const [name = ''] = accumulating.split('.');
  const column = columns.find((c) => c.name === name);
  const inText = ofStatement(effect, name);
  if (inText) return { column: name, ...inText };
  const written = column?.node && unwrap(column.node);
  if (name.startsWith('$')) return written ? ofOperator(name, written, effect) : undefined;
  const sign = DOWN.test(effect.call.method) || DOWN.test(accumulating.split('.').at(-1) ?? '') ? -1 : 1;
  if (written?.type === 'ObjectExpression') {
    const isPlain = accumulating.split('.').length === 2;
    const [value] = isPlain ? valuesOf(written) : [];
    return { column: isPlain ? name : columnIn(accumulating), ...amount(value?.node, sign, effect) };
  }
  return { column: name, ...(written ? ofExpression(written, sign, effect) : {}) };
}

type Amount = Pick<PictureChange, 'by' | 'text'>;

/** `{ $inc: { balance: -20 } }`: where there is one field. */
function ofOperator(operator: string, node: TSESTree.Node, effect: Effect): PictureChange | undefined {
  const [first, ...others] = node.type === 'ObjectExpression' ? valuesOf(node) : [];
  if (!first || others.length > 0) return undefined;
  return { column: first.name, ...(operator === '$inc' ? amount(first.node, 1, effect) : {}) };
}

/** Of `customer.update.spent.increment` the column is `spent`. */
function columnIn(accumulating: string): string {
  return accumulating.split('.').at(-2) ?? accumulating;
}

function valuesOf(node: TSESTree.ObjectExpression): readonly { name: string; node: TSESTree.Node }[] {
  return node.properties.flatMap((p) => {
    const name = p.type === 'Property' ? propertyName(p) : undefined;
    return p.type === 'Property' && name !== undefined ? [{ name, node: p.value }] : [];
  });
}

/** `SET balance = balance - $1`. */
function ofStatement({ sql, module }: Effect, column: string): Amount | undefined {
  const value = sql?.statement.assignments.find((a) => a.column === column)?.value;
  if (value?.kind !== 'other' || (value.operator !== '+' && value.operator !== '-')) return undefined;
  const [stored, by] = value.operands;
  if (stored?.kind !== 'column' || stored.name !== column || !by) return undefined;
  const sign = value.operator === '-' ? -1 : 1;
  if (by.kind === 'literal') return typeof by.value === 'number' ? { by: sign * by.value } : {};
  const at = indexOf(by);
  const node = at === undefined ? undefined : sql?.parameters[at];
  return node && sql ? signed(module.text.slice(...node.range), sign) : {};
}

function indexOf(value: SqlValue): number | undefined {
  return value.kind === 'hole' ? value.index : value.kind === 'parameter' ? value.position : undefined;
}

/** `balance += 5`, `account.balance - amount`, `decrement('stock', 2)`. */
function ofExpression(node: TSESTree.Node, sign: 1 | -1, effect: Effect): Amount {
  if (node.type === 'AssignmentExpression')
    return /^[-+]=$/.test(node.operator) ? amount(node.right, node.operator === '-=' ? -1 : 1, effect) : {};
  if (node.type === 'BinaryExpression' && (node.operator === '+' || node.operator === '-'))
    return amount(node.right, node.operator === '-' ? -1 : 1, effect);
  if (node.type === 'Literal') return amount(node, sign, effect);
  return {};
}

/** The number, or the text where it is short enough to say. */
function amount(node: TSESTree.Node | undefined, sign: 1 | -1, { module }: Effect): Amount {
  if (!node) return {};
  const at = unwrap(node);
  const isNegated = at.type === 'UnaryExpression' && at.operator === '-';
  const value = isNegated ? at.argument : at;
  const total = isNegated ? -sign : sign;
  if (value.type === 'Literal') return typeof value.value === 'number' ? { by: total * value.value } : {};
  return signed(module.text.slice(...value.range), total);
}

function signed(text: string, sign: number): Amount {
  const isShort = text.length <= MAX_TEXT && !/[\n`]/.test(text);
  return isShort ? { text: `${sign < 0 ? '−' : '+'}${text}` } : {};
}
