/** Classes of the project and their instances as values, and what can be read off a class alone. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ClassNode, ClassValue, Env, FunctionNode, InstanceValue } from './value.js';

/** The value of a class literal; one object per class and environment. */
export function classValue(node: ClassNode, env: Env): ClassValue {
  const known = env.memo.classes;
  let value = known.get(node);
  if (!value) known.set(node, (value = { kind: 'class', node, env }));
  return value;
}

const instances = new WeakMap<ClassValue, InstanceValue>();

/** The instance of a class that a container makes: constructor arguments unknown. */
export function openInstance(cls: ClassValue): InstanceValue {
  let value = instances.get(cls);
  if (!value) instances.set(cls, (value = { kind: 'instance', cls, args: undefined, site: undefined }));
  return value;
}

export function className(cls: ClassNode): string | undefined {
  if (cls.id) return cls.id.name;
  return cls.parent.type === 'VariableDeclarator' && cls.parent.id.type === 'Identifier'
    ? cls.parent.id.name
    : undefined;
}

export function constructorOf(cls: ClassNode): FunctionNode | undefined {
  const member = cls.body.body.find(
    (m): m is TSESTree.MethodDefinition =>
      m.type === 'MethodDefinition' && m.kind === 'constructor' && m.value.type === 'FunctionExpression',
  );
  return member?.value;
}
