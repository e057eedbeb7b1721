/** What a type declared or imported under a name stands for. */
import type { Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { isClassNode } from '../ast.js';
import type { Binder } from './bind.js';
import { classValue, openInstance } from './class.js';
import { interfaceValues } from './interface.js';
import { describedExport, exportedValues, sourceMember } from './module.js';
import { findTypeDeclaration } from './type-declaration.js';
import { annotated, asInstances } from './type-instance.js';
import { typeValues } from './type.js';
import type { Env, Value } from './value.js';

/** A type written by its name. */
type Named = Pick<TSESTree.TSTypeReference | TSESTree.TSInterfaceHeritage, 'typeArguments'>;

export function declaredTypeValues(binder: Binder, variable: Variable, type: Named, env: Env): readonly Value[] {
  const def = variable.defs[0];
  if (!def) return [];
  if (def.type === 'ImportBinding') {
    const binding = env.module.imports.get(variable.name);
    if (!binding) return [];
    return importedTypeValues(binder, variable.name, type, env);
  }
  return declarationValues(binder, def.node, env, type);
}

function importedTypeValues(binder: Binder, local: string, type: Named, env: Env): readonly Value[] {
  const binding = env.module.imports.get(local);
  if (binding?.kind !== 'named' && !(binding?.kind === 'require' && binding.name !== undefined)) return [];
  const name = binding.name ?? local;
  const target = binder.project.resolve(env.module.path, binding.source);
  if (target.kind !== 'module') {
    const found = asInstances(binder, sourceMember(binder, env.module, binding.source, name), type.typeArguments);
    return found.length > 0 ? found : annotated(binder, name);
  }
  const declaration = findTypeDeclaration(binder, target.path, name, new Set());
  const described = declaration && describedExport(binder, declaration.env.module, name);
  if (described) return asInstances(binder, described, type.typeArguments);
  if (declaration) return declarationValues(binder, declaration.node, declaration.env, type);
  const module = binder.project.module(target.path);
  const values = module ? exportedValues(binder, module, name) : [];
  return asInstances(binder, values, type.typeArguments);
}

function declarationValues(binder: Binder, node: TSESTree.Node, env: Env, type: Named): readonly Value[] {
  if (isClassNode(node)) return [openInstance(classValue(node, binder.openEnv(node, env.module)))];
  if (node.type === 'TSTypeAliasDeclaration') return typeValues(binder, node.typeAnnotation, env);
  if (node.type === 'TSInterfaceDeclaration') return interfaceValues(binder, node, env);
  if (node.type === 'TSTypeParameter') return node.constraint ? typeValues(binder, node.constraint, env) : [];
  if (node.type === 'VariableDeclarator' || node.type === 'Identifier')
    return asInstances(binder, binder.evaluate(node, env), type.typeArguments);
  return [];
}
