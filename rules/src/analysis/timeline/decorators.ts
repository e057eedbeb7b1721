/** Decorators around a function that change how it runs: transactions and guards. */
import type { TSESTree } from '@typescript-eslint/types';
import type { DecoratorModel } from '../../models/model.js';
import type { Binder } from '../binding/bind.js';
import type { FunctionValue } from '../binding/value.js';

/** Rows of the decorators on a node, with the decorator's call. */
export function decoratorRows(
  binder: Binder,
  decorators: readonly TSESTree.Decorator[],
  env: FunctionValue['env'],
): readonly { readonly row: DecoratorModel; readonly node: TSESTree.Decorator; readonly library: string }[] {
  return decorators.flatMap((node) => {
    const callee = node.expression.type === 'CallExpression' ? node.expression.callee : node.expression;
    return binder
      .evaluate(callee, env)
      .flatMap((v) =>
        v.kind === 'export' && v.model.decorator ? [{ row: v.model.decorator, node, library: v.library.library }] : [],
      );
  });
}

function methodDecorators(fn: FunctionValue): readonly TSESTree.Decorator[] {
  const { parent } = fn.node;
  return parent.type === 'MethodDefinition' ? parent.decorators : [];
}

export function transactionDecorator(binder: Binder, fn: FunctionValue): boolean {
  return decoratorRows(binder, methodDecorators(fn), fn.env).some((d) => d.row.transaction);
}

/** Decorators that write what the unit of work knows at the method's end. */
export function flushingDecorators(binder: Binder, fn: FunctionValue): readonly TSESTree.CallExpression[] {
  return decoratorRows(binder, methodDecorators(fn), fn.env).flatMap(({ row, node }) =>
    row.flushes && node.expression.type === 'CallExpression' ? [node.expression] : [],
  );
}

export function guardingDecorator(binder: Binder, fn: FunctionValue): boolean {
  return decoratorRows(binder, methodDecorators(fn), fn.env).some((d) => d.row.guard);
}
