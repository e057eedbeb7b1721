/** Is a function entered from outside the project? */
import type { TSESTree } from '@typescript-eslint/types';
import type { Module } from '../../project/module.js';
import { unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { callSites } from '../binding/callers.js';
import type { Env, FunctionValue } from '../binding/value.js';

/** Is the function exported or handed to something, and called by nobody in the project? */
export function isEntryPoint(binder: Binder, module: Module, node: FunctionValue['node']): boolean {
  const { parent } = node;
  const handed = parent.type === 'CallExpression' && parent.arguments.includes(node as never);
  const name = node.type === 'FunctionDeclaration' ? node.id?.name : declaredName(node);
  const owner = owningObject(node);
  const exported =
    isExported(module, node, name) || (owner !== undefined && isExported(module, owner, declaredName(owner)));
  const passed =
    name !== undefined &&
    [...module.calls.values()].some((calls) =>
      calls.some((c) => c.arguments.some((a) => a.type === 'Identifier' && a.name === name)),
    );
  const method = parent.type === 'MethodDefinition' && parent.kind === 'method';
  if (!handed && !exported && !passed && !method) return false;
  return !callSites(binder, node, binder.openEnv(node, module)).some((site) => isHandedOn(site.call, site.env));
}

/** The object literal that holds the function as a property, with its assertions: `export default { async queue() {} }`. */
function owningObject(node: TSESTree.Node): TSESTree.Node | undefined {
  const object = node.parent?.type === 'Property' ? node.parent.parent : undefined;
  if (object?.type !== 'ObjectExpression') return undefined;
  return asserted(object);
}

/** The node with the assertions around it. */
function asserted(node: TSESTree.Node): TSESTree.Node {
  const { parent } = node;
  return parent?.type === 'TSSatisfiesExpression' || parent?.type === 'TSAsExpression' ? asserted(parent) : node;
}

function declaredName(node: TSESTree.Node): string | undefined {
  const { parent } = node;
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : undefined;
}

function isExported(module: Module, node: TSESTree.Node, name: string | undefined): boolean {
  return [...module.exports.values()].some((e) =>
    e.kind === 'local' ? e.name === name : e.kind === 'node' && unwrap(e.node) === unwrap(node),
  );
}

/** Does the call pass on something that its own function was given? A made-up event (a script, a local run) is no such thing. */
function isHandedOn(call: TSESTree.CallExpression | TSESTree.NewExpression, env: Env): boolean {
  const [first] = call.arguments;
  return first === undefined || !isMadeUp(first, env);
}

function isMadeUp(node: TSESTree.Node, env: Env): boolean {
  const at = unwrap(node);
  if (at.type === 'ObjectExpression') return true;
  if (at.type !== 'Identifier') return false;
  const def = env.module.variables.get(at)?.defs[0];
  return def?.type === 'Variable' && def.node.init != null && isMadeUp(def.node.init, env);
}
