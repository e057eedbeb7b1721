/** What WHERE asks for. */
import { type Cst, clause, isNode, keywords } from './cst.js';
import type { SqlCondition, SqlValue } from './statement.js';
import type { Values } from './values.js';

export function whereOf(node: Cst, values: Values): readonly SqlCondition[] | undefined {
  const where = clause(node, 'where_clause');
  return where && conjuncts(where['expr'], values);
}

function conjuncts(value: unknown, values: Values): readonly SqlCondition[] {
  if (!isNode(value)) return [];
  if (value.type === 'paren_expr') return conjuncts(value['expr'], values);
  const operator = keywords(value['operator']) || (typeof value['operator'] === 'string' ? value['operator'] : '');
  if (value.type === 'binary_expr') {
    if (operator === 'AND') return [...conjuncts(value['left'], values), ...conjuncts(value['right'], values)];
    const left = values.of(value['left']);
    const right = values.of(value['right']);
    const sides: SqlValue = { kind: 'other', operands: [left, right] };
    if (left.kind === 'column') return [{ column: left.name, operator: comparison(operator), value: right }];
    if (right.kind === 'column') return [{ column: right.name, operator: mirrored(comparison(operator)), value: left }];
    return [{ column: '', operator: 'other', value: sides }];
  }
  const whole = values.of(value);
  if (value.type === 'prefix_op_expr') {
    const exists = JSON.stringify(value).includes('"EXISTS"');
    const negated = /NOT/.test(operator);
    if (exists) return [{ column: '', operator: negated ? 'not exists' : 'exists', value: whole }];
    if (negated) return [{ column: '', operator: 'not', value: whole }];
  }
  return [{ column: '', operator: 'other', value: whole }];
}

function comparison(operator: string): string {
  return operator === '!=' ? '<>' : operator === 'IS NOT DISTINCT FROM' ? '=' : operator.toLowerCase();
}

/** `5 < n` says `n > 5`. */
function mirrored(operator: string): string {
  return MIRRORED[operator] ?? operator;
}

const MIRRORED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
