/** What a call gives: by a function of the project, a model row, or the language. */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName } from '../ast.js';
import type { Binder } from './bind.js';
import { builtinCall, functionsOf } from './builtin.js';
import { calleeValues, callTarget } from './call-target.js';
import { constructed } from './construction.js';
import { filesOfPattern } from './directory.js';
import { namespaceValues } from './module.js';
import { rowResult } from './row-result.js';
import { type Argument, type CallNode, type Env, union, type Value } from './value.js';

/** What the call at `node` gives. */
export function callValues(binder: Binder, node: CallNode, env: Env): readonly Value[] {
  if (node.type === 'NewExpression') return constructed(binder, node, env);
  if (node.type === 'CallExpression') {
    const required = requiredModule(binder, node, env);
    if (required) return required;
    const builtin = builtinCall(binder, node, env);
    if (builtin) return builtin;
  }
  const callees = calleeValues(binder, node, env);
  if (callees.length === 0) return unknownWrapper(binder, node, env);
  const args = binder.argumentsOf(node, env);
  return union(...callees.map((callee) => resultOf(binder, callee, args, node, env)));
}

/** What `callee` gives when called with `args` at `site`. */
export function resultOf(
  binder: Binder,
  callee: Value,
  args: readonly Argument[],
  site: CallNode,
  env: Env,
): readonly Value[] {
  if (callee.kind === 'function') return binder.returned(callee, binder.activate(callee, args, site, env));
  const target = callTarget(binder, callee, args);
  return target ? rowResult(binder, target, args, site, env) : [];
}

function requiredModule(binder: Binder, node: TSESTree.CallExpression, env: Env): readonly Value[] | undefined {
  if (node.callee.type !== 'Identifier' || node.callee.name !== 'require') return undefined;
  const source = node.arguments[0];
  if (!source || source.type === 'SpreadElement') return undefined;
  if (source.type === 'Literal')
    return typeof source.value === 'string' ? namespaceValues(binder, env.module, source.value, true) : undefined;
  return union(...filesOfPattern(binder, source, env).map((file) => namespaceValues(binder, env.module, file, true)));
}

/** A call nobody knows with exactly one function among its arguments denotes that function (wrappers); not for listeners. */
function unknownWrapper(binder: Binder, node: CallNode, env: Env): readonly Value[] {
  if (node.type !== 'CallExpression') return [];
  const name = lastName(node.callee);
  if (name === undefined || LISTENING.has(name)) return [];
  const functions = node.arguments.flatMap((a) => (a.type === 'SpreadElement' ? [] : functionsOf(binder, a, env)));
  return functions.length === 1 ? functions : [];
}

const LISTENING = new Set([
  'on',
  'once',
  'map',
  'then',
  'catch',
  'finally',
  'forEach',
  'filter',
  'reduce',
  'addListener',
  'describe',
  'it',
]);
