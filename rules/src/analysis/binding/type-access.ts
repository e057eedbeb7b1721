/** What a part of another type is: `T['db']`, `T[number]`, `Parameters<F>[0]`. */
import type { TSESTree } from '@typescript-eslint/types';
import { annotationOf, parameterPattern } from '../ast.js';
import type { Binder } from './bind.js';
import { callbackRows, typedParameter } from './handed.js';
import { typeDeclaration } from './type-declaration.js';
import { typeValues } from './type.js';
import { type Env, type MethodValue, union, type Value } from './value.js';

/** Aliases of aliases; one may be its own. */
const MAX_ALIASES = 5;

/** Values of an indexed access type; empty when the index is no literal. */
export function accessedValues(
  binder: Binder,
  { objectType, indexType }: TSESTree.TSIndexedAccessType,
  env: Env,
): readonly Value[] {
  if (indexType.type === 'TSNumberKeyword')
    return typeValues(binder, objectType, env).flatMap((v) => binder.elements(v));
  const index =
    indexType.type === 'TSLiteralType' && 'value' in indexType.literal ? indexType.literal.value : undefined;
  const callable = parametersOf(objectType, env);
  if (callable) return typeof index === 'number' ? parameterOf(binder, callable, index, env) : [];
  return typeof index === 'string'
    ? union(...typeValues(binder, objectType, env).map((v) => binder.member(v, index)))
    : [];
}

/** `F` of `Parameters<F>`. */
function parametersOf(type: TSESTree.TypeNode, env: Env): TSESTree.TypeNode | undefined {
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return undefined;
  if (type.typeName.name !== 'Parameters' || env.module.variables.get(type.typeName)?.defs.length) return undefined;
  return type.typeArguments?.params[0];
}

/** What the function of type `callable` is given at `index`. */
function parameterOf(
  binder: Binder,
  callable: TSESTree.TypeNode,
  index: number,
  env: Env,
  aliases = 0,
): readonly Value[] {
  if (callable.type === 'TSFunctionType') return annotationValues(binder, callable.params[index], env);
  if (callable.type === 'TSTypeReference') {
    const alias =
      callable.typeName.type === 'Identifier' ? typeDeclaration(binder, callable.typeName.name, env) : undefined;
    return alias?.node.type === 'TSTypeAliasDeclaration' && aliases < MAX_ALIASES
      ? parameterOf(binder, alias.node.typeAnnotation, index, alias.env, aliases + 1)
      : [];
  }
  const given = callable.type === 'TSIndexedAccessType' ? callbackOf(callable, env) : undefined;
  if (given) {
    const methods = typeValues(binder, given.of, env).filter((v): v is MethodValue => v.kind === 'method');
    return union(...methods.map((m) => callbackParameter(binder, m, given.at, index)));
  }
  return union(
    ...typeValues(binder, callable, env).map((v) =>
      v.kind === 'function' ? annotationValues(binder, v.node.params[index], v.env) : [],
    ),
  );
}

/** `Parameters<F>[at]`: the callback that `F` takes there. */
function callbackOf(
  { objectType, indexType }: TSESTree.TSIndexedAccessType,
  env: Env,
): { of: TSESTree.TypeNode; at: number } | undefined {
  const of = parametersOf(objectType, env);
  const at = indexType.type === 'TSLiteralType' && 'value' in indexType.literal ? indexType.literal.value : undefined;
  return of && typeof at === 'number' ? { of, at } : undefined;
}

/** What the callback at argument `at` of a library's method gets at `index`, as the rows tell. */
function callbackParameter(
  binder: Binder,
  { calls, library, receiver }: MethodValue,
  at: number,
  index: number,
): readonly Value[] {
  for (const row of calls) {
    const parameter = callbackRows(row).find((c) => c.at.length === 1 && c.at[0] === at)?.parameters[index];
    if (parameter) return typedParameter(binder, parameter, { library, receiver });
  }
  return [];
}

function annotationValues(binder: Binder, parameter: TSESTree.Parameter | undefined, env: Env): readonly Value[] {
  const type = parameter && annotationOf(parameterPattern(parameter));
  return type ? typeValues(binder, type, env) : [];
}
