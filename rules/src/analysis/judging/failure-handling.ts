/** What the code that catches a failure says about it itself: to callbacks, collections, variables outside, a requester. */
import type { TSESTree } from '@typescript-eslint/types';
import { lastName, propertyName, unwrap, visit, within } from '../ast.js';
import type { Caught, Place, Timeline } from '../effect.js';
import { CARING } from './failure-value.js';

/** Property of the result that names failed messages to nobody: the broker does not look at it. */
export function unheardProperty({ handler: { delivery } }: Timeline): string | undefined {
  return delivery.ignoresResult === true ? delivery.failures : undefined;
}

/** Does the text of the handling tell others: through a callback, a collection, a variable outside, a status of failure? */
export function saysSo(caught: Caught, { handler }: Timeline, unheard: string | undefined): boolean {
  const { node, module, trace } = caught;
  const { failures } = handler.delivery;
  let says = answersFailure(caught);
  visit(node, (at) => {
    if (at.type === 'AssignmentExpression') says ||= isOutside(at.left, node, module);
    else if (at.type === 'CallExpression' || at.type === 'NewExpression')
      says ||= tells(at, node, module) && !isUnheard(at, module, unheard);
    else if (at.type === 'Identifier')
      says ||= trace.length === 0 && (STATUS.test(at.name) || (unheard === undefined && at.name === failures));
    else if (at.type === 'UpdateExpression') says ||= isOutside(at.argument, node, module);
    return !says;
  });
  return says;
}

const STATUS = /^(?:BAD_|INTERNAL_|SERVICE_UNAVAILABLE|UNPROCESSABLE|CONFLICT|TOO_MANY|UNAUTHORI|FORBIDDEN|NOT_FOUND)/;

/** Does a comment in the handling say that the work is done without it: “best effort”, “non-critical”? Then whoever wrote it has decided. */
export function isMeantToEnd({ node, module }: Caught): boolean {
  return isDecidedIn(module.text.slice(node.range[0], node.range[1]));
}

/** Does a comment beside the statement, or on the lines right above it, say so? */
export function isMeantToBeLeft({ node, module: { text } }: Place): boolean {
  let statement = node;
  while (statement.parent && !/Statement$|^(?:VariableDeclaration|Program)$/.test(statement.type))
    statement = statement.parent;
  const above = /(?:^[ \t]*(?:\/\/.*|\/?\*.*)\r?\n)+[ \t]*$/m.exec(text.slice(0, statement.range[0]))?.[0] ?? '';
  const beside = /^.*/.exec(text.slice(statement.range[1]))?.[0] ?? '';
  return isDecidedIn(`${above}\n${beside}`);
}

function isDecidedIn(text: string): boolean {
  const comments = text.match(/\/\/.*|\/\*[^]*?\*\//g) ?? [];
  return comments.some((c) => DECIDED.test(c));
}

/** That something must not fail *the order* is decided, and that it is tried again; that it should never fail is only a hope. */
const DECIDED =
  /(?:will|shall|can) (?:be )?(?:reconciled?|picked up|swept|retr(?:y|ied) (?:later|next|on the next|by))|next (?:run|tick|round|sweep|poll|cycle)|best[- ]effort|non[- ]?(?:blocking|critical|fatal|essential)|fire[- ]and[- ]forget|(?:do(?:es)? ?n[o']t|must not|should(?: not|n't)|never) (?:fail|block|break|crash|abort) (?:the|this|our|an?y?)\b/i;

/** Does the handling answer a request with a status of failure: `res.status(500)`, `{ statusCode: 400 }`? */
export function answersFailure({ node }: Caught): boolean {
  let answers = false;
  visit(node, (at) => {
    if (at.type === 'Literal') answers ||= isFailedStatus(at);
    return !answers;
  });
  return answers;
}

function isFailedStatus(node: TSESTree.Literal): boolean {
  if (typeof node.value !== 'number' || node.value < 400 || node.value > 599) return false;
  const { parent } = node;
  const name =
    parent.type === 'Property' ? propertyName(parent) : parent.type === 'CallExpression' ? lastName(parent.callee) : '';
  return /status|code|send|json|repl|respon|error/i.test(name ?? '');
}

/** `failures.push(id)` where the collection is only given back under a property that the broker does not look at. */
export function isUnheard(call: TSESTree.Node, module: Place['module'], property: string | undefined): boolean {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  const list = callee?.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const variable = property !== undefined && list?.type === 'Identifier' ? module.variables.get(list) : undefined;
  const uses = (variable?.references ?? []).filter(
    (r) => r.isRead() && r.identifier.parent.type !== 'MemberExpression',
  );
  return (
    uses.length > 0 &&
    uses.every(({ identifier: { parent } }) => parent.type === 'Property' && propertyName(parent) === property)
  );
}

/** `return fail(error)`: a value that speaks of the failure. What becomes of it, the callers decide. */
function isResult(call: TSESTree.Node): boolean {
  return call.parent?.type === 'ReturnStatement';
}

/** A call of a callback (a parameter of a function around), or one that puts something into a collection. */
function tells(
  call: TSESTree.CallExpression | TSESTree.NewExpression,
  handler: TSESTree.Node,
  module: Place['module'],
): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') {
    const def = module.variables.get(callee)?.defs[0];
    return (def?.type === 'Parameter' && !within(def.node, handler)) || (CARING.test(callee.name) && !isResult(call));
  }
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  const { name } = callee.property;
  if (/^(?:push|add|set|unshift)$/.test(name)) return isOutside(callee.object, handler, module);
  return CARING.test(name) && !isResult(call);
}

/** Is it a variable (or a member of one) that was declared outside of the handling, in the same function or around? */
function isOutside(target: TSESTree.Node, handler: TSESTree.Node, module: Place['module']): boolean {
  let at = unwrap(target);
  while (at.type === 'MemberExpression') at = unwrap(at.object);
  if (at.type === 'ThisExpression') return false;
  const name = at.type === 'Identifier' ? module.variables.get(at)?.defs[0]?.name : undefined;
  return name !== undefined && !within(name, handler);
}
