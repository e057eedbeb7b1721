/** What a process does once, whatever message comes first: it is the process's own work, and the next process does it again. */
import type { TSESTree } from '@typescript-eslint/types';
import { visit } from '../ast.js';
import type { Branch, Effect } from '../effect.js';
import type { Module } from '../../project/module.js';

/** Does the effect stand behind a flag of the module that is set as it is passed: `if (!started) { started = true; … }`? */
export function isSetUp({ conditions }: Effect): boolean {
  return conditions.some(({ branch, arms }) => arms === 1 && passesOnce(branch));
}

function passesOnce({ place: { node, module } }: Branch): boolean {
  const { parent } = node;
  if (parent?.type !== 'IfStatement' || node.type !== 'UnaryExpression' || node.operator !== '!') return false;
  const { argument } = node;
  return argument.type === 'Identifier' && isModuleFlag(argument, module) && sets(parent.consequent, argument.name);
}

/** A variable of the module that begins as `false`, or as nothing. */
function isModuleFlag(name: TSESTree.Identifier, module: Module): boolean {
  const variable = module.variables.get(name);
  const [def] = variable?.defs ?? [];
  if (variable?.scope.type !== 'module' || def?.type !== 'Variable') return false;
  const { init } = def.node;
  return !init || (init.type === 'Literal' && init.value === false);
}

function sets(body: TSESTree.Statement, name: string): boolean {
  let found = false;
  visit(body, (node) => {
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier' || node.left.name !== name) return;
    if (node.right.type === 'Literal' && node.right.value === true) found = true;
  });
  return found;
}
