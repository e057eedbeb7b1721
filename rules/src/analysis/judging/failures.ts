/** Failures that are caught without anything being done about them, so that the message counts as processed. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, functionAt, isFunctionNode, returnExpressions, unwrap, visit, within } from '../ast.js';
import type { FunctionNode } from '../binding/value.js';
import type { Acknowledgement, Caught, Effect, Place, Timeline, TimelineEvent } from '../effect.js';
import { isDurable, isBesideWork } from './durable.js';
import { answersFailure, isMeantToEnd, isUnheard, saysSo, unheardProperty } from './failure-handling.js';
import { CARING, endOfFailure, isNothing, keptIn } from './failure-value.js';
import { needsNothing, readsMessage } from './message.js';
import { dominates, isIn, together } from './order.js';
import { useOf } from './usage.js';

export interface Swallowed {
  readonly caught: Caught;
  /** Where it ends, if that is not where it is caught: a caller is handed the failure as a value, and only logs it. */
  readonly end: Place | undefined;
  /** What fails unnoticed, first first. */
  readonly effects: readonly Effect[];
}

/** Caught failures of durable effects after which the message is acknowledged as if all were done. */
export function swallowedFailures(timeline: Timeline): readonly Swallowed[] {
  return timeline.events.flatMap((caught): readonly Swallowed[] => {
    if (caught.type !== 'caught' || !caught.isSurvived || caught.detached.length > 0) return [];
    const effects = failing(caught, timeline);
    if (effects.length === 0 || isHandled(caught, timeline) || !isAcknowledged(caught, effects, timeline)) return [];
    if (isLeftToNextRun(caught, effects, timeline) || isSettledByResult(caught, timeline)) return [];
    if (effects.every((e) => isOwed(e, timeline)) || isMeantToEnd(caught)) return [];
    if (isReplied(caught, timeline)) return [];
    const seen = lookedAtBy(caught);
    if (seen && answersBroker(timeline)) return [];
    const end = seen && endOfFailure(caught, timeline);
    return seen && !end && canSignal(seen, caught, timeline) ? [] : [{ caught, effects, end }];
  });
}

/** A job that needs nothing of its message does next time what failed now, unless what it would find is removed after the failure. */
function isLeftToNextRun(caught: Caught, effects: readonly Effect[], timeline: Timeline): boolean {
  if (readsMessage(timeline.handler, [...caught.trace, caught]) && !needsNothing(timeline)) return false;
  const isRemoved = timeline.events.some(
    (e) => e.type === 'effect' && e.kind === 'delete' && e.order > caught.order && together(e, caught),
  );
  return !isRemoved && !isAcknowledgedByCall(caught, effects, timeline);
}

/** A row was written before that says the work is still to be done: whoever looks for such rows does it again. */
function isOwed(effect: Effect, { events }: Timeline): boolean {
  return events.some(
    (e) =>
      e.type === 'effect' &&
      (e.kind === 'insert' || e.kind === 'upsert' || e.kind === 'claim') &&
      dominates(e, effect) &&
      e.columns.some(({ name, constant }) => /stat(?:us|e)$/i.test(name) && OWED.test(String(constant ?? ''))),
  );
}
const OWED = /^(?:pending|queued|scheduled|waiting|todo|unprocessed|outstanding)$/i;

/** `return job.fail(error)`, `return failed(error, job)`: what the handler returns to the broker is made of the message itself. */
function isSettledByResult({ node, block, trace }: Caught, { handler: { place, delivery } }: Timeline): boolean {
  const root = functionAt(place.node);
  if (trace.length > 0 || !block || delivery.ignoresResult === true || !root) return false;
  const [message] = root.params;
  const returns = enclosingFunction(block) === root ? returnExpressions(root) : [];
  if (message?.type !== 'Identifier' || !('length' in returns)) return false;
  const isMessage = (at: TSESTree.Node): boolean => at.type === 'Identifier' && at.name === message.name;
  return returns.some(({ argument, range }) => {
    const call = argument && range[0] > node.range[0] && range[1] < node.range[1] ? unwrap(argument) : undefined;
    if (call?.type !== 'CallExpression') return false;
    const callee = unwrap(call.callee);
    return call.arguments.some(isMessage) || (callee.type === 'MemberExpression' && isMessage(unwrap(callee.object)));
  });
}

