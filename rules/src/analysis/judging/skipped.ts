/** A dedup check that is made only where the message has an id: without one nothing stands before the effect. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, visit } from '../ast.js';
import type { Branch, Effect, Timeline } from '../effect.js';
import { sameThing } from './names.js';

/** The look that a second run is turned away by, and what it is left out without, as written. */
export interface SkippedCheck {
  readonly read: Effect;
  readonly without: string;
}

/** `if (message.id) { if (await seen(message.id)) return; }` before the effect; undefined where there is none. */
export function skippedCheck(effect: Effect, timeline: Timeline): SkippedCheck | undefined {
  for (const read of timeline.events) {
    if (read.type !== 'effect' || read.kind !== 'read' || read.order > effect.order || !isMarked(read, timeline))
      continue;
    for (const { branch, arms } of read.conditions) {
      if (arms !== 1 || effect.conditions.some((c) => c.branch === branch)) continue;
      const without = idOf(branch);
      if (without !== undefined && isOnTheWay(branch, effect)) return { read, without };
    }
  }
  return undefined;
}

/** Is the row looked for by the message, and does the handler write such rows? */
function isMarked(read: Effect, { events }: Timeline): boolean {
  return (
    read.where.some((w) => w.provenance === 'message') &&
    events.some(
      (e) => e.type === 'effect' && e.kind !== 'read' && e.kind !== 'delete' && sameThing(e, read.resource, read.store),
    )
  );
}

/** What a fork without an `else` asks for, where it asks whether something of the message is there and leaves the function inside. */
function idOf({ kind, check, place: { module, node } }: Branch): string | undefined {
  const statement = node.parent;
  if (kind !== 'if' || statement?.type !== 'IfStatement' || statement.test !== node || statement.alternate)
    return undefined;
  if (check?.message !== true || (node.type !== 'Identifier' && node.type !== 'MemberExpression')) return undefined;
  return leaves(statement.consequent) ? module.text.slice(node.range[0], node.range[1]) : undefined;
}

function leaves(block: TSESTree.Statement): boolean {
  let isLeft = false;
  visit(block, (at) => {
    isLeft ||= at.type === 'ReturnStatement' && enclosingFunction(at) === enclosingFunction(block);
  });
  return isLeft;
}

/** Does the effect, or the call that leads to it, come after the fork in the same function? */
function isOnTheWay({ place }: Branch, effect: Effect): boolean {
  const fn = enclosingFunction(place.node);
  return [...effect.trace, effect].some(
    (step) =>
      step.module === place.module && enclosingFunction(step.node) === fn && step.node.range[0] > place.node.range[1],
  );
}
