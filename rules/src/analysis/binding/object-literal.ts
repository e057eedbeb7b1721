/** What the properties of an object literal are, looking through spreads. */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, propertyName } from '../ast.js';
import type { Binder } from './bind.js';
import { assignedMember } from './object.js';
import { type Argument, type Env, type ObjectValue, type Value, union } from './value.js';

/** What the property `name` denotes. */
export function memberOfObject(binder: Binder, value: ObjectValue, name: string): readonly Value[] {
  const assigned = value.assigned?.get(name);
  const set = assigned ? binder.argument(assigned) : [];
  // `if (handler) options.handler = handler;`: what is not given leaves the property as it was.
  if (set.length > 0) return set;
  return once<readonly Value[]>(value.node, value.env, `.${name}`, [], () => ownMember(binder, value, name));
}

function ownMember(binder: Binder, value: ObjectValue, name: string): readonly Value[] {
  const found: (readonly Value[])[] = [];
  for (const property of value.node.properties) {
    if (property.type === 'SpreadElement') {
      found.push(...binder.evaluate(property.argument, value.env).map((v) => binder.member(v, name)));
    } else if (propertyName(property) === name) return propertyValue(binder, value, property);
    else if (
      property.computed &&
      propertyName(property) === undefined &&
      binder.constant(property.key, value.env) === name
    ) {
      return propertyValue(binder, value, property);
    }
  }
  const values = union(...found);
  return values.length > 0 ? values : assignedMember(binder, value, name);
}

/** All values the properties hold, those of spread objects included. */
export function everyMemberOfObject(binder: Binder, value: ObjectValue): readonly Value[] {
  return once<readonly Value[]>(value.node, value.env, '*members', [], () =>
    union(
      ...value.node.properties.map((p) =>
        p.type === 'SpreadElement'
          ? union(...binder.evaluate(p.argument, value.env).map((v) => binder.everyMember(v)))
          : propertyValue(binder, value, p),
      ),
    ),
  );
}

function propertyValue(binder: Binder, owner: ObjectValue, property: TSESTree.Property): readonly Value[] {
  const values = binder.evaluate(property.value, owner.env);
  if (property.kind === 'get') return union(...values.map((v) => binder.callFunction(v, property, owner.env)));
  if (!isFunctionNode(property.value)) return values;
  if (property.value.type === 'ArrowFunctionExpression') return values;
  return values.map((v) => (v.kind === 'function' ? { ...v, self: owner } : v));
}

/** The expression that gives an object literal's property, looking through spreads. */
export function propertyArgument(binder: Binder, value: ObjectValue, name: string): Argument | undefined {
  const assigned = value.assigned?.get(name);
  if (assigned && (value.node.properties.length === 0 || binder.argument(assigned).length > 0)) return assigned;
  return once<Argument | undefined>(value.node, value.env, `=${name}`, undefined, () =>
    ownProperty(binder, value, name),
  );
}

function ownProperty(binder: Binder, value: ObjectValue, name: string): Argument | undefined {
  let spread: Argument | undefined;
  for (const property of value.node.properties) {
    if (property.type === 'SpreadElement') {
      for (const v of binder.evaluate(property.argument, value.env)) {
        if (v.kind === 'object') spread = binder.propertyArgument(v, name) ?? spread;
        else if (v.kind === 'library' && binder.catalog.member(v.library, v.type, name))
          spread = { kind: 'property', of: { kind: 'expression', node: property.argument, env: value.env }, name };
      }
    } else if ((propertyName(property) ?? binder.constant(property.key, value.env)) === name) {
      return binder.propertyValueArgument(value, property);
    }
  }
  return spread;
}

/** The expression a property has, or its function with the object as `this`. */
export function propertyValueArgument(binder: Binder, owner: ObjectValue, property: TSESTree.Property): Argument {
  if (isFunctionNode(property.value))
    return { kind: 'value', values: propertyValue(binder, owner, property), provenance: 'unknown' };
  return { kind: 'expression', node: property.value, env: owner.env };
}

/** What `read` gives for `name` of the object literal, read once; empty while it is being read, for objects that spread themselves. */
export function once<T>(node: TSESTree.Node, env: Env, name: string, empty: T, read: () => T): T {
  const { members } = env.memo;
  const byName = members.get(node) ?? new Map<string, unknown>();
  members.set(node, byName);
  if (byName.has(name)) return byName.get(name) as T;
  byName.set(name, empty);
  const found = read();
  byName.set(name, found);
  return found;
}
