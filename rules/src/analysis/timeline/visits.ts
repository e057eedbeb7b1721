/** How often were functions entered, and may another one be? */
import type { FunctionNode } from '../binding/value.js';
import type { Context } from './context.js';
import type { Entered } from './silence.js';

const MAX_EVENTS = 4000;
const MAX_ACTIVATIONS = 4000;
const MAX_STACK = 40;

/** How much one walk may follow. */
export interface WalkBounds {
  /** How far away calls are followed, by the number of calls on the way. */
  readonly horizon: number;
  /** How often one function is entered. */
  readonly visits: number;
  /** Is the walk over where there is more to follow than one walk may? A narrower one takes its place. */
  readonly isProvisional: boolean;
}

export class Visits {
  readonly limits = new Set<string>();
  /** Was there more to follow than one walk may? */
  isExhausted = false;
  /** Functions that were entered, each before those that were entered in it. */
  readonly #entered: Entered[] = [];
  readonly #perFunction = new Map<FunctionNode, number>();
  /** How far out in the stack is a function that was not entered again since; -1 where a bound was reached. */
  #cut = Infinity;
  #isCounting = true;

  constructor(private readonly bounds: WalkBounds) {}

  /** Does nothing that the walk may still find count? */
  get isOver(): boolean {
    return this.isExhausted && this.bounds.isProvisional;
  }

  /** May the function be entered from there? */
  allow(fn: FunctionNode, context: Pick<Context, 'stack' | 'distance'>, events: number): boolean {
    const outer = context.stack.indexOf(fn);
    if (outer >= 0) {
      this.#cut = Math.min(this.#cut, outer);
      return false;
    }
    const bound = this.#boundOf(fn, context, events);
    if (bound === undefined) return true;
    this.#cut = -1;
    if (bound !== '') this.limits.add(bound);
    return false;
  }

  /** Why the function is not entered, empty where that is not worth a word; undefined where it is. */
  #boundOf(
    fn: FunctionNode,
    { stack, distance }: Pick<Context, 'stack' | 'distance'>,
    events: number,
  ): string | undefined {
    const { horizon } = this.bounds;
    if (stack.length >= MAX_STACK || distance > horizon)
      return `calls deeper than ${String(Math.min(horizon, MAX_STACK))} were not followed`;
    if (!this.#isCounting) return undefined;
    if (!this.#isFresh(fn)) return '';
    if (this.#entered.length < MAX_ACTIVATIONS && events <= MAX_EVENTS) return undefined;
    this.isExhausted = true;
    return 'the handler is too large to follow completely';
  }

  #isFresh(fn: FunctionNode): boolean {
    return (this.#perFunction.get(fn) ?? 0) < this.bounds.visits;
  }

  /**
   * Counts the function, and what is entered while `run` walks it.
   *
   * @returns what was entered, its own first; undefined where something was left out that another call may enter
   */
  enter(node: FunctionNode, depth: number, run: () => void): readonly Entered[] | undefined {
    const outer = this.#cut;
    const at = this.#entered.length;
    this.#cut = Infinity;
    this.#count(node, run);
    const isWhole = this.#isCounting && this.#cut >= depth;
    this.#cut = Math.min(this.#cut, outer);
    return isWhole ? this.#entered.slice(at) : undefined;
  }

  #count(node: FunctionNode, run: () => void): void {
    if (!this.#isCounting) {
      run();
      return;
    }
    this.#perFunction.set(node, (this.#perFunction.get(node) ?? 0) + 1);
    const at = this.#entered.push({ node, size: 1 }) - 1;
    run();
    this.#entered[at] = { node, size: this.#entered.length - at };
  }

  /** Counts what was entered once as though it were entered again: what would not be any more is left out. */
  repeat(entered: readonly Entered[], from = 0, to = entered.length): void {
    if (!this.#isCounting) return;
    for (let at = from; at < to;) {
      const { node, size } = entered[at] as Entered;
      const inner = at + 1;
      at += size;
      if (!this.#isFresh(node)) continue;
      this.#count(node, () => {
        this.repeat(entered, inner, inner + size - 1);
      });
    }
  }

  /** What `run` enters is counted already. */
  uncounted(run: () => void): void {
    const was = this.#isCounting;
    this.#isCounting = false;
    run();
    this.#isCounting = was;
  }
}
