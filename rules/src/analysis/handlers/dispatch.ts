/** In-process buses: which of the project's functions take a message, by the decorators that name its class or topic. */
import type { TSESTree } from '@typescript-eslint/types';
import type { DecoratorModel } from '../../models/model.js';
import { isClassNode, isFunctionNode } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { classValue, openInstance } from '../binding/class.js';
import { type Argument, type Env, type FunctionValue, type Value, union } from '../binding/value.js';

/** Functions that get what `argument` denotes: instances of a class, or a name. */
export function dispatched(binder: Binder, argument: Argument): readonly FunctionValue[] {
  const messages = binder
    .argument(argument)
    .flatMap((v) => (v.kind === 'array' ? binder.elements(v) : [v]))
    .filter((v) => v.kind === 'instance' || v.kind === 'constant');
  const found = union(...messages.map((message) => takers(binder, message)));
  return found.filter((v): v is FunctionValue => v.kind === 'function');
}

function takers(binder: Binder, message: Value): readonly Value[] {
  const found: (readonly Value[])[] = [];
  for (const name of dispatchingDecorators(binder)) {
    for (const file of binder.project.filesWithWord(name)) {
      const module = binder.project.module(file);
      for (const decorator of module?.decorators.get(name) ?? []) {
        if (module) found.push(fromDecorator(binder, decorator, binder.openEnv(decorator, module), message));
      }
    }
  }
  return union(...found);
}

function fromDecorator(binder: Binder, decorator: TSESTree.Decorator, env: Env, message: Value): readonly Value[] {
  const call = decorator.expression;
  if (call.type !== 'CallExpression') return [];
  return binder.evaluate(call.callee, env).flatMap((value): readonly Value[] => {
    const row = value.kind === 'export' ? value.model.decorator?.dispatches : undefined;
    if (!row || !takes(binder, row, call, env, message)) return [];
    return targetOf(binder, decorator.parent, row.method, env);
  });
}

function takes(
  binder: Binder,
  row: NonNullable<DecoratorModel['dispatches']>,
  call: TSESTree.CallExpression,
  env: Env,
  message: Value,
): boolean {
  const [first, ...path] = row.message;
  const args = binder.argumentsOf(call, env).slice(first);
  return args
    .flatMap((_, i) => binder.at(args, [i, ...path]))
    .flatMap((a) => binder.argument(a))
    .some((v) =>
      message.kind === 'instance'
        ? v.kind === 'class' && v.node === message.cls.node
        : v.kind === 'constant' && message.kind === 'constant' && v.value === message.value,
    );
}

/** The method of the decorated class, or the decorated method. */
function targetOf(binder: Binder, node: TSESTree.Node, method: string | undefined, env: Env): readonly Value[] {
  if (isClassNode(node)) return method === undefined ? [] : binder.member(openInstance(classValue(node, env)), method);
  const cls = node.parent?.parent;
  if (node.type !== 'MethodDefinition' || !isFunctionNode(node.value) || !isClassNode(cls)) return [];
  const owner = classValue(cls, binder.openEnv(cls, env.module));
  return [{ kind: 'function', node: node.value, env: owner.env, self: openInstance(owner) }];
}

const names = new WeakMap<Binder, readonly string[]>();

/** Names of decorators that the rows say dispatch messages. */
function dispatchingDecorators(binder: Binder): readonly string[] {
  let found = names.get(binder);
  if (!found) {
    found = binder.catalog.libraries.flatMap((l) =>
      Object.entries(l.exports ?? {}).flatMap(([name, row]) => (row.decorator?.dispatches ? [name] : [])),
    );
    names.set(binder, found);
  }
  return found;
}
