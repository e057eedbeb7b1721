/** What a function's parameter stands for in one activation. */
import type { TSESTree } from '@typescript-eslint/types';
import { annotationOf, parameterPattern } from '../ast.js';
import { argumentAt, restArgument } from './argument.js';
import type { Binder } from './bind.js';
import { callerArguments } from './callers.js';
import { handedValues } from './handed.js';
import { follow, patternPath } from './pattern.js';
import { parameterTypeValues } from './injection.js';
import { type Argument, type Env, type FunctionNode, type Value, isTelling, union } from './value.js';

/** What a parameter denotes. */
export function parameterValues(binder: Binder, fn: FunctionNode, name: TSESTree.Node, env: Env): readonly Value[] {
  const source = binder.parameterArgument(fn, name, env);
  return source ? binder.argument(source) : [];
}

/** Where a parameter's value comes from in this activation: the argument, a caller's, its default, or its type. */
export function parameterArgument(
  binder: Binder,
  fn: FunctionNode,
  name: TSESTree.Node,
  env: Env,
): Argument | undefined {
  for (const [index, parameter] of fn.params.entries()) {
    const path = patternPath(parameterPattern(parameter), name);
    if (!path) continue;
    const base = givenParameter(binder, fn, parameter, index, env);
    return base && follow(binder, base, path, env);
  }
  return undefined;
}

function givenParameter(
  binder: Binder,
  fn: FunctionNode,
  parameter: TSESTree.Parameter,
  index: number,
  env: Env,
): Argument | undefined {
  if (env.args) {
    const given =
      parameter.type === 'RestElement' ? restArgument(env.args, index) : argumentAt(binder, env.args, index);
    if (given) {
      if (isTelling(binder.argument(given))) return given;
      const typed = parameterTypeValues(binder, parameter, env);
      if (typed.length === 0) return given;
      return { kind: 'value', values: typed, provenance: given.kind === 'value' ? given.provenance : 'unknown' };
    }
    if (parameter.type === 'AssignmentPattern') return { kind: 'expression', node: parameter.right, env };
  }
  return openParameter(binder, fn, parameter, index, env);
}

function openParameter(
  binder: Binder,
  fn: FunctionNode,
  parameter: TSESTree.Parameter,
  index: number,
  env: Env,
): Argument | undefined {
  const typed = parameterTypeValues(binder, parameter, env);
  const annotation = annotationOf(parameterPattern(parameter));
  if (typed.length > 0 && annotation?.type !== 'TSFunctionType') {
    return { kind: 'value', values: typed, provenance: 'unknown' };
  }
  if (env.args === undefined) {
    const handed = handedValues(binder, fn, index, env.module);
    if (handed.length > 0) return { kind: 'value', values: handed, provenance: 'unknown' };
    const passed = callerArguments(binder, fn, index, env);
    const values = union(...passed.map((p) => binder.argument(p)));
    if (values.length > 0) return { kind: 'value', values, provenance: 'unknown' };
  }
  if (parameter.type === 'AssignmentPattern') return { kind: 'expression', node: parameter.right, env };
  return { kind: 'value', values: typed, provenance: 'unknown' };
}