/** Durable effects whose failure comes as far as this catch. */
function failing(caught: Caught, timeline: Timeline): readonly Effect[] {
  return timeline.events.filter(
    (e): e is Effect =>
      e.type === 'effect' &&
      isIn(e, caught.covers) &&
      isDurable(e) &&
      !isBesideWork(e, timeline) &&
      e.detached.length === 0 &&
      !isHandedOn(e, caught) &&
      !timeline.events.some((c) => isCaughtBefore(e, c, caught)),
  );
}

/** `try { return save(); } catch …` without `await`: the promise, and its failure, go to the caller. */
function isHandedOn(effect: Effect, caught: Caught): boolean {
  const { node } = effect.trace[caught.trace.length] ?? effect;
  return caught.block !== undefined && within(node, caught.block.block) && node.parent?.type === 'ReturnStatement';
}

/** Does an inner catch take the failure of `effect`, and end without an error on some path? */
function isCaughtBefore(effect: Effect, inner: TimelineEvent, outer: Caught): boolean {
  return (
    inner.type === 'caught' &&
    inner !== outer &&
    isIn(inner, outer.covers) &&
    isIn(effect, inner.covers) &&
    inner.isSurvived
  );
}

/** Is something done about the failure: an error further on, a message or a record of it, a status that says so? */
function isHandled(caught: Caught, timeline: Timeline): boolean {
  const { handling } = caught;
  const unheard = unheardProperty(timeline);
  const handles = (e: TimelineEvent): boolean => {
    if (e.type === 'throw' || e.type === 'caught') return e.type === 'throw';
    if (e.type === 'ack') return e.action === 'nack';
    if (e.type === 'unknown') return CARING.test(e.text) && !isUnheard(e.node, e.module, unheard);
    return e.kind !== 'read' && !e.harmless;
  };
  if (timeline.events.some((e) => isIn(e, handling) && handles(e))) return true;
  const fails = (e: TimelineEvent): boolean => e.type === 'throw' || (e.type === 'ack' && e.action === 'nack');
  if (timeline.events.some((e) => fails(e) && e.order > caught.order && isBeside(e, caught))) return true;
  if (timeline.events.some((e) => fails(e) && isInevitable(e, caught, timeline))) return true;
  return saysSo(caught, timeline, unheard) || timeline.events.some((e) => isHandledAround(e, caught, timeline));
}

/** Does it happen while another failure is handled, of which the broker hears, whether or not what fails here is done? */
function isHandledAround(outer: TimelineEvent, caught: Caught, { events }: Timeline): boolean {
  if (outer.type !== 'caught' || outer === caught || !isIn(caught, outer.handling)) return false;
  const fails = (e: TimelineEvent): boolean => e.type === 'throw' || (e.type === 'ack' && e.action === 'nack');
  return answersFailure(outer) || events.some((e) => fails(e) && isIn(e, outer.handling) && !isIn(e, caught.covers));
}

/** Does every path through the catch come to that error or nack, and does nobody take it for none? */
function isInevitable(failing: TimelineEvent, caught: Caught, { events }: Timeline): boolean {
  return (
    dominates(
      { order: caught.order, conditions: failing.conditions },
      { order: failing.order, conditions: caught.conditions },
    ) &&
    failing.detached.length === 0 &&
    !events.some((e) => e.type === 'caught' && e.isSurvived && isIn(failing, e.covers))
  );
}

