/** What an annotation says a value is. */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName, propertyName } from '../ast.js';
import type { Binder } from './bind.js';
import { openInstance } from './class.js';
import { sourceMember } from './module.js';
import { declaredTypeValues } from './named-type.js';
import { accessedValues } from './type-access.js';
import { lookUp } from './type-declaration.js';
import { annotated, asInstances } from './type-instance.js';
import { type Env, type ShapeValue, union, type Value } from './value.js';

const TRANSPARENT = new Set([
  'Promise',
  'PromiseLike',
  'Readonly',
  'Partial',
  'Required',
  'NonNullable',
  'Awaited',
  'Omit',
  'Pick',
  'DeepReadonly',
]);

const LISTS = new Set([
  'Array',
  'ReadonlyArray',
  'Set',
  'ReadonlySet',
  'Iterable',
  'AsyncIterable',
  'AsyncGenerator',
  'AsyncIterableIterator',
]);

const running = new WeakMap<Binder, Set<TSESTree.TypeNode>>();

/** Values of the annotation, promises unwrapped. Empty when it names nothing we know. */
export function typeValues(binder: Binder, type: TSESTree.TypeNode, env: Env): readonly Value[] {
  let active = running.get(binder);
  if (!active) running.set(binder, (active = new Set()));
  if (active.has(type)) return [];
  active.add(type);
  try {
    return readType(binder, type, env);
  } finally {
    active.delete(type);
  }
}

function readType(binder: Binder, type: TSESTree.TypeNode, env: Env): readonly Value[] {
  switch (type.type) {
    case 'TSTypeReference':
      return referenceValues(binder, type, env);
    case 'TSArrayType':
      return listOf(typeValues(binder, type.elementType, env));
    case 'TSUnionType':
    case 'TSIntersectionType':
      return union(...type.types.map((t) => typeValues(binder, t, env)));
    case 'TSTypeOperator':
      return type.typeAnnotation ? typeValues(binder, type.typeAnnotation, env) : [];
    case 'TSTypeQuery':
      return type.exprName.type === 'TSImportType' ? [] : entityValues(binder, type.exprName, env);
    case 'TSIndexedAccessType':
      return accessedValues(binder, type, env);
    case 'TSTypeLiteral':
      return [{ kind: 'shape', members: type.members, env }];
    case 'TSImportType': {
      const name = type.qualifier ? lastName(type.qualifier) : undefined;
      const source = type.source.value;
      return name === undefined
        ? []
        : asInstances(binder, sourceMember(binder, env.module, source, name), type.typeArguments ?? undefined);
    }
    default:
      return [];
  }
}

function listOf(values: readonly Value[]): readonly Value[] {
  return values.length === 0 ? [] : [{ kind: 'array', elements: [{ kind: 'value', values, provenance: 'unknown' }] }];
}

function referenceValues(binder: Binder, type: TSESTree.TSTypeReference, env: Env): readonly Value[] {
  const first = type.typeArguments?.params[0];
  if (type.typeName.type === 'Identifier') {
    const { name } = type.typeName;
    const variable = env.module.variables.get(type.typeName);
    const declared = variable !== undefined && variable.defs.length > 0;
    if (!declared && first) {
      if (TRANSPARENT.has(name)) return typeValues(binder, first, env);
      if (LISTS.has(name)) return listOf(typeValues(binder, first, env));
      if (name === 'ReturnType') return returnTypeValues(binder, first, env);
      if (name === 'InstanceType')
        return typeValues(binder, first, env).flatMap((v) => (v.kind === 'class' ? [openInstance(v)] : []));
    }
    if (declared) return declaredTypeValues(binder, variable, type, env);
    return annotated(binder, name);
  }
  if (type.typeName.type === 'TSQualifiedName') {
    const bases = entityValues(binder, type.typeName.left, env);
    const name = type.typeName.right.name;
    const members = union(...bases.map((b) => binder.member(b, name)));
    return asInstances(binder, members, type.typeArguments);
  }
  return [];
}

function returnTypeValues(binder: Binder, type: TSESTree.TypeNode, env: Env): readonly Value[] {
  if (type.type !== 'TSTypeQuery' || type.exprName.type === 'TSImportType') return [];
  const functions = entityValues(binder, type.exprName, env);
  return union(...functions.map((f) => binder.callFunction(f, type, env)));
}

function entityValues(binder: Binder, name: TSESTree.EntityName, env: Env): readonly Value[] {
  if (name.type === 'Identifier') {
    const variable = env.module.variables.get(name) ?? lookUp(name.name, env);
    return variable ? binder.variable(variable, env) : [];
  }
  if (name.type === 'TSQualifiedName') {
    return union(...entityValues(binder, name.left, env).map((v) => binder.member(v, name.right.name)));
  }
  return [];
}

/** A declared member of an interface or object type. */
export function memberOfShape(binder: Binder, shape: ShapeValue, name: string): readonly Value[] {
  for (const member of shape.members) {
    if (member.type === 'TSPropertySignature' && propertyName(member) === name) {
      const annotation = member.typeAnnotation?.typeAnnotation;
      return annotation ? typeValues(binder, annotation, shape.env) : [];
    }
  }
  return [];
}
