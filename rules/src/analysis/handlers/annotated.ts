/** Handlers told by a type: functions annotated with a handler type, or entered with a parameter of an event type. */
import type { TSESTree } from '@typescript-eslint/types';
import type { RegistrationModel } from '../../models/model.js';
import type { Module } from '../../project/module.js';
import { annotationOf, propertyName } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { typeDeclaration } from '../binding/type-declaration.js';
import type { Argument, ExportValue, FunctionValue } from '../binding/value.js';
import { isEntryPoint } from './entry-point.js';
import { boundHandler, type Candidate, parameterArgument } from './handler.js';

/** Aliases and interfaces between an annotation and the library's type. */
const MAX_TYPE_HOPS = 5;

/** Functions annotated with a handler type, or exported with a parameter of an event type. */
export function annotatedHandlers(binder: Binder, module: Module): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const node of module.functions) {
    const candidate = annotatedFunction(binder, module, node);
    if (candidate) found.push(candidate);
  }
  return found;
}

function annotatedFunction(binder: Binder, module: Module, node: FunctionValue['node']): Candidate | undefined {
  const env = binder.openEnv(node.parent, module);
  const own = contextualType(node);
  const make = (v: ExportValue, model: RegistrationModel, inputs?: readonly Argument[]): Candidate => {
    const fn: FunctionValue = { kind: 'function', node, env, self: undefined };
    return {
      provided: undefined,
      handler: boundHandler(binder, fn, model, v.library, { module, node }, inputs ? { inputs } : {}),
    };
  };
  for (const v of own ? annotationExports(binder, own, module) : []) {
    if (v.model.annotatedHandler) return make(v, v.model.annotatedHandler);
  }
  const member = memberHandler(binder, module, node);
  if (member) return make(...member);
  for (const v of own ? argumentExports(binder, own, module) : []) {
    const model = v.model.annotatedParameter;
    if (model && isEntryPoint(binder, module, node)) return make(v, model);
  }
  for (const [index, parameter] of node.params.entries()) {
    const annotation = annotationOf(parameter.type === 'AssignmentPattern' ? parameter.left : parameter);
    for (const v of annotation ? annotationExports(binder, annotation, module) : []) {
      const model = v.model.annotatedParameter;
      if (!model || !isEntryPoint(binder, module, node)) continue;
      const typed = model.parameters.map((p) => parameterArgument(binder, p, v.library, undefined));
      return make(
        v,
        model,
        index === 0
          ? typed
          : [...Array<Argument>(index).fill({ kind: 'value', values: [], provenance: 'unknown' }), ...typed],
      );
    }
  }
  return undefined;
}

/** `const f: T = fn`, `fn satisfies T`, `fn as T`. */
function contextualType(node: TSESTree.Node): TSESTree.TypeNode | undefined {
  const { parent } = node;
  if (parent?.type === 'VariableDeclarator' && parent.init === node) return annotationOf(parent.id);
  if (parent?.type === 'TSSatisfiesExpression' || parent?.type === 'TSAsExpression') return parent.typeAnnotation;
  if (parent?.type === 'PropertyDefinition' && parent.value === node) return annotationOf(parent);
  return undefined;
}

/** `queue` of `{ async queue(batch) {} } satisfies ExportedHandler`. */
function memberHandler(
  binder: Binder,
  module: Module,
  node: FunctionValue['node'],
): readonly [ExportValue, RegistrationModel] | undefined {
  const path: string[] = [];
  for (let at: TSESTree.Node = node; at.parent.type === 'Property'; at = at.parent.parent) {
    const name = propertyName(at.parent);
    if (name === undefined || at.parent.parent.type !== 'ObjectExpression') return undefined;
    path.unshift(name);
    const type = contextualType(at.parent.parent);
    for (const v of type ? annotationExports(binder, type, module) : []) {
      const row = Object.entries(v.model.annotatedMembers ?? {}).find(([key]) => isPath(key, path));
      if (row) return [v, row[1]];
    }
  }
  return undefined;
}

/** Does the row's path, with `*` for any property, lead where these names do? */
function isPath(row: string, path: readonly string[]): boolean {
  const steps = row.split('.');
  return steps.length === path.length && steps.every((step, i) => step === '*' || step === path[i]);
}

/** What the first argument of the type stands for: `Handler<SQSEvent, SQSBatchResponse>`. */
function argumentExports(binder: Binder, type: TSESTree.TypeNode, module: Module): readonly ExportValue[] {
  const [first] = type.type === 'TSTypeReference' ? (type.typeArguments?.params ?? []) : [];
  return first ? annotationExports(binder, first, module) : [];
}

/** The library exports that a type names, through aliases and interfaces of the project. */
export function annotationExports(
  binder: Binder,
  type: TSESTree.TypeNode,
  module: Module,
  hops = 0,
): readonly ExportValue[] {
  if (type.type === 'TSUnionType' || type.type === 'TSIntersectionType')
    return type.types.flatMap((t) => annotationExports(binder, t, module, hops));
  if (type.type !== 'TSTypeReference') return [];
  const env = binder.moduleEnv(module);
  if (type.typeName.type === 'Identifier') {
    return namedExports(binder, type.typeName, module, hops);
  }
  if (type.typeName.type !== 'TSQualifiedName' || type.typeName.left.type !== 'Identifier') return [];
  const variable = module.variables.get(type.typeName.left);
  const name = type.typeName.right.name;
  return variable
    ? binder
        .variable(variable, env)
        .flatMap((v) => binder.member(v, name))
        .filter((v) => v.kind === 'export')
    : [];
}

/** The library type that a name stands for: itself, or what the project's alias or interface of that name is made of. */
function namedExports(binder: Binder, name: TSESTree.Identifier, module: Module, hops: number): readonly ExportValue[] {
  const env = binder.moduleEnv(module);
  const variable = module.variables.get(name);
  const values = variable && variable.defs.length > 0 ? binder.variable(variable, env) : binder.evaluate(name, env);
  const own = values.filter((v) => v.kind === 'export');
  if (own.length > 0 || hops >= MAX_TYPE_HOPS) return own;
  const declaration = typeDeclaration(binder, name.name, env);
  if (!declaration) return [];
  const { node, env: home } = declaration;
  if (node.type === 'TSTypeAliasDeclaration')
    return annotationExports(binder, node.typeAnnotation, home.module, hops + 1);
  if (node.type !== 'TSInterfaceDeclaration') return [];
  return node.extends.flatMap((e) =>
    e.expression.type === 'Identifier' ? namedExports(binder, e.expression, home.module, hops + 1) : [],
  );
}
