/** Names of columns among a call's arguments. */
import { propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Argument } from '../binding/value.js';

/** Column names given as strings, arrays of strings, `table.column`, or the keys of an object. */
export function columnNames(binder: Binder, argument: Argument): readonly string[] {
  if (argument.kind === 'expression') {
    const node = unwrap(argument.node);
    if (node.type === 'MemberExpression') {
      const name = propertyName(node);
      if (name !== undefined && binder.argument(argument).every((v) => v.kind !== 'constant' && v.kind !== 'array'))
        return [name];
    }
    if (node.type === 'ArrayExpression') {
      return node.elements.flatMap((e) =>
        e && e.type !== 'SpreadElement' ? columnNames(binder, { kind: 'expression', node: e, env: argument.env }) : [],
      );
    }
    if (node.type === 'ObjectExpression')
      return node.properties.flatMap((p) => (p.type === 'Property' ? (propertyName(p) ?? []) : []));
  }
  return binder.argument(argument).flatMap((v): readonly string[] => {
    if (v.kind === 'constant' && typeof v.value === 'string') return v.value.split(',').map(bareColumn);
    if (v.kind === 'array') return v.elements.flatMap((e) => columnNames(binder, e));
    if (v.kind === 'object')
      return v.node.properties.flatMap((p) => (p.type === 'Property' ? (propertyName(p) ?? []) : []));
    return [];
  });
}

/** `orders.id` → `id`. */
function bareColumn(text: string): string {
  return text
    .trim()
    .replace(/^.*\./, '')
    .replace(/^["`[]|["`\]]$/g, '');
}
