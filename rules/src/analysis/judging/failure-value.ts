/** What becomes of a failure that is caught and handed back as a value: `return null`, `return { ok: false }`, `return err(error)`. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  enclosingFunction,
  isFunctionNode,
  lastName,
  propertyName,
  returnExpressions,
  unwrap,
  within,
} from '../ast.js';
import type { Caught, Place, Timeline } from '../effect.js';
import { useOf } from './usage.js';

/** What is handed back: an expression; `undefined` is nothing. */
type Handed = TSESTree.Expression | undefined;

/**
 * Where a caller looks at the value, finds the failure, and goes on without a word to anybody but the log.
 *
 * @returns the fork that finds the failure; undefined where no such end is seen
 */
export function endOfFailure(caught: Caught, timeline: Timeline): Place | undefined {
  const [end, ...others] = valuesOf(caught).map((value) => endOf(value, caught, timeline));
  return others.every((o) => o?.node === end?.node) ? end : undefined;
}

/** Where the failure ends that is handed back as that value. */
function endOf(given: TSESTree.Expression, caught: Caught, timeline: Timeline): Place | undefined {
  let value: Handed = given;
  let end: Place | undefined;
  for (const frame of caught.trace.toReversed()) {
    const use = useOf(frame.node, frame.module);
    if (use === 'dropped') return end;
    if (use === 'returned') continue;
    const fork = forkOn(frame, value);
    if (!fork) return end;
    const way = wayOf(fork);
    if (!way || isAnswering(way, frame.module, timeline)) return undefined;
    const exit = exitOf(way);
    if (exit?.type !== 'ReturnStatement') return { module: frame.module, node: fork.node };
    const given: TSESTree.Node | undefined = exit.argument ? unwrap(exit.argument) : undefined;
    if (!given || isNothing(given)) [end, value] = [{ module: frame.module, node: fork.node }, undefined];
    else if (!isNamed(given, fork.name)) value = given as TSESTree.Expression;
  }
  return end;
}

/** The values that the handling of the failure gives back; none where one of its ways out gives nothing. */
function valuesOf({ node, block }: Caught): readonly TSESTree.Expression[] {
  const fn = block ? enclosingFunction(block) : isFunctionNode(node) ? node : undefined;
  const returns = fn && returnExpressions(fn);
  if (!returns) return [];
  if (!('length' in returns)) return [unwrap(returns) as TSESTree.Expression];
  const given = returns.filter((r) => within(r, node)).map((r) => r.argument);
  return given.every((g) => g !== null) ? given.map((g) => unwrap(g) as TSESTree.Expression) : [];
}

/** A fork that tells the failure from success: the name it asks by, and whether its test holds for the failure. */
interface TellingFork {
  readonly node: TSESTree.IfStatement;
  readonly name: string;
  readonly holds: boolean;
}

/** The first fork of the function around the call that tells by the call's value whether it failed. */
function forkOn({ node, module }: Place, value: Handed): TellingFork | undefined {
  const kept = keptIn(node);
  for (const { identifier } of (kept && module.variables.get(kept))?.references ?? []) {
    const fork = forkAround(identifier);
    if (!kept || !fork || enclosingFunction(fork) !== enclosingFunction(node)) continue;
    const holds = outcome(fork.test, kept.name, value);
    if (holds !== undefined) return { node: fork, name: kept.name, holds };
  }
  return undefined;
}

/** What runs where the failure is found; what stands behind a fork without an `else` is not looked at. */
function wayOf({ node, holds }: TellingFork): TSESTree.Node | undefined {
  return holds ? node.consequent : (node.alternate ?? undefined);
}

/** The variable that the call's value is kept in. */
export function keptIn(call: TSESTree.Node): TSESTree.Identifier | undefined {
  let at: TSESTree.Node | undefined = call.parent;
  while (at && unwrap(at) === unwrap(call)) at = at.parent;
  return at?.type === 'VariableDeclarator' && at.id.type === 'Identifier' ? at.id : undefined;
}

/** The `if` in whose test the name stands. */
function forkAround(name: TSESTree.Node): TSESTree.IfStatement | undefined {
  let at: TSESTree.Node = name;
  while (at.parent && !at.parent.type.endsWith('Statement') && !isFunctionNode(at.parent)) at = at.parent;
  return at.parent?.type === 'IfStatement' && at.parent.test === at ? at.parent : undefined;
}

/** Does the way through the failure do anything that others notice: a write, a message, an error, a call that may take care of it? */
function isAnswering(way: TSESTree.Node, module: Place['module'], { events }: Timeline): boolean {
  return events.some((e) => {
    const steps: readonly Place[] = [...e.trace, e];
    if (!steps.some((s) => s.module === module && within(s.node, way))) return false;
    if (e.type === 'unknown') return CARING.test(e.text);
    return e.type !== 'effect' || (e.kind !== 'read' && !e.harmless);
  });
}

/** Words of functions that take care of a failed message. */
export const CARING = /dead|dlq|dlx|retry|requeue|reject|nack|fail|park|poison|abort|exit/i;

