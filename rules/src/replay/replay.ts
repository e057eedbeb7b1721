/**
 * Is a handler safe under redelivery? Runs it, kills it at every step, delivers the message again, and compares what is left.
 * Needs no library: steps are marked by the wrappers beside this file, or by `effect`.
 */
import { Attempt, type Delivered, type Delivery, type Handler } from './attempt.js';
import { Run, runs, type Taken } from './run.js';
import { type Schedule, schedulesFor } from './schedule.js';
import { type Difference, differences, type State } from './state.js';
import { describeDivergence, describeVerdict } from './timeline.js';

export { describeDifference, type Difference, type State } from './state.js';
export type { Attempt, Delivery, Handler } from './attempt.js';
export type { Schedule } from './schedule.js';
export { Killed, type Plan, Run, runs, type Step, type StepKind, type Taken } from './run.js';
export { effect, markFetch, markMysql, markPg, markRedis } from './wrappers.js';

export interface ReplayOptions<Message> {
  /** Handed to the handler as it is, at each delivery. */
  readonly message: Message;
  /** The handler, where all deliveries may share the memory of one process. */
  readonly handler?: Handler<Message>;
  /** Starts a process and returns its handler; called for each delivery, so that nothing is remembered that a restart forgets. */
  readonly start?: () => Handler<Message> | Promise<Handler<Message>>;
  /** Brings the stores to the state before the message; called before each schedule. */
  readonly reset: () => unknown;
  /** What can be seen from outside, without what may differ from run to run (times, generated ids). */
  readonly observe: () => State | Promise<State>;
  /** Lets time pass, so that what expires is gone; called before a message that keeps failing is given out for the last time. */
  readonly elapse?: () => unknown;
  /** When the broker forgets the message: once the handler returns (the default), or when it calls `delivery.ack()`. */
  readonly ack?: 'on-return' | 'manual';
  /** Schedules of each kind at most; 24 by default. */
  readonly limit?: number;
  /** Whether one divergence is enough; otherwise all schedules are run. */
  readonly stopsAtFirst?: boolean;
  /** How long a run may take before it counts as hanging, in milliseconds; 5,000 by default. */
  readonly timeout?: number;
  /** Without a new step for so long after the handler has returned, in milliseconds, a run counts as done; 40 by default. */
  readonly quiet?: number;
  /** Kinds of schedules to leave out. */
  readonly without?: readonly Schedule['kind'][];
}

/** `repeated`: something is there twice. `lost`: something never happened. `stuck`: the message fails at every delivery. */
export type Hazard = 'repeated' | 'lost' | 'stuck';

export interface Harm {
  readonly hazard: Hazard;
  /** Nothing for a message that is stuck. */
  readonly difference?: Difference;
}

/** A schedule that does not leave the state of exactly one run. */
export interface Divergence {
  readonly schedule: Schedule;
  readonly harms: readonly Harm[];
  /** In order of delivery. */
  readonly attempts: readonly Attempt[];
  /** For people, one line a delivery. */
  readonly text: string;
}

export interface Verdict {
  readonly safe: boolean;
  /** Steps of the undisturbed run. */
  readonly reference: readonly Taken[];
  /** How many schedules were run. */
  readonly schedules: number;
  readonly divergences: readonly Divergence[];
  /** For people: the shortest divergence of each kind of harm, or that there is none. */
  readonly text: string;
}

/** Further deliveries of a message that keeps failing, each to a process of its own, before it counts as stuck. */
const patience = 3;

/**
 * Replays one message through a handler.
 *
 * @throws Error where the undisturbed run fails, or leaves the message unacknowledged: there is nothing to compare with
 */
export async function replay<Message>(options: ReplayOptions<Message>): Promise<Verdict> {
  const session = new Session(options);
  const { state, initial, attempt } = await session.reference();
  const reference = attempt.run.taken;
  const schedules = schedulesFor(reference, options.limit ?? 24).filter((s) => !options.without?.includes(s.kind));
  const divergences: Divergence[] = [];
  let played = 0;
  for (const schedule of schedules) {
    const { attempts, isStuck, found } = await session.play(schedule);
    const harms = differences(state, found).map((difference): Harm => ({
      hazard: hazardOf(difference, initial),
      difference,
    }));
    if (isStuck) harms.push({ hazard: 'stuck' });
    played++;
    if (harms.length === 0) continue;
    divergences.push({ schedule, harms, attempts, text: describeDivergence(schedule, harms, attempts) });
    if (options.stopsAtFirst === true) break;
  }
  const verdict = { safe: divergences.length === 0, reference, schedules: played, divergences };
  return { ...verdict, text: describeVerdict(verdict) };
}

