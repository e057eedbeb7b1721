/** Which table, collection or queue does an argument name? */
import { lastName } from '../ast.js';
import type { Binder } from './bind.js';
import type { Argument } from './value.js';

/** The name of the table, collection or queue an argument stands for. */
export function resourceName(binder: Binder, argument: Argument | undefined): string | undefined {
  if (!argument) return undefined;
  for (const value of binder.argument(argument)) {
    if (value.kind === 'constant' && value.value !== null && value.value !== '') return String(value.value);
    if (value.kind === 'class')
      return value.node.id?.name ?? (argument.kind === 'expression' ? lastName(argument.node) : undefined);
    if (value.kind === 'library' && value.resource !== undefined) return value.resource;
    if (value.kind === 'instance') return value.cls.node.id?.name;
  }
  return argument.kind === 'expression' && argument.node.type === 'Identifier' && /^[A-Z]/.test(argument.node.name)
    ? argument.node.name
    : undefined;
}
