/** Calls in which nothing happens, wherever else they happen alike: they are walked once. */
import type { Binder } from '../binding/bind.js';
import type { Env, FunctionNode, FunctionValue } from '../binding/value.js';
import type { ProvenanceReader } from '../effects/provenance.js';
import type { Context } from './context.js';
import { Likeness } from './likeness.js';

/** One time that a function was entered. */
export interface Entered {
  readonly node: FunctionNode;
  /** How many functions were entered in it, itself counted. */
  readonly size: number;
}

/** A call that was walked, and in which nothing was written down. */
export interface Silent {
  /** Functions that were entered, its own first, each before those that were entered in it. */
  readonly entered: readonly Entered[];
}

export class Silences {
  readonly #known = new Map<FunctionNode, Map<string, Silent>>();
  readonly #likeness: Likeness;

  readonly #binder: Binder;

  constructor(binder: Binder, provenance: ProvenanceReader) {
    this.#binder = binder;
    this.#likeness = new Likeness(binder, provenance);
  }

  /** What such a call was found to be before; undefined where it is to be walked. */
  of(fn: FunctionValue, env: Env, context: Context): Silent | undefined {
    return this.#known.get(fn.node)?.get(this.#keyOf(env, context));
  }

  note(fn: FunctionValue, env: Env, context: Context, silent: Silent): void {
    const known = this.#known.get(fn.node) ?? new Map<string, Silent>();
    this.#known.set(fn.node, known.set(this.#keyOf(env, context), silent));
  }

  /** Of what stands around a call, what decides whether something happens in it. */
  #keyOf(env: Env, { trace, continued, settles, dropped }: Context): string {
    const likeness = this.#binder.aside(() => this.#likeness.of(env));
    return [likeness, trace.length === 0, continued, settles, dropped !== undefined].join();
  }
}