/**
 * One run changes the number of entries from the initial to the expected one: further in that direction is repeated, less far
 * is lost. Where only values differ, what is as it was before the message was lost.
 */
function hazardOf({ resource, kind, expected, found }: Difference, initial: State): Hazard {
  const [before] = differences({}, { [resource]: initial[resource] });
  const start = before?.found ?? [];
  if (kind === 'other') return found.every((e) => expected.includes(e) || start.includes(e)) ? 'lost' : 'repeated';
  const shrinks = expected.length < start.length;
  return kind === (shrinks ? 'fewer' : 'more') ? 'repeated' : 'lost';
}

class Session<Message> {
  readonly #options: ReplayOptions<Message>;
  /** Whether steps came after the handler had returned: then each run is given time for them. */
  #lingers = true;

  constructor(options: ReplayOptions<Message>) {
    this.#options = options;
  }

  async reference(): Promise<{ state: State; initial: State; attempt: Attempt }> {
    await this.#options.reset();
    const initial = await this.#options.observe();
    const delivered: Delivered = { acked: false };
    const attempt = this.#attempt({}, delivered);
    await attempt.ended;
    attempt.run.kill();
    const state = await this.#options.observe();
    if (attempt.end !== 'returned' || !delivered.acked) {
      const end = attempt.end === 'returned' ? 'did not acknowledge the message' : String(attempt.end);
      throw new Error(`The undisturbed run ${end}: ${String(attempt.error)}`, { cause: attempt.error });
    }
    this.#lingers = attempt.lingered;
    return { state, initial, attempt };
  }

  async play(schedule: Schedule): Promise<{ attempts: Attempt[]; isStuck: boolean; found: State }> {
    await this.#options.reset();
    const delivered: Delivered = { acked: false };
    const attempts =
      schedule.kind === 'overtaken'
        ? await this.#overtake(schedule, delivered)
        : [this.#attempt(schedule.plan, delivered)];
    await Promise.all(attempts.map((a) => a.ended));
    if (schedule.kind === 'ack-lost' && delivered.final !== true) delivered.acked = false;
    for (let again = 0; !delivered.acked && again < patience; again++) {
      for (const attempt of attempts) attempt.run.kill();
      if (again === patience - 1) await this.#options.elapse?.();
      const attempt = this.#attempt({}, delivered);
      attempts.push(attempt);
      await attempt.ended;
    }
    for (const attempt of attempts) attempt.run.kill();
    const found = await this.#options.observe();
    return { attempts, isStuck: !delivered.acked, found };
  }

  /** The second delivery runs while the first stands still, to its end or until it waits for what the first holds. */
  async #overtake({ plan }: Schedule, delivered: Delivered): Promise<Attempt[]> {
    const run = new Run();
    const handle = await runs.run(run, () => this.#handler());
    let second: Attempt | undefined;
    const begin = (): void => {
      second ??= this.#attemptOf(run, delivered, () => handle);
    };
    const first = this.#attempt(plan, delivered, begin);
    await Promise.race([first.ended, first.run.paused]);
    if (first.end === undefined) begin();
    if (second) await Promise.race([second.ended, second.run.blocked, second.stalled()]);
    first.run.proceed();
    return second ? [first, second] : [first];
  }

  #attempt(plan: Schedule['plan'], delivered: Delivered, onPauseAtOnce?: () => void): Attempt {
    return this.#attemptOf(new Run(plan, onPauseAtOnce), delivered, () => this.#handler());
  }

  /** @param handler as a promise only where the process is yet to start: a handler that is there is called at once */
  #attemptOf(run: Run, delivered: Delivered, handler: () => Handler<Message> | Promise<Handler<Message>>): Attempt {
    const { message, ack, timeout = 5_000, quiet = 40 } = this.#options;
    const work = async (delivery: Delivery): Promise<void> => {
      const started = handler();
      const handle = started instanceof Promise ? await started : started;
      run.begin();
      await handle(message, delivery);
    };
    return new Attempt(run, work, delivered, {
      acksOnReturn: ack !== 'manual',
      lingers: this.#lingers,
      timeout,
      quiet,
    });
  }

  async #handler(): Promise<Handler<Message>> {
    const { handler, start } = this.#options;
    const started = handler ?? (await start?.());
    if (!started) throw new Error('replay needs a handler, or start');
    return started;
  }
}
