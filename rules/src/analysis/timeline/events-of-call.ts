/** The events that stand in a call, or in what it calls. */
import type { TSESTree } from '@typescript-eslint/types';
import { within } from '../ast.js';
import type { Place, TimelineEvent } from '../effect.js';
import type { Context } from './context.js';

/** The first event that stands in the call, or in what it calls. */
export function firstEventOf(events: readonly TimelineEvent[], node: TSESTree.Node, context: Context): number {
  const others = events.toReversed().findIndex((e) => !standsIn(e, node, context));
  return others === -1 ? 0 : events.length - others;
}

function standsIn(event: TimelineEvent, node: TSESTree.Node, context: Context): boolean {
  const at = event.trace.length > context.trace.length ? event.trace[context.trace.length] : event;
  return at !== undefined && at.module === context.env.module && within(at.node, node);
}

/** Acknowledgements in one of the `parts` that run side by side do not wait for the events of the others. */
export function markAlongside(events: TimelineEvent[], parts: readonly TSESTree.Node[], context: Context): void {
  for (const [i, event] of events.entries()) {
    const own = event.type === 'ack' ? parts.find((p) => standsIn(event, p, context)) : undefined;
    if (event.type !== 'ack' || !own) continue;
    const others = parts.filter((p) => p !== own);
    const alongside = events.filter((e) => others.some((p) => standsIn(e, p, context))).map((e) => e.order);
    if (alongside.length > 0) events[i] = { ...event, alongside: [...event.alongside, ...alongside] };
  }
}

/** Events of `a()` in a dropped `a().catch(f)` are on their own as well. */
export function redetach(
  events: TimelineEvent[],
  node: TSESTree.CallExpression,
  dropped: Place,
  context: Context,
): void {
  for (const [i, event] of events.entries()) {
    const inChain = event.trace.length > context.trace.length ? event.trace[context.trace.length]?.node : event.node;
    if (!inChain || inChain.range[0] < node.range[0] || inChain.range[1] > node.range[1]) continue;
    const home = event.trace[context.trace.length]?.module ?? event.module;
    if (home !== context.env.module || event.detached.some((d) => d.node === dropped.node)) continue;
    events[i] = {
      ...event,
      detached: [
        ...event.detached.slice(0, context.detached.length),
        dropped,
        ...event.detached.slice(context.detached.length),
      ],
    };
  }
}
