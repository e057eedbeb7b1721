/** Members that are assigned to an object after its literal: `db.orders = …`, `db[model.name] = model`. */
import type { TSESTree } from '@typescript-eslint/types';
import { propertyName, unwrap } from '../ast.js';
import type { Binder } from './bind.js';
import { className } from './class.js';
import { type ObjectValue, type Value, union } from './value.js';

const running = new WeakMap<Binder, Set<string>>();

/** What assignments to the variable that holds the literal give for `name`. */
export function assignedMember(binder: Binder, value: ObjectValue, name: string): readonly Value[] {
  const { parent } = value.node;
  if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return [];
  const variable = value.env.module.variables.get(parent.id);
  if (!variable) return [];
  const key = `${value.env.module.path}:${String(value.node.range[0])}.${name}`;
  let active = running.get(binder);
  if (!active) running.set(binder, (active = new Set<string>()));
  if (active.has(key)) return [];
  active.add(key);
  try {
    return union(...variable.references.map((r) => written(binder, value, r.identifier, name)));
  } finally {
    active.delete(key);
  }
}

function written(binder: Binder, value: ObjectValue, reference: TSESTree.Node, name: string): readonly Value[] {
  const member = reference.parent;
  if (member?.type !== 'MemberExpression' || member.object !== reference) return [];
  const { parent } = member;
  if (parent.type !== 'AssignmentExpression' || parent.left !== member || parent.operator !== '=') return [];
  const fixed = propertyName(member);
  if (fixed !== undefined && fixed !== name) return [];
  const values = binder.evaluate(parent.right, binder.openEnv(parent, value.env.module));
  return fixed === name ? values : keyedByName(binder, member.property, values, value, name);
}

/** `object[x.name] = x`: of several things that `x` may be, the one of that name. */
function keyedByName(
  binder: Binder,
  key: TSESTree.Node,
  values: readonly Value[],
  value: ObjectValue,
  name: string,
): readonly Value[] {
  const at = unwrap(key);
  const constant = binder.constant(at, binder.openEnv(at, value.env.module));
  if (constant !== undefined) return constant === name ? values : [];
  if (at.type !== 'MemberExpression' || propertyName(at) !== 'name') return [];
  return values.filter((v) => nameOf(v) === name);
}

function nameOf(value: Value): string | undefined {
  if (value.kind === 'class') return className(value.node);
  if (value.kind === 'function') return 'id' in value.node ? value.node.id?.name : undefined;
  return value.kind === 'library' ? value.resource : undefined;
}
