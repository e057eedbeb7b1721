/** One delivery in one process of its own: it takes numbered steps, and may be killed, stopped or failed at any of them. */
import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What a step does to the outside. An `ack` tells the broker; a `read` changes nothing, but what it sees may be decided by; a
 * `control` neither changes nor tells anything: it begins a transaction, sets an option.
 */
export type StepKind = 'read' | 'write' | 'ack' | 'control';

/** One thing that a run asks of the outside: a statement, a command, a request, an acknowledgement. */
export interface Step {
  readonly kind: StepKind;
  /** For people: `insert orders`. */
  readonly label: string;
  /** What it writes or reads, as `observe` names it: tables, keys, addresses. */
  readonly resources: readonly string[];
  /** Where in the source it was asked for, where that is known: `handler.ts:12`. */
  readonly at?: string | undefined;
  /** Answers are not awaited one by one, so that no schedule lets this one fail. */
  readonly isCertain?: boolean | undefined;
}

/** What is to happen to a run, by the number of a step (0-based, in order of arrival). */
export interface Plan {
  /** Killed before or after the step; nothing of the run happens or returns from then on. */
  readonly crash?: { readonly step: number; readonly when: 'before' | 'after' };
  /** The step does not happen; it answers with an error instead. */
  readonly fail?: number;
  /** The run stands still before the step until `proceed` is called. */
  readonly pause?: number;
}

/** What became of a step, for the timeline. */
export type Outcome = 'done' | 'failed' | 'pending';

export interface Taken extends Step {
  outcome: Outcome;
}

/** The run that the calling code belongs to. */
export const runs = new AsyncLocalStorage<Run>();

/** Thrown where a killed run asks for something at once, without a promise. No effect of that run reaches the outside any more. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export class Run {
  /** In order of arrival. */
  readonly taken: Taken[] = [];
  /** Where in the source the run is, for who can tell; steps that say nothing else are taken to be asked for there. */
  at: string | undefined;
  /** Settles when the run is killed. */
  readonly killed: Promise<void>;
  /** Settles when the run stands still at the step of its plan. */
  readonly paused: Promise<void>;
  /** Settles when a store says that the run waits for what another run holds. */
  readonly blocked: Promise<void>;
  /** How often anything was heard of it, steps aside; see `stir`. */
  stirred = 0;
  #dead = false;
  #begun = false;
  #onKill: (() => void)[] = [];
  readonly #plan: Plan;
  readonly #settleKilled: () => void;
  readonly #settlePaused: () => void;
  readonly #settleBlocked: () => void;
  readonly #proceeding: Promise<void>;
  readonly #proceed: () => void;
  readonly #onPauseAtOnce: (() => void) | undefined;

  /** @param onPauseAtOnce called in place of waiting where a step without a promise is to stand still */
  constructor(plan: Plan = {}, onPauseAtOnce?: () => void) {
    this.#plan = plan;
    this.#onPauseAtOnce = onPauseAtOnce;
    [this.killed, this.#settleKilled] = settled();
    [this.paused, this.#settlePaused] = settled();
    [this.blocked, this.#settleBlocked] = settled();
    [this.#proceeding, this.#proceed] = settled();
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** The message is handed over: what is asked for from now on is a step. */
  begin(): void {
    this.#begun = true;
  }

  /** Called at once when the run is killed: stores let go of what it held, as a server does whose client has gone. */
  onKill(listener: () => void): void {
    if (this.#dead) listener();
    else this.#onKill.push(listener);
  }

  /** Ends the process: idle connections close, nothing of it happens any more. Not part of a timeline. */
  kill(): void {
    if (this.#dead) return;
    this.#dead = true;
    for (const listener of this.#onKill) listener();
    this.#onKill = [];
    this.#settleKilled();
  }

  /** Said by a network over which the run is heard: it is at work, though it may not have come to a step yet. */
  stir(): void {
    this.stirred++;
  }

  /** Said by a store in which the run waits for another one; the other is then let go on. */
  block(): void {
    this.#settleBlocked();
  }

  /** Lets a run go on that stands still. */
  proceed(): void {
    this.#proceed();
  }

  /**
   * Takes a step.
   *
   * @param execute does it; never called after the run was killed
   * @param failure makes the answer of a step that is planned to fail; by default an error is thrown
   * @returns what `execute` returned; a promise that never settles once the run is killed
   */
  async step<T>(step: Step, execute: () => Promise<T> | T, failure: () => Promise<T> | T = fail): Promise<T> {
    if (this.#dead) return never();
    if (!this.#begun) return execute();
    const { index, taken } = this.#take(step);
    if (this.#plan.pause === index) {
      this.#settlePaused();
      await this.#proceeding;
    }
    if (this.#isKilledAt(index, 'before')) return never();
    let result: T;
    try {
      const failing = this.#plan.fail === index;
      if (failing) taken.outcome = 'failed';
      result = await (failing ? failure() : execute());
      if (!failing) taken.outcome = 'done';
    } catch (error) {
      taken.outcome = 'failed';
      if (this.#isKilledAt(index, 'after')) return never();
      throw error;
    }
    return this.#isKilledAt(index, 'after') ? never() : result;
  }

  /** As `step`, for clients that answer at once. Throws `Killed` where the run is dead. */
  stepAtOnce<T>(step: Step, execute: () => T): T {
    if (this.#dead) throw new Killed();
    if (!this.#begun) return execute();
    const { index, taken } = this.#take(step);
    if (this.#plan.pause === index) {
      this.#settlePaused();
      this.#onPauseAtOnce?.();
    }
    if (this.#isKilledAt(index, 'before')) throw new Killed();
    try {
      if (this.#plan.fail === index) fail();
      const result = execute();
      taken.outcome = 'done';
      if (this.#isKilledAt(index, 'after')) throw new Killed();
      return result;
    } catch (error) {
      if (!(error instanceof Killed)) taken.outcome = 'failed';
      throw error;
    }
  }

  #take(step: Step): { readonly index: number; readonly taken: Taken } {
    const taken: Taken = { ...step, at: step.at ?? this.at, outcome: 'pending' };
    const index = this.taken.push(taken) - 1;
    return { index, taken };
  }

  #isKilledAt(index: number, when: 'before' | 'after'): boolean {
    const { crash } = this.#plan;
    if (crash?.step === index && crash.when === when) this.kill();
    return this.#dead;
  }
}

function fail(): never {
  throw new Error('connection lost (a failure that the replay makes)');
}

async function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}

function settled(): [Promise<void>, () => void] {
  let settle: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return [promise, settle];
}
