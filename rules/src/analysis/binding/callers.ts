/** Who calls a function, for parameters of functions that were entered without a call we saw. */
import type { TSESTree } from '@typescript-eslint/types';
import { classOfMethod, propertyName } from '../ast.js';
import type { Binder } from './bind.js';
import { argumentAt } from './argument.js';
import type { Module } from '../../project/module.js';
import { className, classValue, constructorOf } from './class.js';
import { subclassesOf } from './subclasses.js';
import type { Argument, ClassNode, Env, FunctionNode, Value } from './value.js';
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
  if (!constructed) return sitesOf(binder, functionName(fn), env.module, (v) => v.kind === 'function' && v.node === fn);
  const heirs = subclassesOf(binder, classValue(cls, env)).map(({ node }) => node);
  // A subclass without a constructor of its own is made with this one.
  const made = [cls, ...heirs.filter((heir) => inherits(heir, heirs))];
  return made.flatMap((node) =>
    sitesOf(binder, className(node), env.module, (v) => v.kind === 'class' && v.node === node),
  );
}

/** Has neither the class a constructor, nor any of `heirs` that it extends by name? */
function inherits(cls: ClassNode, heirs: readonly ClassNode[]): boolean {
  if (constructorOf(cls)) return false;
  const base = cls.superClass?.type === 'Identifier' ? cls.superClass.name : undefined;
  const between = heirs.find((heir) => heir !== cls && className(heir) === base);
  return (
    between === undefined ||
    inherits(
      between,
      heirs.filter((heir) => heir !== cls),
    )
  );
}

/** Calls of that name whose callee `is` what is looked for. */
function sitesOf(
  binder: Binder,
  name: string | undefined,
  home: Module,
  is: (callee: Value) => boolean,
): readonly CallSite[] {
  if (name === undefined) return [];
  const sites: CallSite[] = [];
  const others = name.startsWith('#') ? [] : binder.project.filesWithCall(name, home.path);
  const files = new Set([home.path, ...others]);
  for (const file of files) {
    const module = file === home.path ? home : binder.project.module(file);
    for (const call of module?.calls.get(name) ?? []) {
      if (!module || sites.length >= MAX_SITES) return sites;
      const at = binder.openEnv(call, module);
      if (binder.evaluate(call.callee, at).some(is)) sites.push({ call, env: at });
    }
  }
  return sites;
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