/** A throw or nack of the same function that the path through the catch can reach: most likely the failure decides it. */
function isBeside(thrown: TimelineEvent, caught: Caught): boolean {
  return (
    thrown.module === caught.module &&
    enclosingFunction(thrown.node) === enclosingFunction(caught.node) &&
    together(thrown, caught)
  );
}

/** Does the broker hear that a message of which something failed is done? Without an acknowledgement on this path it comes again. */
function isAcknowledged(caught: Caught, effects: readonly Effect[], timeline: Timeline): boolean {
  if (timeline.handler.ack !== 'manual') return !isReturnedEmpty(caught, timeline);
  return isAcknowledgedByCall(caught, effects, timeline);
}

/** Is a message of which something failed acknowledged by a call, whatever the failure left behind? */
function isAcknowledgedByCall(caught: Caught, effects: readonly Effect[], timeline: Timeline): boolean {
  return timeline.events.some(
    (e) =>
      e.type === 'ack' &&
      (e.action === 'ack' || e.action === 'commit') &&
      (e.order >= caught.handling[0] || e.order < caught.covers[0] || passesOver(e, caught)) &&
      together(e, caught) &&
      effects.some((effect) => together(e, effect)) &&
      !isHeldBack(e, caught),
  );
}

/** `let done = []; try { done = await send(); } catch { … } if (done.length) ack(done)`: is it left out where nothing came out of the `try`? */
function isHeldBack(ack: Acknowledgement, { block, module }: Caught): boolean {
  if (!block) return false;
  return ack.conditions.some(({ branch, arms }) => {
    const test = branch.place.node;
    if (branch.kind !== 'if' || arms !== 1 || branch.place.module !== module || test.type === 'UnaryExpression')
      return false;
    let isEmptied = false;
    visit(test, (at) => {
      if (at.type === 'Identifier') isEmptied ||= isSetIn(block.block, at, module);
    });
    return isEmptied;
  });
}

/** Is it a variable that begins empty, and is given a value in the block alone? */
function isSetIn(block: TSESTree.BlockStatement, name: TSESTree.Identifier, { variables }: Place['module']): boolean {
  const variable = variables.get(name);
  const def = variable?.defs[0];
  if (!variable || def?.type !== 'Variable' || within(def.node, block) || !isEmpty(def.node.init)) return false;
  const writes = variable.references.filter((r) => r.isWrite() && r.init !== true);
  return writes.length > 0 && writes.every((w) => within(w.identifier, block));
}

function isEmpty(init: TSESTree.Expression | null): boolean {
  if (!init || isNothing(init)) return true;
  const at = unwrap(init);
  return at.type === 'ArrayExpression' ? at.elements.length === 0 : at.type === 'Literal' && !at.value;
}

/** Does the handler give nothing back after the failure, where the broker keeps a message whose handler does so? */
function isReturnedEmpty({ node, block, trace }: Caught, { handler }: Timeline): boolean {
  if (!handler.delivery.needsResult) return false;
  const last = trace.length === 0 ? block?.handler?.body.body.at(-1) : undefined;
  if (last?.type === 'ReturnStatement') return !last.argument || isNothing(last.argument);
  const at = trace[0]?.node ?? node;
  return !givesSomething(enclosingFunction(at), at.range[0]);
}

/** A committed offset stands for all before it: that of a later message of the loop passes over the failed one. */
function passesOver(ack: Acknowledgement, caught: Caught): boolean {
  return ack.action === 'commit' && caught.loops > 0 && ack.loops >= caught.loops;
}

/** Does the handler give the broker an answer, as far as it is seen? */
function answersBroker({ handler: { place, delivery } }: Timeline): boolean {
  const root = functionAt(place.node);
  return !root || (givesSomething(root) && !delivery.ignoresResult);
}