/** How the way is left at its end: `return`, `continue`, `break`; undefined where it goes on behind the fork. */
function exitOf(way: TSESTree.Node): TSESTree.Node | undefined {
  const last = way.type === 'BlockStatement' ? way.body.at(-1) : way;
  return last && /^(?:Return|Continue|Break)Statement$/.test(last.type) ? last : undefined;
}

/** Is it `undefined` or `null`? */
export function isNothing(node: TSESTree.Node): boolean {
  const at = unwrap(node);
  return (at.type === 'Identifier' && at.name === 'undefined') || (at.type === 'Literal' && at.value === null);
}

const SUCCEEDED = /^(?:is_?)?(?:ok|success(?:ful)?|succeeded|right|some|value)$/i;
const FAILED = /^(?:is_?)?(?:err(?:or)?|fail(?:ed|ure)?|left|none)$/i;
/** Functions that make the failed of two outcomes. */
const FAILURE_MAKERS = /^(?:err(?:Async)?|left|fail(?:ure|ed)?)$/i;

/** Does the test hold where `name` is `value`? */
function outcome(test: TSESTree.Node, name: string, value: Handed): boolean | undefined {
  const at = unwrap(test);
  switch (at.type) {
    case 'Identifier':
      return at.name === name ? truthOf(value) : undefined;
    case 'UnaryExpression':
      return at.operator === '!' ? negation(outcome(at.argument, name, value)) : undefined;
    case 'LogicalExpression': {
      const sides = [outcome(at.left, name, value), outcome(at.right, name, value)];
      const deciding = at.operator === '||';
      if (at.operator !== '||' && at.operator !== '&&') return undefined;
      if (sides.includes(deciding)) return deciding;
      return sides.includes(undefined) ? undefined : !deciding;
    }
    case 'BinaryExpression':
      return compared(at, name, value);
    case 'MemberExpression': {
      const property = propertyName(at);
      return property !== undefined && isNamed(at.object, name) ? propertyTruth(property, value) : undefined;
    }
    case 'CallExpression': {
      const callee = unwrap(at.callee);
      const called = lastName(callee) ?? '';
      const asks =
        at.arguments.some((a) => isNamed(a, name)) ||
        (callee.type === 'MemberExpression' && isNamed(callee.object, name));
      return asks && isMadeFailure(value) ? spoken(called) : undefined;
    }
    default:
      return undefined;
  }
}

function negation(holds: boolean | undefined): boolean | undefined {
  return holds === undefined ? undefined : !holds;
}

function compared(
  { operator, left, right }: TSESTree.BinaryExpression,
  name: string,
  value: Handed,
): boolean | undefined {
  if (operator === 'instanceof') return isNamed(left, name) ? isInstance(value, lastName(right) ?? '') : undefined;
  if (!/^[=!]==?$/.test(operator)) return undefined;
  const isEqual = operator.startsWith('=');
  const literal = unwrap(right);
  const expected = isNothing(literal) ? null : literal.type === 'Literal' ? literal.value : undefined;
  if (expected === undefined) return undefined;
  const subject = unwrap(left);
  if (isNamed(subject, name)) {
    const known = !value || isNothing(value) ? null : value.type === 'Literal' ? value.value : undefined;
    return known === undefined ? undefined : (known === expected) === isEqual;
  }
  if (typeof expected !== 'boolean') return undefined;
  const truth = outcome(subject, name, value);
  return truth === undefined ? undefined : (truth === expected) === isEqual;
}

function isNamed(node: TSESTree.Node, name: string): boolean {
  const at = unwrap(node);
  return at.type === 'Identifier' && at.name === name;
}

/** `new ErrorInternal(…) instanceof Error`; a caught `error` is one. */
function isInstance(value: Handed, className: string): boolean | undefined {
  if (!value) return false;
  if (value.type === 'Identifier') return className === 'Error' || undefined;
  if (value.type !== 'NewExpression') return undefined;
  return className === 'Error' || lastName(value.callee) === className || undefined;
}

function truthOf(value: Handed): boolean | undefined {
  if (!value || isNothing(value)) return false;
  if (value.type === 'Literal') return Boolean(value.value);
  return /^(?:Object|Array|New)Expression$/.test(value.type) ? true : undefined;
}

function propertyTruth(property: string, value: Handed): boolean | undefined {
  if (isMadeFailure(value)) return spoken(property);
  if (!value) return false;
  if (value.type !== 'ObjectExpression') return undefined;
  const isOpen = value.properties.some((p) => p.type === 'SpreadElement');
  const found = value.properties.find((p) => p.type === 'Property' && propertyName(p) === property);
  if (found?.type !== 'Property') return isOpen ? undefined : false;
  const given = unwrap(found.value) as TSESTree.Expression;
  return truthOf(given) ?? (given.type === 'Identifier' && FAILED.test(property) ? true : undefined);
}

/** `err(…)`, `Result.fail(…)`. */
function isMadeFailure(value: Handed): boolean {
  return value?.type === 'CallExpression' && FAILURE_MAKERS.test(lastName(value.callee) ?? '');
}

/** What a question of that name is answered for a failure. */
function spoken(question: string): boolean | undefined {
  if (SUCCEEDED.test(question)) return false;
  return FAILED.test(question) ? true : undefined;
}
