/** Where the handler's path forked, and what decided there: looked at only where somebody may ask. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Env, FunctionValue } from '../binding/value.js';
import type { Branch, Check, TimelineEvent } from '../effect.js';
import type { CheckReader } from './check.js';
import type { Context } from './context.js';

/** A branch whose test is not looked at yet. */
interface Untold {
  branch: { -readonly [K in keyof Branch]: Branch[K] };
  readonly env: Env;
  /** How many functions the handler had entered by then. */
  readonly entered: number;
  isSilent: boolean;
}

export class Branches {
  readonly all: Branch[] = [];
  #untold: Untold[] = [];

  constructor(private readonly checks: CheckReader) {}

  /** @param node what decides, for `if` and `switch` */
  add(kind: Branch['kind'], arms: number, node: TSESTree.Node, { env }: Context, entered: number): Branch {
    const place = { module: env.module, node };
    const branch = { id: this.all.length, arms: Math.min(arms, 30), kind, check: undefined, place };
    this.all.push(branch);
    if (kind === 'if' || kind === 'switch') this.#untold.push({ branch, env, entered, isSilent: false });
    return branch;
  }

  /** The branches from that one on stand in a call in which nothing happens. */
  silence(from: number): void {
    for (let i = this.#untold.length - 1; i >= 0; i--) {
      const untold = this.#untold[i];
      if (!untold || untold.branch.id < from) return;
      untold.isSilent = true;
    }
  }

  /**
   * Looks at the tests. Of those in silent calls, under which nothing that happens stands, it only counts whether they
   * look at the message: nearly all tests of a large handler are such ones.
   */
  settle(events: readonly TimelineEvent[], entered: readonly FunctionValue[]): void {
    const deciding = new Set(events.flatMap((e) => e.conditions.map((c) => c.branch)));
    for (const { branch, env, entered: by, isSilent } of this.#untold) {
      const test = branch.place.node;
      branch.check =
        isSilent && !deciding.has(branch)
          ? this.#ofMessage(test, env)
          : this.checks.of(test, env, entered.slice(0, by));
    }
    this.#untold = [];
  }

  #ofMessage(test: TSESTree.Node, env: Env): Check | undefined {
    const isOfMessage = this.checks.provenance.of(test, env) === 'message';
    return isOfMessage ? { reads: [], unknownCalls: [], message: true, memory: false } : undefined;
  }
}
