/** Handlers marked by method decorators, directly or through decorators of the project's own. */
import type { TSESTree } from '@typescript-eslint/types';
import type { DecoratorModel, LibraryModel, RegistrationModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { isClassNode, isFunctionNode, returnExpressions, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { functionName } from '../binding/callers.js';
import { className, classValue, openInstance } from '../binding/class.js';
import { subclassesOf } from '../binding/subclasses.js';
import { decoratorRows } from '../timeline/decorators.js';
import { boundHandler, type Candidate, isNeverRedelivered, parameterArgument } from './handler.js';
import { resourceName } from '../binding/resource.js';
import type { Argument, Env, FunctionNode, FunctionValue } from '../binding/value.js';

interface Applied {
  readonly row: DecoratorModel;
  readonly library: LibraryModel;
  readonly options: readonly Argument[];
}

export function decoratedHandlers(binder: Binder, module: Module): readonly Candidate[] {
  const found = [...module.decorators.values()].flat().flatMap((d) => fromDecorator(binder, module, d));
  return [...found, ...throughOwnDecorators(binder, module)];
}

function fromDecorator(binder: Binder, module: Module, decorator: TSESTree.Decorator): readonly Candidate[] {
  const method = decorator.parent;
  if (method.type !== 'MethodDefinition' || !isFunctionNode(method.value) || !method.value.body) return [];
  const env = binder.openEnv(method.value, module);
  const applied = appliedBy(binder, decorator.expression, env.parent ?? env, 0);
  const fn: FunctionNode = method.value;
  return applied.flatMap((a) => (a.row.method ? methodHandlers(binder, module, fn, a, a.row.method) : []));
}

/** Decorator rows an expression applies, looking through the project's own decorator functions. */
function appliedBy(binder: Binder, node: TSESTree.Node, env: Env, depth: number): readonly Applied[] {
  const at = unwrap(node);
  if (depth > 4) return [];
  const callee = at.type === 'CallExpression' ? at.callee : at;
  const args = at.type === 'CallExpression' ? binder.argumentsOf(at, env) : [];
  const found: Applied[] = [];
  for (const value of binder.evaluate(callee, env)) {
    if (value.kind === 'export' && value.model.decorator)
      found.push({ row: value.model.decorator, library: value.library, options: args });
    else if (value.kind === 'function' && at.type === 'CallExpression') {
      const inner = binder.activate(value, args, at, env);
      const returns = returnExpressions(value.node);
      const list = 'length' in returns ? returns.flatMap((r) => (r.argument ? [r.argument] : [])) : [returns];
      found.push(...list.flatMap((r) => appliedBy(binder, r, inner, depth + 1)));
    } else if (at.type === 'CallExpression') {
      for (const a of at.arguments) if (a.type !== 'SpreadElement') found.push(...appliedBy(binder, a, env, depth + 1));
    }
  }
  return found;
}

/** Decorator functions that this module exports and other modules use. */
function throughOwnDecorators(binder: Binder, module: Module): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const fn of module.functions) {
    const name = functionName(fn);
    if (name === undefined || returnedCalls(fn).length === 0) continue;
    const files = binder.project.filesWithDecorator(name);
    // Nobody uses it yet, and whoever begins to may have a handler.
    if (files.length > 0 && !returnsDecorator(binder, module, fn)) continue;
    binder.reach(name);
    for (const file of files) {
      const other = file === module.path ? undefined : binder.project.module(file);
      for (const d of other?.decorators.get(name) ?? []) if (other) found.push(...fromDecorator(binder, other, d));
    }
  }
  return found;
}

function returnsDecorator(binder: Binder, module: Module, fn: FunctionNode): boolean {
  return returnedCalls(fn).some((r) => appliedBy(binder, r, binder.openEnv(r, module), 0).some((a) => a.row.method));
}

function returnedCalls(fn: FunctionNode): readonly TSESTree.Node[] {
  const returns = returnExpressions(fn);
  const list = 'length' in returns ? returns.flatMap((r) => (r.argument ? [r.argument] : [])) : [returns];
  return list.filter((r) => unwrap(r).type === 'CallExpression');
}

function methodHandlers(
  binder: Binder,
  module: Module,
  node: FunctionNode,
  applied: Applied,
  model: RegistrationModel,
): readonly Candidate[] {
  const cls = node.parent.parent?.parent;
  if (!isClassNode(cls) || isNeverRedelivered(model)) return [];
  const value = classValue(cls, binder.openEnv(cls, module));
  const subclasses = cls.abstract ? subclassesOf(binder, value) : [];
  for (const c of cls.abstract ? [value, ...subclasses] : []) binder.reach(className(c.node));
  const owners = cls.abstract ? subclasses.filter((c) => !c.node.abstract) : [value];
  return owners.map((owner) => {
    const fn: FunctionValue = { kind: 'function', node, env: value.env, self: openInstance(owner) };
    const source = model.source ? resourceName(binder, binder.at(applied.options, model.source)[0]) : undefined;
    const inputs = parametersOf(binder, fn, applied, model);
    return {
      provided: undefined,
      handler: boundHandler(
        binder,
        fn,
        model,
        applied.library,
        { module, node: node.parent },
        { inputs, options: applied.options, source },
      ),
    };
  });
}

/** What each parameter gets: by its own decorator, else by position. */
function parametersOf(
  binder: Binder,
  fn: FunctionValue,
  applied: Applied,
  model: RegistrationModel,
): readonly Argument[] {
  return fn.node.params.map((parameter, i): Argument => {
    const decorated = decoratorRows(binder, parameter.decorators, fn.env).find(({ row }) => row.parameter)?.row
      .parameter;
    const own = decorated ?? model.parameters[i];
    const given: Argument = own
      ? parameterArgument(binder, own, applied.library, undefined)
      : { kind: 'value', values: [], provenance: 'unknown' };
    if (decorated?.type !== undefined || given.kind !== 'value') return given;
    const typed = binder.parameterType(parameter, fn.env);
    return typed.some((v) => v.kind === 'library')
      ? { kind: 'value', values: typed, provenance: given.provenance }
      : given;
  });
}
