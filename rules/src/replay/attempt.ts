/** One delivery and how it ended. */
import { type Run, runs } from './run.js';

/** What the broker knows of a message. */
export interface Delivered {
  acked: boolean;
  /** The broker forgot it before it was handled: no acknowledgement can be lost. */
  final?: boolean;
}

/** What a handler may say of its delivery. */
export interface Delivery {
  /** Acknowledges the message; a step of the run. Needed only where `ack` is `manual`. */
  ack(label?: string): Promise<void>;
  /** The broker forgets the message as it hands it over (`noAck`, at most once). */
  forget(): void;
  /** The message was not acknowledged, but is not given out again either: what acknowledges a later one covers it. */
  pass(): void;
}

export type Handler<Message> = (message: Message, delivery: Delivery) => unknown;

export interface AttemptOptions {
  /** The broker forgets the message once `work` returns. */
  readonly acksOnReturn: boolean;
  /** Whether to wait for steps that come after `work` has returned. */
  readonly lingers: boolean;
  /** In milliseconds. */
  readonly timeout: number;
  /** Without a new step for so long, in milliseconds, what nobody awaits counts as done. */
  readonly quiet: number;
}

export class Attempt {
  end: 'returned' | 'threw' | 'killed' | 'hung' | undefined;
  error: unknown;
  /** Whether steps came after the handler had returned. */
  lingered = false;
  /** Settles when the run has ended, and what it left undone is done. */
  readonly ended: Promise<void>;

  /** @param work starts the process, and hands the message over */
  constructor(
    readonly run: Run,
    work: (delivery: Delivery) => Promise<void>,
    delivered: Delivered,
    options: AttemptOptions,
  ) {
    const carryOut = async (): Promise<void> => {
      await this.#carryOut(work, delivered, options);
    };
    this.ended = runs.run(run, carryOut);
  }

  /** Settles when no step was taken for a while, though the run has not ended: it waits for a lock. */
  async stalled(): Promise<void> {
    for (let before = -1; before !== heardOf(this.run) && this.end === undefined;) {
      before = heardOf(this.run);
      await pause(400).then(hearOut);
    }
  }

  async #carryOut(
    work: (delivery: Delivery) => Promise<void>,
    delivered: Delivered,
    { acksOnReturn, lingers, timeout, quiet }: AttemptOptions,
  ): Promise<void> {
    const { run } = this;
    const heard = (): void => {
      delivered.acked = true;
    };
    const ack = async (label = 'ack'): Promise<void> => {
      await run.step({ kind: 'ack', label, resources: [] }, heard);
    };
    const delivery: Delivery = {
      ack,
      forget() {
        delivered.acked = true;
        delivered.final = true;
      },
      pass() {
        if (!run.dead) delivered.acked = true;
      },
    };
    const whole = async (): Promise<'returned'> => {
      await work(delivery);
      if (acksOnReturn) await ack();
      return 'returned';
    };
    const { promise: late, cancel } = deadline(timeout);
    const killed = run.killed.then(() => 'killed' as const);
    try {
      this.end = await Promise.race([whole(), killed, late]);
      if (this.end === 'returned' && lingers) await this.#linger(quiet);
    } catch (error) {
      this.end = run.dead ? 'killed' : 'threw';
      this.error = error;
    } finally {
      cancel();
    }
    if (run.dead) this.end = 'killed';
  }

  async #linger(quiet: number): Promise<void> {
    const { run } = this;
    const returned = run.taken.length;
    for (let before = -1; before !== heardOf(run) && !run.dead;) {
      before = heardOf(run);
      await Promise.race([pause(quiet).then(hearOut), run.killed]);
    }
    this.lingered = run.taken.length > returned || run.taken.some((step) => step.outcome === 'pending');
  }
}

function deadline(ms: number): { promise: Promise<'hung'>; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const promise = new Promise<'hung'>((resolve) => {
    timer = setTimeout(() => {
      resolve('hung');
    }, ms);
  });
  return {
    promise,
    cancel: () => {
      clearTimeout(timer);
    },
  };
}

/** Grows with each sign of life. */
function heardOf(run: Run): number {
  return run.taken.length + run.stirred;
}

/** Lets what has arrived meanwhile be heard: on a busy machine a timer ends before it is. */
async function hearOut(): Promise<void> {
  for (let turns = 0; turns < 4; turns++) await new Promise((resolve) => setImmediate(resolve));
}

async function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
