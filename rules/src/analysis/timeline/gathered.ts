/** What a list or map of the function's own is filled with, and on what that depends. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Variable } from '@typescript-eslint/scope-manager';
import { isFunctionNode } from '../ast.js';
import { callsOn } from '../effects/growing.js';

/** Tests around a call that fills the list; `holds` where it runs when the test holds. */
export interface Gate {
  readonly test: TSESTree.Node;
  readonly holds: boolean;
}

/** Tests that decide whether something is pushed to the list. */
export function gatesOf(list: Variable): readonly Gate[] {
  return callsOn(list, /^(?:push|unshift)$/).flatMap((call) => {
    const gates: Gate[] = [];
    for (let at: TSESTree.Node = call; at.parent && !isFunctionNode(at.parent); at = at.parent) {
      const parent: TSESTree.Node = at.parent;
      if (parent.type === 'IfStatement' && parent.test !== at)
        gates.push({ test: parent.test, holds: parent.consequent === at });
    }
    return gates;
  });
}

/** What is put into the map or set. */
export function putInto(memory: Variable): readonly TSESTree.Node[] {
  return callsOn(memory, /^(?:set|add)$/).flatMap((call) => call.arguments.at(-1) ?? []);
}

/** `for (const row of rows)`: the rows. */
export function loopedOver(declarator: TSESTree.VariableDeclarator): TSESTree.Node | undefined {
  const loop = declarator.parent.parent;
  return loop.type === 'ForOfStatement' && loop.left === declarator.parent ? loop.right : undefined;
}
