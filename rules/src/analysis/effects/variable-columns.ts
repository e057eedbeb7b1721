/** Which columns does the object in a variable set, with those assigned to it before it is used? */
import type { Variable } from '@typescript-eslint/scope-manager';
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, isFunctionNode, parameterPattern, propertyName, unwrap, within } from '../ast.js';
import { patternPath } from '../binding/pattern.js';
import type { Argument, Env } from '../binding/value.js';
import { type Column, type Columns, NONE, merge } from './column-set.js';
import { callsOn } from './growing.js';
import { setColumns } from './set-columns.js';
import type { ColumnReader } from './columns.js';

const UNSEEN: Columns = { ...NONE, rest: 'unknown' };

/** Columns of what a variable holds when it is used at `node`. */
export function variableColumns(
  reader: ColumnReader,
  variable: Variable,
  env: Env,
  node: TSESTree.Node,
  depth = 0,
): Columns {
  const home = reader.binder.homeOf(variable, env);
  const set = lastSet(variable, node);
  const again = set && reader.of({ kind: 'expression', node: set.value, env: home }, depth + 1);
  if (again && (again.loaded || again.columns.length > 0)) {
    const assigned = assignedColumns(reader, variable, home, node, set.end);
    return assigned.length > 0 ? { ...merge([again, ...assigned]), loaded: again.loaded } : again;
  }
  const source = sourceOf(reader, variable, home);
  const first = source ? reader.of(source, depth + 1) : isLeftOut(variable, home) ? NONE : UNSEEN;
  const added = source ? addedColumns(reader, variable, source, home, node, depth) : [];
  const initial = added.length > 0 ? merge([first, ...added]) : first;
  const assigned = assignedColumns(reader, variable, home, node);
  return assigned.length > 0 ? { ...merge([initial, ...assigned]), loaded: initial.loaded } : initial;
}

/** What the variable is set to again by a statement on the only way to `use`, none between them setting it. */
function lastSet(
  { references }: Variable,
  use: TSESTree.Node,
): { readonly value: TSESTree.Expression; readonly end: number } | undefined {
  const writes = references.filter((r) => r.isWrite() && !r.init && r.identifier.range[0] < use.range[0]);
  const [last] = writes.sort((a, b) => b.identifier.range[0] - a.identifier.range[0]);
  const assignment = last?.identifier.parent;
  const statement = assignment?.parent;
  if (
    assignment?.type !== 'AssignmentExpression' ||
    assignment.operator !== '=' ||
    assignment.left !== last?.identifier
  )
    return undefined;
  if (statement?.type !== 'ExpressionStatement' || statement.range[1] > use.range[0]) return undefined;
  const isOnTheWay = within(use, statement.parent) && enclosingFunction(use) === enclosingFunction(statement);
  return isOnTheWay ? { value: assignment.right, end: statement.range[1] } : undefined;
}

function sourceOf(reader: ColumnReader, variable: Variable, home: Env): Argument | undefined {
  const def = variable.defs[0];
  if (def?.type === 'Variable') {
    const declared = reader.binder.declaratorArgument(variable, home);
    if (declared) return declared;
    const write = variable.references.find((r) => r.isWrite() && r.writeExpr);
    return write?.writeExpr ? { kind: 'expression', node: write.writeExpr, env: home } : undefined;
  }
  if (def?.type === 'Parameter' && isFunctionNode(def.node)) return parameterOf(reader, def.node, def.name, home);
  return undefined;
}

function parameterOf(
  reader: ColumnReader,
  fn: Extract<TSESTree.Node, { params: TSESTree.Parameter[] }>,
  name: TSESTree.Node,
  home: Env,
): Argument | undefined {
  for (const [index, parameter] of fn.params.entries()) {
    const path = patternPath(parameterPattern(parameter), name);
    const given = home.args?.[index];
    if (path && given && given.kind !== 'spread') {
      return path.reduce<Argument>(
        (at, step) => (step.kind === 'property' ? { kind: 'property', of: at, name: step.name } : at),
        given,
      );
    }
  }
  return undefined;
}

/** Is it a parameter without a default that this call leaves out? */
function isLeftOut(variable: Variable, { args }: Env): boolean {
  const def = variable.defs[0];
  if (def?.type !== 'Parameter' || !isFunctionNode(def.node) || !args || args.some((a) => a.kind === 'spread'))
    return false;
  const index = def.node.params.findIndex((p) => parameterPattern(p) === def.name && p.type !== 'AssignmentPattern');
  return index >= args.length;
}

/** What is put into the list that the variable begins with (`const rows = []`) before it is used: `rows.push(row)`, `rows.push(...more)`. */
function addedColumns(
  reader: ColumnReader,
  variable: Variable,
  source: Argument,
  home: Env,
  use: TSESTree.Node,
  depth: number,
): readonly Columns[] {
  if (source.kind !== 'expression' || unwrap(source.node).type !== 'ArrayExpression') return [];
  return callsOn(variable, /^(?:push|unshift)$/).flatMap((call) => {
    if (isLater(call, use)) return [];
    return call.arguments.map((a) =>
      a.type === 'SpreadElement'
        ? reader.of({ kind: 'element', of: { kind: 'expression', node: a.argument, env: home } }, depth + 1)
        : reader.ofNode(unwrap(a), home, depth + 1),
    );
  });
}

/** What this variable's object is given before it is used at `use`: `entity.column = value`, `entity.set({ … })`. */
function assignedColumns(
  reader: ColumnReader,
  variable: Variable,
  home: Env,
  use: TSESTree.Node,
  since = 0,
): readonly Columns[] {
  return variable.references.flatMap(({ identifier }) => {
    if (identifier.range[0] < since || isLater(identifier, use)) return [];
    const columns = writtenTo(reader, identifier, home);
    return [...(columns.length > 0 ? [{ ...NONE, columns }] : []), ...setColumns(reader, identifier, home)];
  });
}

/** Columns that an assignment to a property of `node` sets, or a method of the language that changes a list in one. */
function writtenTo(reader: ColumnReader, node: TSESTree.Node, home: Env): readonly Column[] {
  const member = node.parent;
  if (member?.type !== 'MemberExpression' || member.object !== node) return [];
  const name = propertyName(member);
  const write = member.parent;
  if (name === undefined) return [];
  if (write.type === 'AssignmentExpression' && write.left === member) {
    const node = write.operator === '=' ? write.right : write;
    return [{ name, provenance: reader.provenance.of(write.right, home), node, env: home }];
  }
  if (write.type === 'UpdateExpression') return [{ name, provenance: 'state', node: write, env: home }];
  const changes =
    write.type === 'MemberExpression' &&
    write.object === member &&
    write.parent.type === 'CallExpression' &&
    write.parent.callee === write &&
    /^(?:push|unshift|splice)$/.test(propertyName(write) ?? '');
  return changes ? [{ name, provenance: 'state', node: write.parent, env: home }] : [];
}

/** Does `node` stand after `use` in the same function, with no loop around both that leads back? */
function isLater(node: TSESTree.Node, use: TSESTree.Node): boolean {
  const fn = enclosingFunction(use);
  if (node.range[0] <= use.range[0] || enclosingFunction(node) !== fn) return false;
  for (let at: TSESTree.Node | undefined = use; at && at !== fn; at = at.parent)
    if (/^(?:For|While|DoWhile)/.test(at.type) && within(node, at)) return false;
  return true;
}
