/** Where the handler's path forked, and what decided there: looked at only where somebody may ask. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Env, FunctionValue } from '../binding/value.js';
import type { Branch, TimelineEvent } from '../effect.js';
import { within } from '../ast.js';
import { CLAIMING } from './checked-call.js';
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
  add(kind: Branch['kind'], arms: number, node: TSESTree.Node, { env }: Pick<Context, 'env'>, entered: number): Branch {
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
   * Looks at the tests. Where nothing that happens stands under one, it only counts whether it looks at the message, and,
   * unless it stands in a silent call, whether it tells who was first: nearly all tests of a large handler are such ones.
   * That one of them looks at the message is enough to know.
   */
  settle(events: readonly TimelineEvent[], entered: readonly FunctionValue[]): void {
    const deciding = new Set(events.flatMap((e) => e.conditions.map((c) => c.branch)));
    const isClaimed = events.some(mayAnswer);
    const idle: Untold[] = [];
    for (const untold of this.#untold) {
      const { branch, env, entered: by, isSilent } = untold;
      const test = branch.place.node;
      const isTold = deciding.has(branch) || (!isSilent && (isClaimed || this.checks.namesDuplicate(test, env)));
      if (isTold) branch.check = this.checks.of(test, env, entered.slice(0, by), entered.slice(by));
      else idle.push(untold);
    }
    this.#untold = [];
    if (this.all.some((b) => b.check?.message === true)) return;
    const ofMessage = idle.find(({ branch, env }) => this.#isOfMessage(branch.place.node, env));
    if (ofMessage) ofMessage.branch.check = { reads: [], unknownCalls: [], message: true, memory: false };
  }

  #isOfMessage(test: TSESTree.Node, env: Env): boolean {
    return this.checks.provenance.of(test, env) === 'message';
  }
}

/** Is it a write whose answer, or that of the function around it, says whether somebody else was first? */
function mayAnswer(event: TimelineEvent): boolean {
  if (event.type !== 'effect') return false;
  return (
    event.kind === 'claim' ||
    (CLAIMING.has(event.kind) && event.tries.some((t) => t.handlesDuplicate && within(event.node, t.node)))
  );
}
