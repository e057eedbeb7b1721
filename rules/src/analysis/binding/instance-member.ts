/** What a member of an instance denotes: method, field, constructor property, inherited, or implemented by a subclass. */
import type { TSESTree } from '@typescript-eslint/types';
import { annotationOf, isClassNode, isFunctionNode, parameterPattern, propertyName, within } from '../ast.js';
import type { Binder } from './bind.js';
import { chain, type Link } from './class-chain.js';
import { bodyEnv, constructorEnv, methodEnvAt } from './class-env.js';
import { openInstance } from './class.js';
import { parameterValues } from './parameter.js';
import { providedValues } from './provider.js';
import { subclassesOf } from './subclasses.js';
import { injectedValues } from './injection.js';
import {
  type ClassNode,
  type ClassValue,
  type Env,
  type InstanceValue,
  isTelling,
  union,
  type Value,
} from './value.js';

/** `instance.name`: method, field, constructor property, assigned in a method, inherited, or implemented by a subclass. */
export function memberOfInstance(binder: Binder, instance: InstanceValue, name: string): readonly Value[] {
  const { links, library } = chain(binder, instance);
  let abstract = false;
  for (const link of links) {
    const found = ownMember(binder, instance, link, name);
    if (found === 'abstract') abstract = true;
    else if (found.length > 0) return found;
  }
  const inherited = library ? binder.memberOfLibrary(library, name) : [];
  if (inherited.length > 0 && !abstract) return inherited;
  const provided = abstract ? providedMember(binder, instance.cls, name) : [];
  if (provided.length > 0) return provided;
  return union(
    ...subclassesOf(binder, instance.cls)
      .filter((s) => !s.node.abstract)
      .map((s) => declaredMember(binder, openInstance(s), name)),
  );
}

/** What a container gives for an abstract class: `{ provide: Orders, useClass: SqlOrders }`. */
function providedMember(binder: Binder, cls: ClassValue, name: string): readonly Value[] {
  const token = cls.node.id;
  if (!token) return [];
  const others = providedValues(binder, token, cls.env).filter((v) => v.kind !== 'instance' || v.cls.node !== cls.node);
  return union(
    ...others.map((v) => (v.kind === 'instance' ? declaredMember(binder, v, name) : binder.member(v, name))),
  );
}

/** Member in the class's own chain, subclasses not asked. */
function declaredMember(binder: Binder, instance: InstanceValue, name: string): readonly Value[] {
  for (const link of chain(binder, instance).links) {
    const found = ownMember(binder, instance, link, name);
    if (found !== 'abstract' && found.length > 0) return found;
  }
  return [];
}

/** `super.name` inside a method. */
export function superMember(binder: Binder, node: TSESTree.MemberExpression, env: Env): readonly Value[] {
  const name = propertyName(node);
  let self: Value | undefined;
  for (let at: Env | undefined = env; at && !self; at = at.parent) self = at.self;
  const cls = classAround(node);
  if (name === undefined || self?.kind !== 'instance' || !cls) return [];
  const { links, library } = chain(binder, self);
  const start = links.findIndex((l) => l.cls.node === cls);
  for (const link of links.slice(start + 1)) {
    const found = ownMember(binder, self, link, name);
    if (found !== 'abstract' && found.length > 0) return found;
  }
  return library ? binder.memberOfLibrary(library, name) : [];
}

function classAround(node: TSESTree.Node): ClassNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isClassNode(at)) return at;
  return undefined;
}

function ownMember(binder: Binder, instance: InstanceValue, link: Link, name: string): readonly Value[] | 'abstract' {
  let abstract = false;
  for (const member of link.cls.node.body.body) {
    if (
      member.type === 'StaticBlock' ||
      member.type === 'TSIndexSignature' ||
      propertyName(member) !== name ||
      member.static
    )
      continue;
    switch (member.type) {
      case 'TSAbstractMethodDefinition':
      case 'TSAbstractPropertyDefinition':
        abstract = true;
        break;
      case 'MethodDefinition': {
        if (!isFunctionNode(member.value) || !member.value.body) break;
        const method: Value = { kind: 'function', node: member.value, env: link.cls.env, self: instance };
        return member.kind === 'get' ? binder.callFunction(method, member, bodyEnv(instance, link.cls)) : [method];
      }
      case 'PropertyDefinition':
        return fieldValues(binder, instance, link, member, name);
      default:
        break;
    }
  }
  if (abstract) return 'abstract';
  const property = constructorProperty(binder, instance, link, name);
  return property.length > 0 ? property : assignedValues(binder, instance, link, name);
}

function fieldValues(
  binder: Binder,
  instance: InstanceValue,
  link: Link,
  member: TSESTree.PropertyDefinition,
  name: string,
): readonly Value[] {
  const env = bodyEnv(instance, link.cls);
  if (member.value) {
    const values = binder.evaluate(member.value, env);
    if (isTelling(values))
      return values.map((v) =>
        v.kind === 'function' && v.self === undefined && isMethodValue(member) ? { ...v, self: instance } : v,
      );
  }
  const assigned = assignedValues(binder, instance, link, name);
  if (assigned.length > 0) return assigned;
  return injectedValues(binder, member.decorators, annotationOf(member), env, link.cls.env);
}

function isMethodValue(member: TSESTree.PropertyDefinition): boolean {
  return member.value?.type === 'FunctionExpression';
}

function constructorProperty(binder: Binder, instance: InstanceValue, link: Link, name: string): readonly Value[] {
  const env = constructorEnv(instance, link.cls, link.args);
  for (const parameter of env?.fn?.params ?? []) {
    if (parameter.type !== 'TSParameterProperty') continue;
    const pattern = parameterPattern(parameter);
    if (pattern.type === 'Identifier' && pattern.name === name && env?.fn)
      return parameterValues(binder, env.fn, pattern, env);
  }
  return [];
}

function assignedValues(binder: Binder, instance: InstanceValue, link: Link, name: string): readonly Value[] {
  const writes = link.cls.env.module.thisWrites.get(name) ?? [];
  const found: (readonly Value[])[] = [];
  for (const write of writes) {
    if (!within(write, link.cls.node)) continue;
    const env = methodEnvAt(binder, instance, link, write);
    if (env) found.push(binder.evaluate(write.right, env));
  }
  return union(...found);
}
