/** Which columns does an instance of a project class set, by its fields and its constructors, those of its base classes included? */
import type { TSESTree } from '@typescript-eslint/types';
import { parameterPattern, propertyName, unwrap } from '../ast.js';
import { chain, type Link } from '../binding/class-chain.js';
import { constructorEnv } from '../binding/class-env.js';
import { constructorOf } from '../binding/class.js';
import { type Argument, type Env, type InstanceValue, mix } from '../binding/value.js';
import { objectAssign } from './call-columns.js';
import { type Columns, NONE, merge } from './column-set.js';
import type { ColumnReader } from './columns.js';

/** Columns of the fields, the constructor properties, the assignments to `this` and of what is copied onto it. */
export function instanceColumns(reader: ColumnReader, instance: InstanceValue, depth = 0): Columns {
  const { links } = chain(reader.binder, instance);
  const set = merge(links.toReversed().map((link) => columnsOfClass(reader, instance, link, depth)));
  const fn = constructorOf(instance.cls.node);
  if (set.columns.length > 0 || set.rest !== undefined || !fn || !instance.args || instance.args.length === 0)
    return set;
  return { ...set, rest: mix(instance.args.map((a) => reader.provenance.ofArgument(a))) };
}

/** What one class of the chain sets on the instance. */
function columnsOfClass(reader: ColumnReader, instance: InstanceValue, link: Link, depth: number): Columns {
  const parts: Columns[] = [];
  const whole: Argument = { kind: 'value', values: [instance], provenance: 'unknown' };
  const add = (name: string, node: TSESTree.Node | undefined, env: Env | undefined): void => {
    const provenance = node && env ? reader.provenance.of(node, env) : reader.provenance.property(whole, name);
    parts.push({ ...NONE, columns: [{ name, provenance, node, env }] });
  };
  const { cls } = link;
  for (const member of cls.node.body.body) {
    if (member.type !== 'PropertyDefinition' || member.static) continue;
    const name = propertyName(member);
    if (name !== undefined && member.value) add(name, member.value, cls.env);
  }
  const fn = constructorOf(cls.node);
  for (const parameter of fn?.params ?? []) {
    const pattern = parameterPattern(parameter);
    if (parameter.type === 'TSParameterProperty' && pattern.type === 'Identifier')
      add(pattern.name, undefined, undefined);
  }
  const env = constructorEnv(instance, cls, link.args);
  for (const source of env?.fn && link.args ? copiedOntoThis(env) : [])
    parts.push(reader.ofNode(unwrap(source), env as Env, depth + 1));
  for (const [name, writes] of cls.env.module.thisWrites) {
    if (fn && writes.some((w) => w.range[0] > fn.range[0] && w.range[1] < fn.range[1])) add(name, undefined, undefined);
  }
  return merge(parts);
}

/** `Object.assign(this, init)` among the statements of a constructor: what is copied. */
function copiedOntoThis(env: Env): readonly TSESTree.Node[] {
  const body = env.fn?.body;
  if (body?.type !== 'BlockStatement') return [];
  return body.body.flatMap((statement) => {
    const call = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    const parts = call?.type === 'CallExpression' ? objectAssign(call, env) : undefined;
    return parts?.[0]?.type === 'ThisExpression' ? parts.slice(1) : [];
  });
}