/** Can a caller that sees the failure still tell the broker: does anything fail after it? */
function canSignal(seen: Place, caught: Caught, timeline: Timeline): boolean {
  if (speaks(caught) && isAnswered(seen, caught, timeline)) return true;
  const callers = new Set(caught.trace.map((f) => enclosingFunction(f.node)));
  return timeline.events.some(
    (e) =>
      e.order > caught.order &&
      (e.type === 'throw' || (e.type === 'ack' && e.action === 'nack')) &&
      callers.has(enclosingFunction(e.node)) &&
      together(e, caught),
  );
}

/** The call through which a caller looks at what the function gives back, and can so see the failure. */
function lookedAtBy(caught: Caught): Place | undefined {
  if (caught.block && !givesSomething(enclosingFunction(caught.block))) return undefined;
  const frames: readonly Place[] = caught.trace.toReversed();
  if (!caught.block) {
    const call = enclosingCall(caught.node);
    const use = call ? useOf(call, caught.module) : 'used';
    if (use !== 'returned') return use === 'used' ? { module: caught.module, node: call ?? caught.node } : undefined;
  }
  for (const { node, module } of frames) {
    const use = useOf(node, module);
    if (use === 'dropped') return undefined;
    if (use === 'used') return { node, module };
    if (!givesSomething(enclosingFunction(node))) return undefined;
  }
  return undefined;
}

/** Is what is given back after the failure the answer that whoever sent the message waits for? */
function isReplied(caught: Caught, { handler: { delivery } }: Timeline): boolean {
  return delivery.reply === true && speaks(caught) && caught.trace.every((f) => useOf(f.node, f.module) === 'returned');
}

/** Is something given back after the failure that could tell it from success? */
function speaks({ node, block }: Caught): boolean {
  const fn = isFunctionNode(node) ? node : enclosingFunction(node);
  return block ? givesSomething(fn, node.range[0]) : givesSomething(fn);
}

/**
 * Does the caller do more about what it sees than ask and log: write, send, or hand it on? Only what is kept in a variable
 * can be followed; everything else counts as done.
 */
function isAnswered({ node, module }: Place, caught: Caught, timeline: Timeline): boolean {
  const kept = keptIn(node);
  const variable = kept && module.variables.get(kept);
  if (!variable) return true;
  const names = (part: TSESTree.Node): boolean =>
    variable.references.some((r) => r.isRead() && within(r.identifier, part));
  return timeline.events.some(
    (e) =>
      e.order > caught.order &&
      (e.type === 'effect' ? e.kind !== 'read' && !e.harmless : e.type === 'unknown' && CARING.test(e.text)) &&
      (names(stepIn(e, module)) || e.conditions.some(({ branch }) => names(branch.place.node))),
  );
}

/** Where the event, or the call that leads to it, stands in the module. */
function stepIn(event: TimelineEvent, module: Place['module']): TSESTree.Node {
  return event.trace.find((f) => f.module === module)?.node ?? event.node;
}

/** The `.catch(…)` around its function; `Promise.allSettled(…)` itself. */
function enclosingCall(handler: TSESTree.Node): TSESTree.Node | undefined {
  if (handler.type === 'CallExpression') return handler;
  return handler.parent?.type === 'CallExpression' ? handler.parent : undefined;
}

/** Does the function return a value at all, at `from` (an offset) or later? */
function givesSomething(fn: FunctionNode | undefined, from = 0): boolean {
  if (!fn) return false;
  const returns = returnExpressions(fn);
  if (!('length' in returns)) return true;
  return returns.some((r) => r.range[0] >= from && r.argument && !isNothing(r.argument));
}

/**
 * Does what is caught include the error of a check that finds what was stored before, or of a delete that finds nothing to
 * delete any more? Thrown on, it fails a message that is done.
 */
export function takesDoneForError({ covers }: Caught, { events }: Timeline): boolean {
  return events.some((e) => {
    if (!isIn(e, covers)) return false;
    if (e.type === 'effect') return e.call.missingFails === true;
    return e.type === 'throw' && e.conditions.at(-1)?.branch.check?.reads.some((r) => r.sense !== 'state') === true;
  });
}
