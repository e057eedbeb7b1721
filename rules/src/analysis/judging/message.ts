/** Does a handler look at its message at all, and does anybody count on it? */
import type { TSESTree } from '@typescript-eslint/types';
import type { Module } from '../../project/module.js';
import { calleeText, functionAt, visit, within } from '../ast.js';
import type { Effect, Handler, Place, Timeline, WrittenColumn } from '../effect.js';

/** Does nobody count on the message being kept: the broker never promised to, or whoever asked waits for the answer, and asks again? */
export function mayBeLost({ ack, delivery }: Handler): boolean {
  return ack === 'none' || (ack === 'before' && delivery.reply === true);
}

/**
 * Does the function read one of its parameters, other than to log it? One that does not (a job on a schedule) works on what it finds in the
 * store: what one run leaves undone, the next run finds again.
 * @param way what is asked about, where it is not all: the arm of a `switch` that leads there is looked at alone
 */
export function readsMessage({ place: { module, node } }: Handler, way?: readonly Place[]): boolean {
  const fn = functionAt(node);
  if (!fn) return true;
  const step = way?.find((p) => p.module === module && within(p.node, fn));
  const part = step && armAround(step.node, fn);
  if (part) return readsAround(part, fn, module);
  let reads = false;
  for (const parameter of fn.params) {
    visit(parameter, (at) => {
      const variable = at.type === 'Identifier' ? module.variables.get(at) : undefined;
      // Types are named there, too.
      if (variable?.defs[0]?.type !== 'Parameter') return;
      reads ||= variable.references.some((r) => r.isRead() && !isLogged(r.identifier, module));
    });
  }
  return reads;
}

/** Does the part of the function read what the function holds outside of it: a parameter, or what may be made of one? */
function readsAround(part: TSESTree.Node, fn: TSESTree.Node, module: Module): boolean {
  let reads = false;
  visit(part, (at) => {
    const name = at.type === 'Identifier' ? module.variables.get(at)?.defs[0]?.name : undefined;
    reads ||= name !== undefined && within(name, fn) && !within(name, part) && !isLogged(at, module);
    return !reads;
  });
  return reads;
}

/** The `case` around the node. */
function armAround(node: TSESTree.Node, limit: TSESTree.Node): TSESTree.SwitchCase | undefined {
  for (let at = node.parent; at && at !== limit; at = at.parent) if (at.type === 'SwitchCase') return at;
  return undefined;
}

/** Is it an argument of a call that writes a log, or something in one? */
function isLogged(node: TSESTree.Node, module: Module): boolean {
  let at = node;
  while (at.parent && IN_ARGUMENT.has(at.parent.type)) at = at.parent;
  const call = at.parent;
  return call?.type === 'CallExpression' && call.callee !== at && LOGGING.test(calleeText(call.callee, module.text));
}
const IN_ARGUMENT = new Set(['Property', 'ObjectExpression', 'MemberExpression', 'TemplateLiteral', 'SpreadElement']);
const LOGGING = /^(?:this\.)?(?:console|#?_?log(?:ger)?)\.\w+$/i;

/**
 * Does nothing that the handler does depend on its message, as far as all of it was seen: no value that is written or looked up by,
 * no decision? The tick of a schedule that comes as a signed request is read to check the signature, and for no more.
 */
export function needsNothing({ events, branches }: Timeline): boolean {
  return (
    branches.every((b) => b.check?.message !== true) &&
    events.every((e) => e.type !== 'unknown' && (e.type !== 'effect' || isOfNoMessage(e)))
  );
}

/** A call of which nothing is seen that it is given may be given the message: in its address, in a text. */
function isOfNoMessage({ kind, columns, where, given, rest, key }: Effect): boolean {
  const isOther = (p: WrittenColumn['provenance'] | undefined): boolean => p !== 'message' && p !== 'unknown';
  const seen = [...columns, ...where, ...given];
  return (
    isOther(rest) && isOther(key) && seen.every((c) => isOther(c.provenance)) && (kind === 'read' || seen.length > 0)
  );
}
