/** The repair “claim first”: who puts a key of the message into Redis sends, and nobody else does. */
import type { TSESTree } from '@typescript-eslint/types';
import { classOfMethod, enclosingFunction, unwrap } from '../analysis/ast.js';
import type { Claim, Effect, Timeline } from '../analysis/effect.js';
import { aroundEdits } from './around.js';
import { awaitedStatement } from './dedup.js';
import type { Fix } from './fix.js';
import { isPlain } from './key.js';
import { sendKey } from './send.js';

/**
 * Only for what is sent: a write belongs into one transaction with its record. Only where the handler has such a client
 * already, in reach of the statement. A kill between the claim and the sending loses what was to be sent: no store and
 * service have a transaction in common, and the repair's title says so.
 */
export function claimFirstFixes(effect: Effect, timeline: Timeline): readonly Fix[] {
  const statement = awaitedStatement(effect);
  const key = sendKey(effect, timeline);
  const claim = statement && claimInReach(effect, timeline);
  if (!statement || key === undefined || !claim) return [];
  const { call, module } = effect;
  const client = module.text.slice(claim.client.range[0], claim.client.range[1]);
  const lines = claim.model.lines.map((line) => line.replaceAll('<client>', client));
  const fill = (line: string): string => line.replaceAll('<id>', key);
  const edits = aroundEdits({ lines, inside: '<client>' }, [statement], [{ ...call, client: call.node }], module, fill);
  return edits ? [{ kind: 'claim-first', title: TITLE, leaves: 'no-split-dedup-marker', edits }] : [];
}

const TITLE =
  'Claim the message in Redis first, and give the claim back where sending fails; a crash in between sends nothing';

/** The client of another call of the handler that has the same name where the effect stands. */
function claimInReach(effect: Effect, { events }: Timeline): Claim | undefined {
  for (const event of events) {
    const claim = event.type === 'effect' && event.module === effect.module ? event.call.claim : undefined;
    if (claim && isPlain(claim.client) && isSameThere(claim.client, event.node, effect)) return claim;
  }
  return undefined;
}

/** A variable of the module, or a property of the object whose methods both calls stand in. */
function isSameThere(client: TSESTree.Node, call: TSESTree.Node, { node, module }: Effect): boolean {
  let root = unwrap(client);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  if (root.type === 'Identifier') return module.variables.get(root)?.scope.block === module.program;
  const [own, other] = [call, node].map((at) => methodAround(at));
  return root.type === 'ThisExpression' && own !== undefined && own === other;
}

/** The class whose method a node stands in, as far as `this` is its object. */
function methodAround(node: TSESTree.Node): TSESTree.Node | undefined {
  let fn = enclosingFunction(node);
  while (fn?.type === 'ArrowFunctionExpression') fn = enclosingFunction(fn);
  return fn && classOfMethod(fn);
}
