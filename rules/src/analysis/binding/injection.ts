/** What is injected at a parameter or field, by its decorators and its annotation. */
import type { TSESTree } from '@typescript-eslint/types';
import { annotationOf, parameterPattern } from '../ast.js';
import type { Binder } from './bind.js';
import { exportInstance } from './library-instance.js';
import { providedValues } from './provider.js';
import { resourceName } from './resource.js';
import { typeValues } from './type.js';
import type { Argument, Env, Value } from './value.js';

/** What a parameter's decorators and annotation say. */
export function parameterTypeValues(binder: Binder, parameter: TSESTree.Parameter, env: Env): readonly Value[] {
  const annotation =
    annotationOf(parameterPattern(parameter)) ??
    (parameter.type === 'RestElement' ? annotationOf(parameter) : undefined);
  return injectedValues(binder, parameter.decorators, annotation, env, env);
}

/**
 * What is injected at a parameter or field. The decorator knows the resource; where it gives a library's object but the
 * annotation names a class of the project (a custom repository), the class knows more.
 */
export function injectedValues(
  binder: Binder,
  decorators: readonly TSESTree.Decorator[],
  annotation: TSESTree.TypeNode | undefined,
  env: Env,
  typeEnv: Env,
): readonly Value[] {
  const decorated = decoratorValues(binder, decorators, env);
  const typed = (): readonly Value[] => (annotation ? typeValues(binder, annotation, typeEnv) : []);
  if (decorated.length === 0) return typed();
  return decorated.every((v) => v.kind === 'library') ? narrowed(decorated, typed()) : decorated;
}

/** A class of the project says more than the library's object it is (`repo as OrderRepository`). */
export function narrowed(values: readonly Value[], typed: readonly Value[]): readonly Value[] {
  const classes = typed.filter((v) => v.kind === 'instance');
  return classes.length > 0 ? classes : values.length > 0 ? values : typed;
}

/** Values that injection decorators give: `@InjectRepository(E)`, `@Inject(TOKEN)`. */
function decoratorValues(binder: Binder, decorators: readonly TSESTree.Decorator[], env: Env): readonly Value[] {
  for (const decorator of decorators) {
    const call = decorator.expression.type === 'CallExpression' ? decorator.expression : undefined;
    const callee = call ? call.callee : decorator.expression;
    for (const value of binder.evaluate(callee, env)) {
      const inject = value.kind === 'export' ? value.model.decorator?.inject : undefined;
      if (!inject || value.kind !== 'export') continue;
      const args = call ? binder.argumentsOf(call, env) : [];
      if (inject.token) {
        const token = binder.at(args, inject.token)[0];
        const found = token?.kind === 'expression' ? providedValues(binder, token.node, token.env) : [];
        if (found.length > 0) return found;
      }
      if (inject.type === undefined) continue;
      const made = exportInstance(
        binder,
        { ...value, model: { class: inject.type } },
        injectedResource(binder, inject.resource, args),
      );
      if (made) return [made];
    }
  }
  return [];
}

function injectedResource(
  binder: Binder,
  path: readonly [number, ...string[]] | undefined,
  args: readonly Argument[],
): string | undefined {
  return path ? resourceName(binder, binder.at(args, path)[0]) : undefined;
}
