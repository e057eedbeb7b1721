/** In which environment is code read: a module, a function entered by a call we saw, or one whose callers are unknown? */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '@typescript-eslint/scope-manager';
import type { Module } from '../../project/module.js';
import { classOfMethod, enclosingFunction, isFunctionNode } from '../ast.js';
import type { Binder } from './bind.js';
import { classValue, openInstance } from './class.js';
import {
  type Argument,
  type Env,
  type FunctionNode,
  type FunctionValue,
  type Value,
  newEnv,
  sameValue,
} from './value.js';

const MAX_NESTING = 60;

/** The environments of one binder: the same object each time, so that memos hold. */
export class Environments {
  readonly #modules = new Map<Module, Env>();
  readonly #open = new WeakMap<FunctionNode, Env>();

  constructor(readonly binder: Binder) {}

  ofModule(module: Module): Env {
    let env = this.#modules.get(module);
    if (!env) {
      env = newEnv({ module, fn: undefined, args: undefined, self: undefined, parent: undefined }, 0);
      this.#modules.set(module, env);
    }
    return env;
  }

  /** The environment of code at `node` when nothing is known of its callers. */
  open(node: TSESTree.Node, module: Module): Env {
    const fn = isFunctionNode(node) ? node : enclosingFunction(node);
    if (!fn) return this.ofModule(module);
    const cached = this.#open.get(fn);
    if (cached) return cached;
    const parent = this.open(fn.parent, module);
    const cls = fn.type === 'ArrowFunctionExpression' && !classOfMethod(fn) ? undefined : classOfMethod(fn);
    const self: Value | undefined = cls ? openInstance(classValue(cls, parent)) : undefined;
    const env = newEnv({ module, fn, args: undefined, self, parent }, parent.depth + 1);
    this.#open.set(fn, env);
    return env;
  }

  /** The activation of `fn` by the call at `site` in `caller`; the same object each time, so that memos hold. */
  activate(fn: FunctionValue, args: readonly Argument[] | undefined, site: TSESTree.Node, caller: Env): Env {
    if (caller.depth > MAX_NESTING) {
      this.binder.limit('calls nested too deeply');
      return this.open(fn.node, fn.env.module);
    }
    const bySite = caller.memo.activations;
    const known = bySite.get(site) ?? [];
    const hit = known.find((k) => sameValue(k.fn, fn));
    if (hit) return hit.env;
    const given = fn.bound ? [...fn.bound, ...(args ?? [])] : args;
    const env = newEnv(
      { module: fn.env.module, fn: fn.node, args: given, self: fn.self, parent: fn.env },
      caller.depth + 1,
      recursionOf(fn.node, caller),
    );
    bySite.set(site, [...known, { fn, env }]);
    return env;
  }

  /** The environment that holds `variable`, climbing from `env`. */
  homeOf(variable: Variable, env: Env): Env {
    const block = variable.scope.variableScope.block as TSESTree.Node;
    if (!isFunctionNode(block)) return block.type === 'Program' ? this.ofModule(env.module) : env;
    for (let at: Env | undefined = env; at; at = at.parent) if (at.fn === block) return at;
    return this.open(block, env.module);
  }

  /** The environment in which a function or class literal at `node` is created when evaluated from `env`. */
  lexicalEnv(node: TSESTree.Node, env: Env): Env {
    const outer = enclosingFunction(node);
    for (let at: Env | undefined = env; at; at = at.parent) {
      if (at.fn === outer && (outer !== undefined || at.self !== undefined || at.parent === undefined)) return at;
    }
    return outer ? this.open(outer, env.module) : this.ofModule(env.module);
  }
}

/** How often the function has called itself on the way to a call that stands in `caller`. */
function recursionOf(fn: FunctionNode, caller: Env): number {
  for (let at: Env | undefined = caller; at; at = at.parent) if (at.fn === fn) return at.recursion + 1;
  return 0;
}
