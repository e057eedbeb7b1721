/** What may stand behind an interface? */
import type { TSESTree } from '@typescript-eslint/types';
import type { Module } from '../../project/module.js';
import { Shared } from '../../project/shared.js';
import { entry } from '../memo.js';
import type { Binder } from './bind.js';
import { classValue, openInstance } from './class.js';
import { declaredTypeValues } from './named-type.js';
import { providedValues } from './provider.js';
import { classesNaming } from './subclasses.js';
import { lookUp, typeDeclaration } from './type-declaration.js';
import { type ClassNode, type ClassValue, type Env, union, type Value } from './value.js';

const implementers = new WeakMap<Binder, Map<TSESTree.TSInterfaceDeclaration, readonly Value[]>>();

/** What may stand behind an interface: implementing classes, else what it extends, else its declared members. */
export function interfaceValues(binder: Binder, node: TSESTree.TSInterfaceDeclaration, env: Env): readonly Value[] {
  const known = entry(implementers, binder, () => new Map<TSESTree.TSInterfaceDeclaration, readonly Value[]>());
  const cached = known.get(node);
  if (cached) return cached;
  known.set(node, []);
  const provided = providedValues(binder, node.id, env);
  const classes = provided.length > 0 ? [] : implementing(binder, node);
  const found: readonly Value[] =
    provided.length > 0 ? provided : classes.filter((c) => !c.node.abstract).map((c) => openInstance(c));
  const extended = union(...node.extends.map((e) => heritageValues(binder, e, env)));
  const values =
    found.length > 0 ? union(found, extended) : union(extended, [{ kind: 'shape', members: node.body.body, env }]);
  known.set(node, values);
  return values;
}

/** What an interface or a type alias gives to one that extends it. */
function heritageValues(binder: Binder, heritage: TSESTree.TSInterfaceHeritage, env: Env): readonly Value[] {
  const { expression } = heritage;
  if (expression.type !== 'Identifier') return [];
  const variable = env.module.variables.get(expression) ?? lookUp(expression.name, env);
  return variable ? declaredTypeValues(binder, variable, heritage, env) : [];
}

interface ImplementingClass {
  readonly node: ClassNode;
  readonly module: Module;
}

const shared = new Shared<TSESTree.TSInterfaceDeclaration, readonly ImplementingClass[]>();

/** Classes of the project that implement the interface: names and imports tell. */
function implementing(binder: Binder, node: TSESTree.TSInterfaceDeclaration): readonly ClassValue[] {
  return shared
    .of(binder.project, node, () =>
      classesNaming(binder, node.id.name, (cls) => implementsInterface(binder, cls, node)).map((cls) => ({
        node: cls.node,
        module: cls.env.module,
      })),
    )
    .map((cls) => classValue(cls.node, binder.openEnv(cls.node, cls.module)));
}

function implementsInterface(
  binder: Binder,
  cls: Extract<Value, { kind: 'class' }>,
  node: TSESTree.TSInterfaceDeclaration,
): boolean {
  return cls.node.implements.some((clause) => {
    if (clause.expression.type !== 'Identifier') return false;
    return interfaceNamed(binder, clause.expression.name, cls.env, node);
  });
}

/** Does `name`, as seen from `env`, denote the interface `node` or one that extends it? */
function interfaceNamed(
  binder: Binder,
  name: string,
  env: Env,
  node: TSESTree.TSInterfaceDeclaration,
  hops = 0,
): boolean {
  const declaration = typeDeclaration(binder, name, env);
  if (declaration?.node === node) return true;
  if (declaration?.node.type !== 'TSInterfaceDeclaration' || hops > 4) return false;
  const { env: at } = declaration;
  return declaration.node.extends.some(
    (e) => e.expression.type === 'Identifier' && interfaceNamed(binder, e.expression.name, at, node, hops + 1),
  );
}
