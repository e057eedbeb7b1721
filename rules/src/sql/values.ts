/** Expressions of the parser's tree as values. */
import { type Cst, children, clauses, columnsIn, isNode, keywords, listItems, nameOf } from './cst.js';
import type { SqlValue } from './statement.js';
import { holeIndex } from './text.js';

/** Expressions to values; positional parameters are counted in reading order. */
export class Values {
  readonly #counter: { position: number };
  constructor(counter: { position: number }) {
    this.#counter = counter;
  }

  of(value: unknown): SqlValue {
    if (!isNode(value)) return { kind: 'other', operands: [] };
    switch (value.type) {
      case 'parameter':
        return this.#parameter(String(value['text']));
      case 'identifier': {
        const name = String(value['name']);
        const index = holeIndex(name);
        if (index !== undefined) return { kind: 'hole', index };
        return { kind: 'column', name };
      }
      case 'member_expr': {
        const object = nameOf(value['object']);
        const column = nameOf(value['property']);
        return /^(?:excluded|new|values)$/i.test(object)
          ? { kind: 'excluded', column }
          : { kind: 'column', name: column };
      }
      case 'string_literal':
      case 'number_literal':
      case 'boolean_literal':
        return { kind: 'literal', value: value['value'] as string | number | boolean };
      case 'null_literal':
        return { kind: 'literal', value: null };
      case 'default':
        return { kind: 'default' };
      case 'func_call':
        return this.#call(value);
      case 'paren_expr':
        return this.of(value['expr']);
      case 'cast_operator_expr':
      case 'cast_expr':
        return this.#cast(value);
      case 'alias':
        return this.of(value['expr']);
      case 'case_expr':
        return this.#choice(value);
      default: {
        const operator =
          keywords(value['operator']) || (typeof value['operator'] === 'string' ? value['operator'] : '');
        return {
          kind: 'other',
          operands: children(value)
            .filter((c) => c.type !== 'keyword')
            .map((c) => this.of(c)),
          ...(operator === '' ? {} : { operator: operator.toUpperCase() }),
        };
      }
    }
  }

  /** All parts are read, so that parameters are counted; the results are what the value may be. */
  #choice(value: Cst): SqlValue {
    if (isNode(value['expr'])) this.of(value['expr']);
    const listed: string[] = [];
    const options = clauses(value).map((c) => {
      if (isNode(c['condition'])) {
        listed.push(...listedIn(c['condition']));
        this.of(c['condition']);
      }
      return this.of(c['result']);
    });
    return { kind: 'choice', options, listed };
  }

  #parameter(text: string): SqlValue {
    const number = /^[$?](\d+)$/.exec(text);
    if (number) return { kind: 'parameter', position: Number(number[1]) - 1, name: undefined };
    if (text === '?') return { kind: 'parameter', position: this.#counter.position++, name: undefined };
    return { kind: 'parameter', position: undefined, name: text.replace(/^\W/, '') };
  }

  #call(value: Cst): SqlValue {
    const name = nameOf(value['name']).toLowerCase();
    const args = isNode(value['args'])
      ? listItems(
          isNode(value['args']['expr']) ? (value['args']['expr']['args'] ?? value['args']['expr']) : value['args'],
        )
      : [];
    if (name === 'values' && args[0]) return { kind: 'excluded', column: nameOf(args[0]) };
    return { kind: 'call', name, args: args.map((a) => this.of(a)) };
  }

  #cast(value: Cst): SqlValue {
    const inner =
      value['left'] ??
      (isNode(value['args']) && isNode(value['args']['expr']) ? value['args']['expr']['expr'] : undefined);
    return this.of(inner);
  }
}

/** Columns whose lists a condition searches for a member: `$1 = ANY(tags)`, `tags @> ARRAY[$1]`. */
function listedIn(condition: Cst): readonly string[] {
  if (condition.type === 'quantifier_expr') return namesIn(condition);
  const isContaining = condition.type === 'binary_expr' && /^(?:@>|<@|\?)$/.test(String(condition['operator']));
  return isContaining ? namesIn(condition) : children(condition).flatMap(listedIn);
}

function namesIn(node: Cst): readonly string[] {
  return columnsIn(node).map((c) => c.column);
}
