/** Is a name the language's own, declared nowhere in the file? */
import type { TSESTree } from '@typescript-eslint/types';
import type { Env } from './value.js';

/** The global name that `node` is; undefined for anything else, and for a name the file declares. */
export function globalName(node: TSESTree.Node, env: Env): string | undefined {
  const isGlobal = node.type === 'Identifier' && (env.module.variables.get(node)?.defs.length ?? 0) === 0;
  return isGlobal ? node.name : undefined;
}
