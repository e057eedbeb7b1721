/** What a web framework calls only after a check let the request pass: handlers behind a middleware, methods behind a guard class. */
import type { TSESTree } from '@typescript-eslint/types';
import { classOfMethod, isClassNode, isFunctionNode } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { functionName } from '../binding/callers.js';
import { className } from '../binding/class.js';
import type { Env, FunctionNode, Value } from '../binding/value.js';
import { middlewareUses, passesOn } from './chain.js';

interface Guarded {
  readonly node: TSESTree.Node;
  readonly env: Env;
}

/** Methods of guard classes, by which frameworks ask them. */
const GUARDING = new Set(['canActivate', 'use', 'intercept']);
const HOOKS = new Set(['preHandler', 'preValidation', 'onRequest', 'preParsing', 'beforeHandle']);

/** Functions that run behind `fn`; undefined where it is no middleware and no guard. */
export function guardedFunctions(binder: Binder, fn: FunctionNode, env: Env): readonly Guarded[] | undefined {
  const cls = classOfMethod(fn);
  const name = functionName(fn);
  if (cls) return GUARDING.has(name ?? '') ? behindClass(binder, className(cls)) : undefined;
  if (!passesOn(fn, env)) return undefined;
  return middlewareUses(binder, fn, env).flatMap((use) => behindArgument(binder, use.node, fn, use.env));
}

/** Functions that stand behind the argument in its call, or as the handler of the options that hold it. */
function behindArgument(binder: Binder, use: TSESTree.Node, fn: FunctionNode, env: Env): readonly Guarded[] {
  let at = use;
  while (at.parent?.type === 'ArrayExpression' || (at.parent?.type === 'Property' && isHook(at.parent))) at = at.parent;
  if (at.type === 'Property' && at.parent.type === 'ObjectExpression') {
    const handler = binder.propertyArgument({ kind: 'object', node: at.parent, env }, 'handler');
    if (handler) return functionsOf(binder, binder.argument(handler), fn);
    at = at.parent;
  }
  const call = at.parent;
  if (call?.type !== 'CallExpression') return [];
  const index = call.arguments.indexOf(at as TSESTree.CallExpressionArgument);
  return index < 0
    ? []
    : call.arguments.slice(index + 1).flatMap((a) => functionsOf(binder, binder.evaluate(a, env), fn));
}

function isHook(property: TSESTree.Property): boolean {
  return property.key.type === 'Identifier' && HOOKS.has(property.key.name);
}

function functionsOf(binder: Binder, values: readonly Value[], fn: FunctionNode): readonly Guarded[] {
  return values.flatMap((v) =>
    v.kind === 'function' && v.node !== fn ? [{ node: v.node, env: binder.openEnv(v.node, v.env.module) }] : [],
  );
}

/** Methods that carry a decorator naming the class, and those of classes that do. */
function behindClass(binder: Binder, name: string | undefined): readonly Guarded[] {
  if (name === undefined) return [];
  binder.reach(name);
  return binder.project.filesWithWord(name).flatMap((file): readonly Guarded[] => {
    const module = binder.project.module(file);
    const decorators = [...(module?.decorators.values() ?? [])].flat().filter((d) => names(d, name));
    return decorators.flatMap(({ parent }) => {
      const methods = isClassNode(parent) ? parent.body.body : [parent];
      return methods.flatMap((m) => {
        const isRoute = m.type === 'MethodDefinition' && m.decorators.length > 0 && isFunctionNode(m.value);
        return isRoute && module ? [{ node: m.value, env: binder.openEnv(m.value, module) }] : [];
      });
    });
  });
}

function names({ expression }: TSESTree.Decorator, name: string): boolean {
  return (
    expression.type === 'CallExpression' && expression.arguments.some((a) => a.type === 'Identifier' && a.name === name)
  );
}
