/** Does a written value depend on the value it replaces? Operators of the store, SQL fragments, read-modify-write. */
import type { TSESTree } from '@typescript-eslint/types';
import type { LibraryModel } from '../../models/model.js';
import { isFunctionNode, propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import { calleeValues, callTarget } from '../binding/call-target.js';
import { takenArm } from '../binding/left-out.js';
import { patternPath } from '../binding/pattern.js';
import type { Column } from './column-set.js';
import type { ProvenanceReader } from './provenance.js';
import type { Argument, Env, Value } from '../binding/value.js';

/** Tells what was read from the store that is written. */
interface Stored {
  readonly provenance: ProvenanceReader;
  /** Library of the write, where it is known. */
  readonly store: LibraryModel | undefined;
}

/** The first column that accumulates, in words (`stock.increment`), or undefined. */
export function accumulatingColumn(
  binder: Binder,
  provenance: ProvenanceReader,
  columns: readonly Column[],
  operators: readonly string[],
  store?: LibraryModel,
): string | undefined {
  for (const column of columns) {
    if (column.adds || operators.includes(column.name)) return column.name;
    if (!column.node || !column.env) continue;
    const operator = operatorIn(binder, { kind: 'expression', node: column.node, env: column.env }, operators);
    if (operator !== undefined) return `${column.name}.${operator}`;
    if (addsToStored(binder.evaluate(column.node, column.env))) return column.name;
    if (selfReference({ provenance, store }, column.node, column.env, column.name, 0)) return column.name;
  }
  return undefined;
}

/** A value of the library that says "add to what is stored". */
function addsToStored(values: readonly Value[]): boolean {
  return values.some((v) => v.kind === 'library' && v.draft.some((d) => d.model.effect?.kind === 'relative'));
}

/** The operator, with the properties above it, at any depth (`account.update.balance.increment`). */
function operatorIn(binder: Binder, argument: Argument, operators: readonly string[], depth = 0): string | undefined {
  if (operators.length === 0 || depth > MAX_NESTING) return undefined;
  const taken =
    argument.kind === 'expression' ? { ...argument, node: takenArm(binder, argument.node, argument.env) } : argument;
  for (const value of binder.argument(taken)) {
    if (value.kind === 'array') {
      for (const e of value.elements) {
        const found = operatorIn(binder, e, operators, depth + 1);
        if (found !== undefined) return found;
      }
    }
    if (value.kind !== 'object') continue;
    for (const p of value.node.properties) {
      const name = p.type === 'Property' ? propertyName(p) : undefined;
      if (p.type !== 'Property' || name === undefined) continue;
      if (operators.includes(name)) return name;
      const inner = operatorIn(binder, binder.propertyValueArgument(value, p), operators, depth + 1);
      if (inner !== undefined) return `${name}.${inner}`;
    }
  }
  return undefined;
}

const MAX_NESTING = 6;

/** `total_messages + 1` for `totalMessages` as well. */
const SELF = (name: string) =>
  new RegExp(
    `(?:^|[^\\w.'])["\`]?(?:\\w+["\`]?\\.)?["\`]?${anySpelling(name)}["\`]?\\s*(?:[-+*/]|\\|\\|)|array_append\\(|array_cat\\(|jsonb_insert\\(|JSON_ARRAY_APPEND\\(`,
    'i',
  );

function anySpelling(name: string): string {
  return name
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/([a-z\d])([A-Z])/g, '$1_?$2')
    .replace(/_(?!\?)/g, '_?');
}

/** Is `node` computed from the stored value of the same column (`x: doc.x + 1`, `() => 'x + 1'`, ``sql`${t.x} + 1` ``)? */
function selfReference(stored: Stored, node: TSESTree.Node, env: Env, column: string, depth: number): boolean {
  const at = unwrap(node);
  if (depth > 6) return false;
  switch (at.type) {
    case 'UpdateExpression':
      return true;
    case 'AssignmentExpression':
      return at.operator !== '=' && at.operator !== '||=' && at.operator !== '??=' && at.operator !== '&&=';
    case 'ArrowFunctionExpression':
      return (
        isFunctionNode(at) &&
        at.body.type !== 'BlockStatement' &&
        (fragmentAccumulates(at.body, column) || plusCall(at.body))
      );
    case 'CallExpression':
      return (
        pushes(at) ||
        (at.arguments[0] !== undefined && fragmentAccumulates(at.arguments[0], column)) ||
        rounding(stored, at, env, column, depth)
      );
    case 'TaggedTemplateExpression':
      return templateAccumulates(at.quasi, column);
    case 'BinaryExpression':
      return (
        /^[-+*/]$/.test(at.operator) &&
        [at.left, at.right].some((side) => readsStored(stored, side, env, column, depth))
      );
    case 'ArrayExpression':
      return at.elements.some(
        (e) => e?.type === 'SpreadElement' && readsStored(stored, e.argument, env, column, depth),
      );
    case 'ConditionalExpression':
      return [at.consequent, at.alternate].some((side) => selfReference(stored, side, env, column, depth + 1));
    case 'Identifier': {
      return assigned(at, env).some((value) => selfReference(stored, value, env, column, depth + 1));
    }
    default:
      return false;
  }
}

