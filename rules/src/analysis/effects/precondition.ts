/** Does a write undo its own filter, so that a second run of it changes nothing (`where status = 'new'`, set `status = 'paid'`)? */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName, propertyName, unwrap } from '../ast.js';
import type { Binder } from '../binding/bind.js';
import type { Column } from './column-set.js';
import type { Argument, Env } from '../binding/value.js';

/** Values a column is compared with. */
interface Filter {
  readonly values: ReadonlySet<string>;
  readonly negated: boolean;
}

const NULL = 'null';
const NOT = /^\$?(?:not|ne|nin|notIn)$/i;
const ONE_OF = /^\$?(?:in|eq|equals?|is)$/i;
const ALL_OF = /^\$?and$/i;

/**
 * @param counts does the column take a value built on the stored one (`version: { increment: 1 }`)? Compared with a value of the
 * message, it no longer equals it afterwards.
 */
export function undoesFilter(
  binder: Binder,
  where: readonly Column[],
  data: readonly Column[],
  counts: (column: Column) => boolean,
): boolean {
  return conjuncts(binder, where).some((w) => {
    const set = data.find((d) => d.name === w.name);
    if (!set?.node || !set.env || !w.node || !w.env) return false;
    if (excludesWritten(binder, w.node, w.env, set.node)) return true;
    const filter = filterOf(binder, w.node, w.env);
    if (!filter) return w.provenance === 'message' && isPlain(binder, w.node, w.env) && counts(set);
    const written = symbols(binder, set.node, set.env);
    if (written)
      return filter.negated ? written.every((v) => filter.values.has(v)) : written.every((v) => !filter.values.has(v));
    const onlyNull = filter.values.size === 1 && filter.values.has(NULL) && !filter.negated;
    return onlyNull && (set.provenance === 'fresh' || set.provenance === 'message');
  });
}

/** `applied: { $ne: transferId }` where `transferId` is what is added to `applied`. */
function excludesWritten(binder: Binder, filter: TSESTree.Node, env: Env, written: TSESTree.Node): boolean {
  const text = (node: TSESTree.Node): string => env.module.text.slice(node.range[0], node.range[1]);
  return binder.evaluate(filter, env).some((v) => {
    if (v.kind !== 'object' || v.env.module !== env.module) return false;
    return v.node.properties.some((p) => {
      if (p.type !== 'Property' || !NOT.test(propertyName(p) ?? '')) return false;
      const compared = unwrap(p.value);
      const isName = compared.type === 'Identifier' || compared.type === 'MemberExpression';
      return isName && text(compared) === text(unwrap(written));
    });
  });
}

/** Does a filter given as text compare a column that is written (`status = :old`, `done IS NULL`)? Bounds (`stock >= :n`) do not count. */
export function comparesWritten(text: string, data: readonly Column[]): boolean {
  return data.some((d) =>
    new RegExp(`(?<![\\w:])["\`]?${d.name.replace(/\W/g, '')}["\`]?\\s*(?:=|<>|!=|in\\b|is\\b|not\\s+in\\b)`, 'i').test(
      text,
    ),
  );
}

/** Compared as it is, not by an operator (`{ gte: x }`, `MoreThan(x)`). */
function isPlain(binder: Binder, node: TSESTree.Node, env: Env): boolean {
  const at = unwrap(node);
  const isName = at.type === 'Identifier' || at.type === 'MemberExpression';
  return isName && !binder.evaluate(at, env).some((v) => v.kind === 'object');
}

/** Columns that must all match, those of `AND: [{…}]` included. */
function conjuncts(binder: Binder, where: readonly Column[]): readonly Column[] {
  return where.flatMap((w) => {
    if (!ALL_OF.test(w.name) || !w.node || !w.env) return [w];
    return objectsIn(binder, { kind: 'expression', node: w.node, env: w.env });
  });
}

function objectsIn(binder: Binder, argument: Argument): readonly Column[] {
  return binder.argument(argument).flatMap((v): readonly Column[] => {
    if (v.kind === 'array') return v.elements.flatMap((e) => objectsIn(binder, e));
    if (v.kind !== 'object') return [];
    return v.node.properties.flatMap((p) => {
      const name = p.type === 'Property' ? propertyName(p) : undefined;
      return p.type === 'Property' && name !== undefined
        ? [{ name, provenance: 'unknown' as const, node: p.value, env: v.env }]
        : [];
    });
  });
}

/** What a filter's value compares with: a constant, `{ not: x }`, `{ [Op.in]: [x, y] }`, `Not(In([x]))`; undefined when it is not constant. */
function filterOf(binder: Binder, node: TSESTree.Node, env: Env): Filter | undefined {
  const at = unwrap(node);
  if (at.type === 'CallExpression') return calledFilter(binder, at, env);
  for (const value of binder.evaluate(at, env)) {
    if (value.kind !== 'object') continue;
    for (const p of value.node.properties) {
      if (p.type !== 'Property') continue;
      const name = propertyName(p) ?? lastName(p.key);
      if (name === undefined) continue;
      const inner = NOT.test(name) || ONE_OF.test(name) ? filterOf(binder, p.value, value.env) : undefined;
      if (inner) return NOT.test(name) ? { ...inner, negated: !inner.negated } : inner;
    }
    return undefined;
  }
  const values = symbols(binder, at, env);
  return values && { values: new Set(values), negated: false };
}

/** `Not(x)`, `In([x, y])`, `IsNull()` of a library. */
function calledFilter(binder: Binder, call: TSESTree.CallExpression, env: Env): Filter | undefined {
  const name = lastName(call.callee) ?? '';
  if (binder.evaluate(call.callee, env).some((v) => v.kind === 'function')) return undefined;
  if (/^isNull$/i.test(name)) return { values: new Set([NULL]), negated: false };
  const first = call.arguments[0];
  const inner = first && (NOT.test(name) || ONE_OF.test(name)) ? filterOf(binder, first, env) : undefined;
  return inner && NOT.test(name) ? { ...inner, negated: !inner.negated } : inner;
}

/** The constants an expression may stand for; members of enums we cannot see (`Status.PAID`) count by their name. Undefined when it may be anything. */
function symbols(binder: Binder, node: TSESTree.Node, env: Env): readonly string[] | undefined {
  const at = unwrap(node);
  if (at.type === 'Identifier' && at.name === 'undefined') return undefined;
  if (at.type === 'ConditionalExpression') {
    const arms = [symbols(binder, at.consequent, env), symbols(binder, at.alternate, env)];
    return arms.every((a) => a !== undefined) ? arms.flat() : undefined;
  }
  const values = binder.evaluate(at, env);
  if (values.length === 0) return enumMember(at);
  const found: string[] = [];
  for (const value of values) {
    if (value.kind === 'constant') found.push(value.value === null ? NULL : `=${String(value.value).toLowerCase()}`);
    else if (value.kind === 'array') {
      for (const e of value.elements) {
        const inner = e.kind === 'expression' ? symbols(binder, e.node, e.env) : undefined;
        if (!inner) return undefined;
        found.push(...inner);
      }
    } else if (value.kind === 'package') return enumMember(at);
    else return undefined;
  }
  return found;
}

function enumMember(node: TSESTree.Node): readonly string[] | undefined {
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  const owner = lastName(node.object);
  const name = propertyName(node);
  return owner !== undefined && /^[A-Z]/.test(owner) && name !== undefined ? [`=${name.toLowerCase()}`] : undefined;
}
