/** Who calls a function, for parameters of functions that were entered without a call we saw. */
import type { TSESTree } from '@typescript-eslint/types';
import { classOfMethod, propertyName } from '../ast.js';
import type { Binder } from './bind.js';
import { argumentAt } from './argument.js';
import { className } from './class.js';
import type { Argument, Env, FunctionNode, Value } from './value.js';
import { entry } from '../memo.js';

export interface CallSite {
  readonly call: TSESTree.CallExpression | TSESTree.NewExpression;
  readonly env: Env;
}

const MAX_SITES = 60;
const known = new WeakMap<Binder, Map<FunctionNode, readonly CallSite[]>>();
const running = new WeakMap<Binder, Set<FunctionNode>>();

/** Calls in the project whose callee evaluates to `fn` (or constructs its class). */
export function callSites(binder: Binder, fn: FunctionNode, env: Env): readonly CallSite[] {
  const memo = entry(known, binder, () => new Map<FunctionNode, readonly CallSite[]>());
  const cached = memo.get(fn);
  if (cached) return cached;
  let active = running.get(binder);
  if (!active) running.set(binder, (active = new Set()));
  if (active.has(fn)) return [];
  active.add(fn);
  try {
    const found = findSites(binder, fn, env);
    memo.set(fn, found);
    return found;
  } finally {
    active.delete(fn);
  }
}

function findSites(binder: Binder, fn: FunctionNode, env: Env): readonly CallSite[] {
  const cls = classOfMethod(fn);
  const constructed = cls !== undefined && fn.parent.type === 'MethodDefinition' && fn.parent.kind === 'constructor';
  const name = constructed ? className(cls) : functionName(fn);
  if (name === undefined) return [];
  const sites: CallSite[] = [];
  const home = env.module;
  const files = new Set([home.path, ...binder.project.filesWithCall(name)]);
  for (const file of files) {
    const module = file === home.path ? home : binder.project.module(file);
    for (const call of module?.calls.get(name) ?? []) {
      if (!module || sites.length >= MAX_SITES) return sites;
      const at = binder.openEnv(call, module);
      const callees = binder.evaluate(call.callee, at);
      if (callees.some((v) => (constructed ? constructs(v, cls) : v.kind === 'function' && v.node === fn)))
        sites.push({ call, env: at });
    }
  }
  return sites;
}

function constructs(value: Value, cls: TSESTree.Node): boolean {
  return value.kind === 'class' && value.node === cls;
}

/** The name a function is called by. */
export function functionName(fn: FunctionNode): string | undefined {
  if (fn.type === 'FunctionDeclaration' || fn.type === 'FunctionExpression') {
    if (fn.id) return fn.id.name;
  }
  const { parent } = fn;
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'TSAbstractMethodDefinition':
    case 'Property':
      return propertyName(parent);
    case 'AssignmentExpression':
      return parent.left.type === 'MemberExpression'
        ? propertyName(parent.left)
        : parent.left.type === 'Identifier'
          ? parent.left.name
          : undefined;
    default:
      return undefined;
  }
}

/** What callers pass as the parameter at `index`. */
export function callerArguments(binder: Binder, fn: FunctionNode, index: number, env: Env): readonly Argument[] {
  return callSites(binder, fn, env).flatMap((site) => {
    const argument = argumentAt(binder, binder.argumentsOf(site.call, site.env), index);
    return argument ? [argument] : [];
  });
}