/** Everything the variable is set to. */
function assigned(node: TSESTree.Identifier, env: Env): readonly TSESTree.Node[] {
  const init = initialiser(node, env);
  const later = env.module.variables.get(node)?.references.flatMap((r) => (r.isWrite() && !r.init ? r.writeExpr : []));
  return [...(init ? [init] : []), ...(later ?? []).flatMap((e) => e ?? [])];
}

function initialiser(node: TSESTree.Identifier, env: Env): TSESTree.Node | undefined {
  const def = env.module.variables.get(node)?.defs[0];
  return def?.type === 'Variable' && def.node.id.type === 'Identifier' ? (def.node.init ?? undefined) : undefined;
}

/** `Math.max(0, x.n - 1)`, `Number(x.n) + 1`. */
function rounding(stored: Stored, node: TSESTree.CallExpression, env: Env, column: string, depth: number): boolean {
  return node.arguments.some((a) => a.type !== 'SpreadElement' && selfReference(stored, a, env, column, depth + 1));
}

function readsStored(stored: Stored, node: TSESTree.Node, env: Env, column: string, depth: number): boolean {
  const at = unwrap(node);
  if (at.type === 'MemberExpression')
    return propertyName(at) === column && isStored(stored, at, env) && !isElsewhere(stored, at.object, env);
  if (at.type === 'LogicalExpression')
    return [at.left, at.right].some((s) => readsStored(stored, s, env, column, depth));
  if (at.type === 'CallExpression')
    return at.arguments.some((a) => a.type !== 'SpreadElement' && readsStored(stored, a, env, column, depth));
  if (at.type === 'BinaryExpression')
    return [at.left, at.right].some((s) => readsStored(stored, s, env, column, depth));
  return at.type === 'Identifier' && depth < 6 && readsThroughVariable(stored, at, env, column, depth);
}

function readsThroughVariable(
  stored: Stored,
  node: TSESTree.Identifier,
  env: Env,
  column: string,
  depth: number,
): boolean {
  const def = env.module.variables.get(node)?.defs[0];
  if (def?.type !== 'Variable') return false;
  const taken = patternPath(def.node.id, def.name)?.findLast((step) => step.kind === 'property')?.name;
  if (taken === column) return isStored(stored, node, env);
  if (taken !== undefined && !/^\d+$/.test(taken)) return false;
  return def.node.init ? readsStored(stored, def.node.init, env, column, depth + 1) : false;
}

function isStored({ provenance }: Stored, node: TSESTree.Node, env: Env): boolean {
  return provenance.of(node, env) === 'state';
}

/** Did a call of another library give the object (a payment service, where the write goes to the database)? */
function isElsewhere(stored: Stored, node: TSESTree.Node, env: Env): boolean {
  const at = unwrap(node);
  const { binder } = stored.provenance;
  if (at.type === 'MemberExpression') return isElsewhere(stored, at.object, env);
  if (at.type === 'Identifier') {
    const variable = env.module.variables.get(at);
    const init = initialiser(at, env);
    return variable !== undefined && init !== undefined && isElsewhere(stored, init, binder.homeOf(variable, env));
  }
  if (at.type !== 'CallExpression' || !stored.store) return false;
  const args = binder.argumentsOf(at, env);
  const targets = calleeValues(binder, at, env).flatMap((c) => callTarget(binder, c, args) ?? []);
  return targets.length > 0 && targets.every((t) => t.library.library !== stored.store?.library);
}

function fragmentAccumulates(node: TSESTree.Node, column: string): boolean {
  if (node.type === 'Literal' && typeof node.value === 'string') return SELF(column).test(node.value);
  return node.type === 'TemplateLiteral' && templateAccumulates(node, column);
}

/** `${t.n} + 1`, `n + ${x}`. */
function templateAccumulates(node: TSESTree.TemplateLiteral, column: string): boolean {
  const text = node.quasis
    .map((q, i) => q.value.raw + (i < node.expressions.length ? holeText(node.expressions[i]) : ''))
    .join('');
  return SELF(column).test(text);
}

function holeText(node: TSESTree.Node | undefined): string {
  if (node?.type === 'MemberExpression') return propertyName(node) ?? '?';
  return '?';
}

/** Kysely: `eb => eb('n', '+', 1)`, `eb => ({ n: eb('n', '+', 1) })`. */
function plusCall(node: TSESTree.Node): boolean {
  const at = unwrap(node);
  return (
    at.type === 'CallExpression' &&
    at.arguments.some((a) => a.type === 'Literal' && (a.value === '+' || a.value === '-' || a.value === '||'))
  );
}

function pushes(node: TSESTree.CallExpression): boolean {
  if (plusCall(node)) return true;
  return node.callee.type === 'MemberExpression' && /^(?:push|unshift)$/.test(propertyName(node.callee) ?? '');
}
