/** What `this` denotes. */
import type { TSESTree } from '@typescript-eslint/types';
import { classOfMethod, enclosingFunction } from '../ast.js';
import type { Binder } from './bind.js';
import { classValue } from './class.js';
import type { Env, FunctionNode, Value } from './value.js';

/** `this` at `node`: of the nearest activation of a function that is not an arrow, or of the class body. */
export function thisOf(binder: Binder, node: TSESTree.Node, env: Env): readonly Value[] {
  for (let at: Env | undefined = env; at; at = at.parent) {
    if (at.self) return [at.self];
    if (at.fn && at.fn.type !== 'ArrowFunctionExpression' && at.args !== undefined) break;
  }
  const fn = enclosingThisFunction(node);
  const cls = fn ? classOfMethod(fn) : undefined;
  if (cls) {
    const open = binder.openEnv(cls, env.module);
    return [{ kind: 'instance', cls: classValue(cls, open), args: undefined, site: undefined }];
  }
  const owner = fn?.parent;
  if (owner?.type === 'Property' && owner.parent.type === 'ObjectExpression') {
    return [{ kind: 'object', node: owner.parent, env: binder.openEnv(owner.parent, env.module) }];
  }
  return [];
}

function enclosingThisFunction(node: TSESTree.Node): FunctionNode | undefined {
  let fn = enclosingFunction(node);
  while (fn?.type === 'ArrowFunctionExpression' && !classOfMethod(fn)) fn = enclosingFunction(fn);
  return fn;
}
