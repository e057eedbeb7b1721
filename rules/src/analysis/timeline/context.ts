/** Where the walk is: around a place, and whether it is reached. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Env, FunctionNode } from '../binding/value.js';
import type { Answered, Branch, Condition, Detached, Frame, Place, TryFacts } from '../effect.js';

/** Where control leaves a function or loop. */
export interface ActivationRecord {
  readonly returns: (readonly Condition[])[];
  breaks: (readonly Condition[])[] | undefined;
}

/** What surrounds the code being walked. */
export interface Context {
  readonly env: Env;
  readonly trace: readonly Frame[];
  readonly detached: readonly Detached[];
  readonly transaction: number | undefined;
  readonly loops: number;
  readonly recovery: 'catch' | 'finally' | undefined;
  readonly tries: readonly TryFacts[];
  readonly guarded: boolean;
  /** The outermost call of a declared function around. */
  readonly answered: Answered | undefined;
  /** Functions being walked, to stop recursion. */
  readonly stack: readonly FunctionNode[];
  /** Calls on the way here; a function written in its call, and the next one in a row, are no further away. */
  readonly distance: number;
  readonly activation: ActivationRecord;
  /** The caller goes on with what this function returns: a description returned here is not executed by that. */
  readonly continued: boolean;
  /** Inside `new Promise(…)`: what is called back there settles the promise. */
  readonly settles: boolean;
  /** The call whose promise nobody waits for: what this function returns is on its own. */
  readonly dropped: Detached | undefined;
}

/** Around a handler's first step. */
export function emptyContext(env: Env): Context {
  return {
    env,
    trace: [],
    detached: [],
    transaction: undefined,
    loops: 0,
    recovery: undefined,
    tries: [],
    guarded: false,
    answered: undefined,
    settles: false,
    continued: false,
    stack: [],
    distance: 0,
    activation: { returns: [], breaks: undefined },
    dropped: undefined,
  };
}

/** Conditions under which the next step runs; undefined when it cannot be reached. */
export interface Cursor {
  conditions: readonly Condition[] | undefined;
}

/** Conditions under which the next step runs, as they are now: calls change the cursor behind a check of its field. */
export function reached(cursor: Cursor): readonly Condition[] | undefined {
  return cursor.conditions;
}

/** Conditions that hold on every one of the paths; undefined when there is none. */
export function join(paths: readonly (readonly Condition[] | undefined)[]): readonly Condition[] | undefined {
  const live = paths.filter((p): p is readonly Condition[] => p !== undefined);
  const [first, ...others] = live;
  if (!first) return undefined;
  const joined: Condition[] = [];
  for (const c of first) {
    const arms = armsOnAll(c, others);
    if (arms !== undefined && arms !== (1 << c.branch.arms) - 1) joined.push({ branch: c.branch, arms });
  }
  return joined;
}

/** Arms of the condition's branch that are allowed on its own path or one of the others; undefined where one knows nothing of it. */
function armsOnAll({ branch, arms }: Condition, others: readonly (readonly Condition[])[]): number | undefined {
  let all = arms;
  for (const other of others) {
    // Joined at every statement: a loop is three times as fast here as `find`.
    let at = 0;
    while (at < other.length && other[at]?.branch !== branch) at++;
    const same = other[at];
    if (!same) return undefined;
    all |= same.arms;
  }
  return all;
}

/** Do the same conditions hold as before? */
export function isSame(ends: readonly Condition[] | undefined, before: readonly Condition[]): boolean {
  return (
    ends?.length === before.length && ends.every((c, i) => c.branch === before[i]?.branch && c.arms === before[i].arms)
  );
}

/** Where a node stands. */
export function placeOf(node: TSESTree.Node, context: Context): Place {
  return { module: context.env.module, node };
}

export function noop(): void {
  // Nothing is seen of it: arms are walked by `run`, an unseen handler by nobody, and settled promises have none.
}

/** The conditions with further arms of the branch allowed. */
export function widen(conditions: readonly Condition[], branch: Branch, arms: number): readonly Condition[] {
  return conditions.map((c) => (c.branch === branch ? { branch, arms: c.arms | arms } : c));
}
