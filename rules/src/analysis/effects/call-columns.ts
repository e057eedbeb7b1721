/** Which columns does the result of a call or a construction set? */
import type { TSESTree } from '@typescript-eslint/types';
import { isFunctionNode, propertyName, unwrap } from '../ast.js';
import { callTarget, calleeValues, constructTarget } from '../binding/call-target.js';
import { globalName } from '../binding/global.js';
import { type Env, type InstanceValue, mix } from '../binding/value.js';
import { type Columns, NONE, either, merge } from './column-set.js';
import type { ColumnReader } from './columns.js';
import { instanceColumns } from './instance-columns.js';

/** Columns of what a function of the project returns, of what a row hands on, or of the objects that are assigned to one. */
export function callColumns(reader: ColumnReader, node: TSESTree.CallExpression, env: Env, depth: number): Columns {
  const assigned = objectAssign(node, env);
  if (assigned) return merge(assigned.map((a) => reader.ofNode(unwrap(a), env, depth + 1)));
  const written = node.arguments[0];
  if (written && written.type !== 'SpreadElement' && isJson(node, env))
    return reader.ofNode(unwrap(written), env, depth + 1);
  const args = reader.binder.argumentsOf(node, env);
  const parts: Columns[] = [];
  for (const callee of calleeValues(reader.binder, node, env)) {
    if (callee.kind === 'function') {
      const inner = reader.binder.activate(callee, args, node, env);
      parts.push(either(returnNodes(callee.node).map((r) => reader.ofNode(unwrap(r), inner, depth + 1))));
      continue;
    }
    const target = callTarget(reader.binder, callee, args);
    const given = target?.row.returnsArgument ? reader.binder.at(args, target.row.returnsArgument)[0] : undefined;
    if (given) parts.push(reader.of(given, depth + 1));
  }
  return parts.length > 0 ? either(parts) : reader.ofValues({ kind: 'expression', node, env }, depth);
}

/** `JSON.stringify(body)`: what is written as text. */
function isJson({ callee }: TSESTree.CallExpression, env: Env): boolean {
  return (
    callee.type === 'MemberExpression' &&
    propertyName(callee) === 'stringify' &&
    globalName(callee.object, env) === 'JSON'
  );
}

/** The objects of an `Object.assign(…)`, target first; undefined where the call is another. */
export function objectAssign(node: TSESTree.CallExpression, env: Env): readonly TSESTree.Node[] | undefined {
  const { callee } = node;
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'Object')
    return undefined;
  if (propertyName(callee) !== 'assign' || (env.module.variables.get(callee.object)?.defs.length ?? 0) > 0)
    return undefined;
  return node.arguments.map((a) => (a.type === 'SpreadElement' ? a.argument : a));
}

/** What the function returns, functions inside it left out. */
export function returnNodes(fn: Extract<TSESTree.Node, { params: TSESTree.Parameter[] }>): readonly TSESTree.Node[] {
  if (fn.type === 'ArrowFunctionExpression' && fn.body.type !== 'BlockStatement') return [fn.body];
  const found: TSESTree.Node[] = [];
  const visit = (node: TSESTree.Node): void => {
    if (node.type === 'ReturnStatement' && node.argument) found.push(node.argument);
    if (node.type === 'BlockStatement') node.body.forEach(visit);
    if (node.type === 'IfStatement') for (const n of [node.consequent, node.alternate]) if (n) visit(n);
    if (node.type === 'TryStatement') visit(node.block);
  };
  if (isFunctionNode(fn) && fn.body) visit(fn.body);
  return found;
}

/** Columns of what `new` makes. */
export function constructedColumns(
  reader: ColumnReader,
  node: TSESTree.NewExpression,
  env: Env,
  depth: number,
): Columns {
  const args = reader.binder.argumentsOf(node, env);
  for (const callee of reader.binder.evaluate(node.callee, env)) {
    const target = constructTarget(reader.binder, callee, args);
    const given = target?.row.returnsArgument ? reader.binder.at(args, target.row.returnsArgument)[0] : undefined;
    if (given) return reader.of(given, depth + 1);
    if (callee.kind === 'class') {
      const instance = reader.binder.evaluate(node, env).find((v): v is InstanceValue => v.kind === 'instance');
      return instance ? instanceColumns(reader, instance, depth) : NONE;
    }
  }
  return { ...NONE, rest: args.length > 0 ? mix(args.map((a) => reader.provenance.ofArgument(a))) : undefined };
}
