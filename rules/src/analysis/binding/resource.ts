/** Which table, collection or queue does an argument name? */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName, propertyName, unwrap } from '../ast.js';
import type { Binder } from './bind.js';
import { globalName } from './global.js';
import type { Argument, Env } from './value.js';

/** What does something is no table, and no queue. */
const SERVICE = /(?:Service|Client|Provider|Repository|Manager|Controller|Module|Factory)$/;

/** The name of the table, collection or queue an argument stands for. */
export function resourceName(binder: Binder, argument: Argument | undefined): string | undefined {
  if (!argument) return undefined;
  const values = binder.argument(argument);
  // One of several queues in a loop: none of their names is that of what is meant.
  if (values.length > 1 && values.every((v) => v.kind === 'constant')) return undefined;
  for (const value of values) {
    if (value.kind === 'constant' && value.value !== null && value.value !== '') return String(value.value);
    if (value.kind === 'class')
      return value.node.id?.name ?? (argument.kind === 'expression' ? lastName(argument.node) : undefined);
    if (value.kind === 'library' && value.resource !== undefined) return value.resource;
    if (value.kind === 'instance' && !SERVICE.test(value.cls.node.id?.name ?? '')) return value.cls.node.id?.name;
  }
  if (argument.kind !== 'expression') return undefined;
  const { node, env } = argument;
  return (
    environmentName(binder, node, env) ??
    (node.type === 'Identifier' && /^[A-Z]/.test(node.name) ? node.name : undefined)
  );
}

/** `process.env.ORDERS_TABLE`, there or in a variable: what is named in the environment goes by its name there. */
function environmentName(binder: Binder, node: TSESTree.Node, env: Env): string | undefined {
  const at = unwrap(node);
  if (at.type === 'LogicalExpression') return environmentName(binder, at.left, env);
  if (at.type === 'MemberExpression') {
    const { object } = at;
    const isEnvironment =
      object.type === 'MemberExpression' &&
      propertyName(object) === 'env' &&
      globalName(object.object, env) === 'process';
    return isEnvironment ? propertyName(at) : undefined;
  }
  const variable = at.type === 'Identifier' ? env.module.variables.get(at) : undefined;
  const def = variable?.defs[0];
  if (!variable || def?.type !== 'Variable' || def.node.id.type !== 'Identifier' || !def.node.init) return undefined;
  const home = binder.homeOf(variable, env);
  const init = unwrap(def.node.init);
  return init.type === 'Identifier' ? undefined : environmentName(binder, init, home);
}
