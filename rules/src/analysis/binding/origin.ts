/** Where a name gets its value from in one activation: what its variable is declared with, what its parameter is given. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode } from '../ast.js';
import type { Binder } from './bind.js';
import type { Env } from './value.js';

/** An expression, and where it is read. */
export interface Origin {
  readonly node: TSESTree.Node;
  readonly env: Env;
}

/** Undefined where the name is destructured, is given nothing that is written out, or is set anew (unless `isLoose`). */
export function originOf(binder: Binder, node: TSESTree.Identifier, env: Env, isLoose = false): Origin | undefined {
  const variable = env.module.variables.get(node);
  const def = variable?.defs[0];
  if (!variable || !def) return undefined;
  if (!isLoose && variable.references.some((r) => r.isWrite() && r.init !== true)) return undefined;
  const home = binder.homeOf(variable, env);
  if (def.type === 'Variable') {
    const { id, init } = def.node;
    return id.type === 'Identifier' && init ? { node: init, env: home } : undefined;
  }
  if (def.type !== 'Parameter' || !isFunctionNode(def.node)) return undefined;
  const given = home.args?.[def.node.params.findIndex((p) => p === def.name)];
  return given?.kind === 'expression' ? { node: given.node, env: given.env } : undefined;
}
