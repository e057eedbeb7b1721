/** What a test was found to look at so far, and what stands around the place that is read. */
import type { Env, FunctionValue, Value } from '../binding/value.js';
import { enclosingFunction } from '../ast.js';
import type { CheckedRead, Place } from '../effect.js';

export interface Found {
  /** Functions that the handler runs: what they make is gone with them. */
  readonly entered: readonly FunctionValue[];
  /** Functions that the handler runs in all, and the one around the test. */
  readonly run: readonly Place[];
  readonly reads: CheckedRead[];
  /** Properties that the value is taken out of its call by, outermost first. */
  readonly path: string[];
  /** The test names a unique-key violation. */
  readonly duplicate: boolean;
  readonly unknownCalls: string[];
  memory: boolean;
  /** Looks at the text of what is read, around it. */
  textual: number;
  /** Maps of the function's own that are looked into, around what is read. */
  gathered: number;
  /** Comparisons around what is read. */
  compared: number;
  /** Expressions looked at so far. */
  steps: number;
  /** How deep the deepest of them lies, since the last expression that was asked of. */
  deepest: number;
  /** Did what was found since then depend on more than the expression: on what stands around it, on a bound? */
  isOfSurroundings: boolean;
  /** Comparisons with a number around what is read. */
  counted: number;
  /** The constant that what is read is compared with. */
  against: CheckedRead['compared'];
}

/** How an expression is looked at. */
export interface Look {
  readonly env: Env;
  /** The value is negated on the way. */
  readonly flipped: boolean;
  /** What the value is counts, not whether it is there: it is compared, or something is taken out of it. */
  readonly state: boolean;
  /** Expressions around it. */
  readonly depth: number;
  readonly found: Found;
}

/** Was the memory made by a function that the handler runs? Then it is gone when that ends. */
export function isOwn({ node }: Extract<Value, { kind: 'memory' }>, entered: readonly FunctionValue[]): boolean {
  const home = enclosingFunction(node);
  return entered.some((f) => f.node === home);
}
