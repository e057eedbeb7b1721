/** Repairs of a dedup memory that lives in the process: the store that is written remembers. */
import type { TSESTree } from '@typescript-eslint/types';
import { enclosingFunction, visit, within } from '../analysis/ast.js';
import type { Effect, Place, Timeline } from '../analysis/effect.js';
import type { Schema } from '../schema/schema.js';
import { dedupFixes } from './dedup.js';
import type { Fix } from './fix.js';
import { insertFixes } from './insert.js';

/**
 * The memory stays in front, where it saves a query. Only where it is asked in the function that writes, and told afterwards:
 * what is remembered first is passed over when it has failed, whatever the store remembers.
 *
 * @param asked where the memory is
 */
export function persistentFixes(effect: Effect, asked: Place, timeline: Timeline, schema: Schema): readonly Fix[] {
  const around = enclosingFunction(effect.node);
  const isNear = asked.module === effect.module && around !== undefined && enclosingFunction(asked.node) === around;
  if (!isNear || isToldBefore(effect, asked, around)) return [];
  const inserts = effect.kind === 'insert' ? insertFixes(effect, timeline, schema) : [];
  return [
    ...inserts.filter((f) => f.kind !== 'unique-key'),
    ...dedupFixes(effect, timeline, schema),
    ...inserts.filter((f) => f.kind === 'unique-key'),
  ];
}

/** Is anything that the question speaks of, and that outlives the function, used again between the question and the write? */
function isToldBefore({ node, module }: Effect, asked: Place, around: TSESTree.Node): boolean {
  const test = asked.node.type === 'IfStatement' ? asked.node.test : asked.node;
  let found = false;
  visit(test, (at) => {
    const variable = at.type === 'Identifier' ? module.variables.get(at) : undefined;
    if (!variable || within(variable.scope.block, around)) return;
    found ||= variable.references.some(
      ({ identifier: { range } }) => range[0] >= test.range[1] && range[1] <= node.range[0],
    );
  });
  return found;
}
