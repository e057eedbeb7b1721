/** What the arguments of a call stand for, and what is at a path among them. */
import type { ArgPath } from '../../models/model.js';
import { returnExpressions } from '../ast.js';
import type { Binder } from './bind.js';
import { type Argument, type CallNode, type Env, type LibraryValue, type Value, union } from './value.js';
import { once } from './object-literal.js';

/** Arguments of a call, in order. A tagged template's expressions follow its strings. */
export function callArguments(call: CallNode, env: Env): readonly Argument[] {
  if (call.type === 'TaggedTemplateExpression') {
    const strings: Argument = { kind: 'expression', node: call.quasi, env };
    return [strings, ...call.quasi.expressions.map((e): Argument => ({ kind: 'expression', node: e, env }))];
  }
  return call.arguments.map((a) =>
    a.type === 'SpreadElement' ? { kind: 'spread', node: a.argument, env } : { kind: 'expression', node: a, env },
  );
}

/** What an argument denotes. */
export function argumentValues(binder: Binder, argument: Argument): readonly Value[] {
  switch (argument.kind) {
    case 'expression':
    case 'spread':
      return binder.evaluate(argument.node, argument.env);
    case 'value':
      return argument.values;
    case 'element':
      return union(...binder.argument(argument.of).map((v) => binder.elements(v)));
    case 'property':
      return union(...binder.argument(argument.of).map((v) => binder.member(v, argument.name)));
  }
}

/** The i-th argument, looking through spreads of array literals. */
export function argumentAt(binder: Binder, args: readonly Argument[], index: number): Argument | undefined {
  let at = 0;
  for (const argument of args) {
    if (argument.kind !== 'spread') {
      if (at === index) return argument;
      at++;
      continue;
    }
    const list = binder.evaluate(argument.node, argument.env).find((v) => v.kind === 'array');
    if (!list) return { kind: 'element', of: { ...argument, kind: 'expression' } };
    const inside = list.elements[index - at];
    if (inside) return inside;
    at += list.elements.length;
  }
  return undefined;
}

/** The arguments from `index` on, as a rest parameter gets them. */
export function restArgument(args: readonly Argument[], index: number): Argument {
  return { kind: 'value', values: [{ kind: 'array', elements: args.slice(index) }], provenance: 'unknown' };
}

/** What stands at a model's path among a call's arguments; several for `'*'`. */
export function argumentsAtPath(binder: Binder, args: readonly Argument[], path: ArgPath): readonly Argument[] {
  const [index, ...steps] = path;
  const first = index < 0 ? args.at(index) : argumentAt(binder, args, index);
  let found: readonly Argument[] = first ? [first] : [];
  for (const step of steps) found = found.flatMap((f) => stepInto(binder, f, step));
  return found;
}

function stepInto(binder: Binder, from: Argument, step: string): readonly Argument[] {
  if (step === '*') return everyElement(binder, from);
  if (step === '()') return everyResult(binder, from);
  const values = binder.argument(from);
  const found: Argument[] = [];
  for (const value of values) {
    const property =
      value.kind === 'object'
        ? binder.propertyArgument(value, step)
        : value.kind === 'array' && /^\d+$/.test(step)
          ? argumentAt(binder, value.elements, Number(step))
          : undefined;
    if (property) found.push(property);
    else if (value.kind === 'library' && isMadeFrom(binder, value, step)) found.push(...madeFrom(binder, value, step));
    else if (value.kind !== 'object' && binder.member(value, step).length > 0) {
      found.push({ kind: 'value', values: binder.member(value, step), provenance: 'unknown' });
    } else if (value.kind === 'library' && value.content) found.push(...stepInto(binder, value.content, step));
    else if (value.kind === 'library' && value.provenance === 'message')
      found.push({ kind: 'property', of: from, name: step });
  }
  return found;
}

/** What functions give back when nobody says what they are called with. */
function everyResult(binder: Binder, from: Argument): readonly Argument[] {
  return binder.argument(from).flatMap((fn) => {
    if (fn.kind !== 'function') return [];
    const returns = returnExpressions(fn.node);
    const nodes = 'length' in returns ? returns.flatMap((r) => (r.argument ? [r.argument] : [])) : [returns];
    const env = binder.activate(fn, [], fn.node, fn.env);
    return nodes.map((node): Argument => ({ kind: 'expression', node, env }));
  });
}

/** Does the property come from an argument of the call that made the object? */
function isMadeFrom(binder: Binder, { library, type }: LibraryValue, name: string): boolean {
  return binder.catalog.member(library, type, name)?.model.from !== undefined;
}

/** What the property of an object was made from. */
export function madeFrom(binder: Binder, { library, type, site }: LibraryValue, name: string): readonly Argument[] {
  const from = binder.catalog.member(library, type, name)?.model.from;
  return from && site ? binder.at(binder.argumentsOf(site.node, site.env), from) : [];
}

function everyElement(binder: Binder, from: Argument): readonly Argument[] {
  const found: Argument[] = [];
  for (const value of binder.argument(from)) {
    if (value.kind === 'array') {
      for (const e of value.elements)
        found.push(...(e.kind === 'spread' ? everyElement(binder, { ...e, kind: 'expression' }) : [e]));
    } else if (value.kind === 'object') {
      for (const p of value.node.properties) {
        if (p.type === 'Property') found.push(binder.propertyValueArgument(value, p));
        else {
          const spread: Argument = { kind: 'expression', node: p.argument, env: value.env };
          found.push(...once<readonly Argument[]>(p, value.env, '*elements', [], () => everyElement(binder, spread)));
        }
      }
    } else if (value.kind === 'namespace') {
      for (const name of value.module.exports.keys())
        found.push({ kind: 'value', values: binder.member(value, name), provenance: 'constant' });
    } else if (value.kind === 'library' && binder.elements(value).length > 0) found.push({ kind: 'element', of: from });
  }
  return found;
}
