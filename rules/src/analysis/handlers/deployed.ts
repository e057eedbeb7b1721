/** Handlers that only a deployment descriptor names. */
import type { TSESTree } from '@typescript-eslint/types';
import type { DeployedFunction, EventSource } from '../../deployment/deployed.js';
import type { LibraryModel, RegistrationModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { exportedValues } from '../binding/module.js';
import type { Env, FunctionValue, Value } from '../binding/value.js';
import { boundHandler, type Candidate } from './handler.js';

/** Wrappers around wrappers. */
const MAX_WRAPPERS = 6;

/** Functions of `module` that descriptors deploy for sources of messages. */
export function deployedHandlers(
  binder: Binder,
  module: Module,
  deployed: readonly DeployedFunction[],
): readonly Candidate[] {
  return deployed.flatMap(({ exports, member, events }) => {
    const functions =
      exports
        .map((name) =>
          member === undefined ? exportedFunctions(binder, module, name) : members(binder, module, name, member),
        )
        .find((f) => f.length > 0) ?? [];
    return functions.flatMap((fn) => events.flatMap((event) => handlersOf(binder, fn, event)));
  });
}

function handlersOf(binder: Binder, fn: FunctionValue, event: EventSource): readonly Candidate[] {
  const row = deployedRow(binder, event);
  if (!row) return [];
  const place = { module: fn.env.module, node: fn.node };
  return [{ provided: undefined, handler: boundHandler(binder, fn, row.registration, row.library, place) }];
}

/** What the rows say of functions that the source calls. */
function deployedRow(
  binder: Binder,
  { kind, partial }: EventSource,
): { readonly library: LibraryModel; readonly registration: RegistrationModel } | undefined {
  for (const library of binder.catalog.libraries) {
    const row = library.deployed?.find((d) => d.sources.includes(kind) && (d.partial ?? partial) === partial);
    if (row) return { library, registration: row.registration };
  }
  return undefined;
}

/** The exported function; inside calls of packages that nothing is known of, the function they are given. */
function exportedFunctions(binder: Binder, module: Module, name: string): readonly FunctionValue[] {
  const values = exportedValues(binder, module, name).filter(isFunction);
  const binding = module.exports.get(name);
  if (values.length > 0 || !binding) return values;
  if (binding.kind === 'node') return inside(binder, binding.node, binder.moduleEnv(module), 0);
  if (binding.kind !== 'local') return [];
  const def = module.scopes.globalScope?.childScopes[0]?.set.get(binding.name)?.defs[0];
  return def?.type === 'Variable' && def.node.init ? inside(binder, def.node.init, binder.moduleEnv(module), 0) : [];
}

function members(binder: Binder, module: Module, name: string, member: string): readonly FunctionValue[] {
  return exportedValues(binder, module, name).flatMap((v) => binder.member(v, member).filter(isFunction));
}

/** `wrap(handler)`, `wrap(options).handler(fn)`, `wrap(other(fn))`. */
function inside(binder: Binder, node: TSESTree.Node, env: Env, depth: number): readonly FunctionValue[] {
  const at = unwrap(node);
  const own = binder.evaluate(at, env).filter(isFunction);
  if (own.length > 0 || at.type !== 'CallExpression' || depth >= MAX_WRAPPERS) return own;
  for (const argument of at.arguments) {
    const found = argument.type === 'SpreadElement' ? [] : inside(binder, argument, env, depth + 1);
    if (found.length > 0) return found;
  }
  return at.callee.type === 'MemberExpression' ? inside(binder, at.callee.object, env, depth + 1) : [];
}

function isFunction(value: Value): value is FunctionValue {
  return value.kind === 'function';
}
