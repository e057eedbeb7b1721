/**
 * The picture of one handler, as plain data: what happens in it, in order, and what a redelivery leaves behind for each
 * point at which the process can die. JSON can carry all of it. Words are not in it, but in `words.ts`, by language.
 */

/** A place in a file; lines and columns are 1-based, columns in UTF-16 units, the end is exclusive. */
export interface PicturePlace {
  /** Relative to the project's root, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One call on the way from the handler to an event: the callee as it is written. */
export interface PictureStep extends PicturePlace {
  readonly text: string;
}

export type Verdict = 'unsafe' | 'safe' | 'unknown';

export interface Picture {
  readonly version: 1;
  /** Tells the handler from all others of the project: file, line and library. */
  readonly id: string;
  readonly handler: PictureHandler;
  readonly delivery: PictureDelivery;
  /** The worst that is said of what the handler does; `safe` where a redelivery changes nothing. */
  readonly verdict: Verdict;
  /** In the order in which they happen: the delivery first. What an event is called elsewhere is its index here. */
  readonly events: readonly PictureEvent[];
  readonly transactions: readonly PictureTransaction[];
  /** Points at which something can go wrong: crashes in order, then the other ones. */
  readonly moments: readonly Moment[];
  readonly findings: readonly PictureFinding[];
  /** Bounds that the analysis reached, in English. */
  readonly limits: readonly string[];
}

export interface PictureHandler {
  /** Short name of the style: `eachMessage`. */
  readonly name: string;
  readonly library: string;
  /** Topic or queue, where it is a constant. */
  readonly source?: string;
  readonly place: PicturePlace;
}

export interface PictureDelivery {
  /** Does the broker deliver again what was not acknowledged? */
  readonly guarantee: 'at-least-once' | 'at-most-once';
  /**
   * When the broker forgets the message: `before` the handler does anything, on a `timer`, `on-return` of the handler, by a
   * `manual` call. `none`: it does not remember it at all.
   */
  readonly ack: 'before' | 'timer' | 'on-return' | 'manual' | 'none';
  /** What decides that. */
  readonly place: PicturePlace;
}

export type EffectKind =
  | 'insert'
  | 'relative'
  | 'absolute'
  | 'upsert'
  | 'conditional'
  | 'delete'
  | 'external'
  | 'publish'
  | 'claim'
  | 'marker'
  | 'read';

/** Facts common to all that happens. */
interface EventBase {
  readonly place: PicturePlace;
  /** Calls from the handler to the place, outermost first. */
  readonly trace: readonly PictureStep[];
  /** What must hold for it to happen, outermost first. */
  readonly conditions: readonly PictureCondition[];
  /** Loops around it. */
  readonly loops: number;
  /** Does the handler wait for it? */
  readonly isAwaited: boolean;
  /** Runs only when something failed (`catch`), or in any case (`finally`). */
  readonly recovery?: 'catch' | 'finally';
  /** Indexes into `findings`. */
  readonly findings: readonly number[];
}

/** The broker hands the message over. */
export interface DeliveryEvent extends EventBase {
  readonly type: 'delivery';
}

/** Something outside is changed, sent or read. */
export interface EffectEvent extends EventBase {
  readonly type: 'effect';
  readonly kind: EffectKind;
  /** Library that makes it. */
  readonly store: string;
  /** Table, collection, queue, URL, key; absent where it was not seen. */
  readonly resource?: string;
  /** What is sent, in English: `an e-mail`. */
  readonly what?: string;
  /** Of writes that accumulate. */
  readonly change?: PictureChange;
  /** A log, a cache: no harm, whatever happens to it. */
  readonly isHarmless: boolean;
  readonly verdict: Verdict;
  readonly why: Why;
}

/** By how much a write changes what is stored. */
export interface PictureChange {
  /** Column or field; absent where it was not seen. */
  readonly column?: string;
  /** The amount, where it is a constant, with its sign. */
  readonly by?: number;
  /** The amount as it is written. */
  readonly text?: string;
}

/** A test that keeps a second delivery from what stands behind it. */
export interface GateEvent extends EventBase {
  readonly type: 'gate';
  readonly guard: GuardKind;
  /** What is asked: a table, a function. */
  readonly subject?: string;
  /** The test as it is written. */
  readonly text: string;
}

/** The message is acknowledged, given back, or held longer. `isImplied`: the library does it, no call in the handler. */
export interface AckEvent extends EventBase {
  readonly type: 'ack';
  readonly action: 'ack' | 'nack' | 'commit' | 'extend';
  readonly isImplied: boolean;
}

/** A call that was given something of the message and could not be followed. */
export interface UnknownEvent extends EventBase {
  readonly type: 'unknown';
  readonly text: string;
}

/** The run ends here with an error. */
export interface ThrowEvent extends EventBase {
  readonly type: 'throw';
}

/** A transaction ends, and what was done in it is there for good. */
export interface CommitEvent extends EventBase {
  readonly type: 'commit';
  readonly transaction: number;
}

export type PictureEvent = DeliveryEvent | EffectEvent | GateEvent | CommitEvent | AckEvent | UnknownEvent | ThrowEvent;

export interface PictureCondition {
  readonly kind: 'if' | 'switch' | 'try' | 'loop' | 'targets';
  /** The test as it is written, shortened. */
  readonly text: string;
  /** Of an `if`: does the test hold? */
  readonly holds?: boolean;
}

/** Events from `from` to `to`, both included, that commit together. */
export interface PictureTransaction {
  readonly id: number;
  readonly from: number;
  /** The commit, where it is reached. */
  readonly to: number;
  /** Events in between that take part; others stand between them and do not. */
  readonly events: readonly number[];
  /** Transactions around it. */
  readonly depth: number;
  readonly isSerializable: boolean;
}

export type GuardKind =
  | 'wrapper'
  | 'declared'
  | 'claim'
  | 'violation'
  | 'lookup'
  | 'state'
  | 'consumed'
  | 'memory'
  | 'named'
  | 'replacement'
  | 'unchecked';

/** Why an effect got its verdict. */
export type Why =
  /** A finding says so. */
  | { readonly code: 'finding'; readonly finding: number }
  /** Something keeps a second delivery from it. */
  | { readonly code: 'guarded'; readonly guard: GuardKind; readonly subject?: string }
  /** Repeated, it leaves the same state. */
  | { readonly code: 'same'; readonly kind: EffectKind }
  /** A key taken from the message makes the receiver know the second one. */
  | { readonly code: 'keyed' }
  | { readonly code: 'harmless' }
  /** The message is not delivered twice. */
  | { readonly code: 'not-redelivered' }
  /** Not all of it was seen. */
  | { readonly code: 'unknown' };

/**
 * A point at which something goes wrong. `crash`: the process dies after event `at`, and before the next one. `overlap`: the
 * message is delivered a second time while the first run is going on. `failure`: event `at` fails.
 */
export interface Moment {
  readonly kind: 'crash' | 'overlap' | 'failure';
  readonly at: number;
  /** What becomes of the message. */
  readonly message: MessageFate;
  /** One for each effect that can happen on a path through this moment. */
  readonly outcomes: readonly Outcome[];
  /** Is there one that differs from what a single complete run leaves? */
  readonly isHarmful: boolean;
}

/**
 * `redelivered`: it comes again. `done`: it is acknowledged, and all is done. `lost`: it does not come again, and something
 * is not done. `either`: the one or the other, as the timer has it. `stuck`: it comes again, and fails each time.
 */
export type MessageFate = 'redelivered' | 'done' | 'lost' | 'either' | 'stuck';

export interface Outcome {
  /** Index of the effect. */
  readonly event: number;
  readonly first: RunStep;
  /** Absent where there is no second run. */
  readonly second?: RunStep;
  readonly result: Result;
  /** What a single run would not have left. */
  readonly isHarmful: boolean;
}

/**
 * What a run does about an effect. `done`; `undone`: rolled back with its transaction; `unreached`: the run ended before;
 * `skipped`: a guard turns the run away; `known`: the receiver knows it by its key and does nothing; `refused`: a unique key
 * refuses it, and the run fails; `unsettled`: nobody waits for it, so it may or may not be done; `unknown`: not to be told.
 */
export type RunStep = 'done' | 'undone' | 'unreached' | 'skipped' | 'known' | 'refused' | 'unsettled' | 'unknown';

/**
 * What is there in the end. `once`: as after one run. `twice`: two rows, two mails, twice the amount. `never`: it is lost.
 * `maybe-never`: it is lost unless it was quick enough. `maybe-twice`: it is repeated if the timer was not quick enough.
 * `unknown`: not to be told from the code.
 */
export type Result = 'once' | 'twice' | 'never' | 'maybe-never' | 'maybe-twice' | 'unknown';

export interface PictureFinding {
  readonly ruleId: string;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  /** In English. */
  readonly message: string;
  /** Where it is reported: in the handler's file. */
  readonly place: PicturePlace;
  /** What it speaks of. */
  readonly effect: PicturePlace;
}
