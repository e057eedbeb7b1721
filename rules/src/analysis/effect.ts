/** The vocabulary: what a handler does to the outside, in order, and what stands between a second delivery and it. */
import type { TSESTree } from '@typescript-eslint/types';
import type {
  ArgPath,
  ClaimModel,
  DedupModel,
  DeliveryModel,
  DuplicateErrorModel,
  EffectKind as ModelKind,
  IgnoredKeyModel,
  ManualAckModel,
  OutcomeModel,
  RepairModel,
  StableKeyModel,
  TogetherModel,
} from '../models/model.js';
import type { Module } from '../project/module.js';
import type { SqlDialect, SqlStatement } from '../sql/statement.js';
import type { Env, FunctionValue } from './binding/value.js';
import type { FilterValue } from './effects/filter-value.js';

/** What a write does; `save` of the models is decided by then. */
export type EffectKind = Exclude<ModelKind, 'save'>;

/**
 * Where a value comes from. `message`: a function of the message and constants only, the same on each delivery.
 * `fresh`: made anew on each delivery; a mixture with `fresh` is `fresh`. `state`: read back from a store.
 * `constant`: the same for every message. `unknown`: not seen.
 */
export type Provenance = 'message' | 'fresh' | 'state' | 'constant' | 'unknown';

/** A place in a module's text. */
export interface Place {
  readonly module: Module;
  readonly node: TSESTree.Node;
}

/** A call that nobody waits for. */
export interface Detached extends Place {
  /** Waiting for the call would not wait for the work: timers, listeners, callbacks. */
  readonly forGood?: boolean;
}

/** One call on the way from the handler to an effect; `text` is the callee as written. */
export interface Frame extends Place {
  readonly text: string;
}

/** One arm condition: the event happens only if branch `id` took one of the arms in the bit set. */
export interface Condition {
  readonly branch: Branch;
  readonly arms: number;
}

/** A point where the handler's path forks. */
export interface Branch {
  readonly id: number;
  /** Number of arms. For `if`: arm 0 = test holds, arm 1 = it does not. */
  readonly arms: number;
  readonly kind: 'if' | 'switch' | 'try' | 'loop' | 'targets';
  /** What decides the arm, for `if` and `switch`. */
  readonly check: Check | undefined;
  readonly place: Place;
}

/** What a condition looks at. */
export interface Check {
  /** Reads and claims the tested value comes from. */
  readonly reads: readonly CheckedRead[];
  /** Calls nobody knows, with something of the message among the arguments. */
  readonly unknownCalls: readonly string[];
  /** Does the test compare properties of the message itself (type, topic)? */
  readonly message: boolean;
  /** Test looks at process memory (Set, Map). */
  readonly memory: boolean;
}

export interface CheckedRead {
  readonly effect: EffectSource;
  /**
   * `found`: the test holds when the thing exists (or the claim was won by somebody else); `missing`: when it does not;
   * `state`: a property of what was read is compared.
   */
  readonly sense: 'found' | 'missing' | 'state';
  /** The property that is looked at, for `state`. */
  readonly column?: string | undefined;
  /** The property is not compared: the test holds when it is truthy (`true`) or falsy (`false`). */
  readonly truthy?: boolean | undefined;
  /** The test rests on the unique-key violation of the write: a code among its errors, a catch that answers for it. */
  readonly duplicate?: boolean;
  /** A write whose outcome, as the test looks at it, differs when the message comes again. */
  readonly decides?: boolean;
  /** For `state`: the constant that the property is compared with, and whether the test holds when they are equal. */
  readonly compared?: { readonly value: Constant; readonly equal: boolean } | undefined;
}

export type Constant = string | number | boolean | null;

/** What is known of a read or claim from its call alone. */
export interface EffectSource {
  readonly kind: EffectKind;
  readonly store: string;
  readonly resource: string | undefined;
  readonly node: TSESTree.Node;
  /** Columns the look-up goes by. */
  readonly where: readonly WrittenColumn[];
}

/** A column (or field) written, with the expression that gives its value. */
export interface WrittenColumn {
  readonly name: string;
  readonly provenance: Provenance;
  readonly node: TSESTree.Node | undefined;
  /** The value alone tells one message from another. */
  readonly identity?: boolean;
  /** It is one of several that the column is compared with (`IN`). */
  readonly among?: boolean;
  /** The value, where it is a constant that was seen. */
  readonly constant?: Constant | undefined;
  /** Of a look-up: the constants that the column is compared with, where an operator says how (`Not('paid')`). */
  readonly compared?: FilterValue | undefined;
  /** The value is certainly another on each delivery: `fresh`, and neither a fallback nor cut down to a day. */
  readonly renewed?: boolean;
  /** The call that makes the value anew, where the value is what it gives. */
  readonly maker?: Maker | undefined;
  /** How the value is taken out of the message, or of what a store gave, where it is taken as it is. */
  readonly path?: ValuePath | undefined;
}

/** A call that gives another value each time. */
export interface Maker {
  readonly module: Module;
  readonly node: TSESTree.CallExpression;
  readonly makes: 'guid' | undefined;
  /** What may take its place, given a text that is always the same. */
  readonly instead: readonly StableKeyModel[];
}

/** Properties from a place in the code on. Values with one root and different steps are different. */
export interface ValuePath {
  /** The place, as `rootAt` spells it. */
  readonly root: string;
  readonly steps: readonly string[];
}

/** Facts common to everything that happens in a handler. */
export interface EventBase extends Place {
  /** Position in evaluation order, 0-based. */
  readonly order: number;
  readonly conditions: readonly Condition[];
  /** Calls from the handler's body inwards; empty when the event stands in the handler itself. */
  readonly trace: readonly Frame[];
  /** Calls nobody waits for, outermost first; empty when the handler waits for the event. */
  readonly detached: readonly Detached[];
  /** Innermost transaction the event takes part in. */
  readonly transaction: number | undefined;
  readonly loops: number;
  /** Stands in a `finally` or `catch` block. */
  readonly recovery: 'catch' | 'finally' | undefined;
  /** A wrapper or decorator that runs the code once per key stands around it. */
  readonly guarded: boolean;
  /** The outermost call of a declared function that the event happens in: what is declared of it speaks for the event. */
  readonly answered: Answered | undefined;
  /** `try` blocks around the event, innermost first. */
  readonly tries: readonly TryFacts[];
}

/** A call that somebody answers for: repeating what happens in it does no harm, or the call itself is the side effect. */
export interface Answered {
  readonly node: TSESTree.Node;
  /** Who says so, for people. */
  readonly words: string;
}

export interface TryFacts {
  readonly node: TSESTree.TryStatement;
  readonly module: Module;
  /** The catch looks for a unique-key violation. */
  readonly handlesDuplicate: boolean;
}

/** One change outside the process (or one read of it). */
export interface Effect extends EventBase {
  readonly type: 'effect';
  readonly kind: EffectKind;
  /** Library that makes it. */
  readonly store: string;
  /** Table, collection, queue, URL; undefined when not seen. */
  readonly resource: string | undefined;
  /** Words for people. */
  readonly what: string | undefined;
  readonly harmless: boolean;
  /** Columns written by an insert or update. */
  readonly columns: readonly WrittenColumn[];
  /** There may be further columns that were not seen; their provenance, where it is known as a whole. */
  readonly rest: Provenance | undefined;
  /** Columns a lookup or filter uses. */
  readonly where: readonly WrittenColumn[];
  /** Conflict handling of an insert. */
  readonly conflict: 'ignore' | 'update' | 'accumulate' | undefined;
  readonly conflictTarget: readonly string[] | undefined;
  /** Identity given apart from the data (Redis key, document id), and idempotency key. */
  readonly key: Provenance | undefined;
  readonly idempotencyKey: Provenance | undefined;
  /** What `key` and `idempotencyKey` were given as, in columns of these names. */
  readonly given: readonly WrittenColumn[];
  /** A published message that was seen whole and holds nothing that tells it from another; with what its library says about keys. */
  readonly anonymous: { readonly note: string | undefined } | undefined;
  /** Keys given where the service looks for none. They are not among `given`. */
  readonly ignoredKeys: readonly IgnoredKey[];
  /** What accumulates, for people and fixes: `stock.increment`. */
  readonly accumulating: string | undefined;
  readonly sql: SqlFacts | undefined;
  /** A read that keeps others from reading the same row so until the transaction ends. */
  readonly locks?: boolean;
  /** A read that answers how many there are, or what they come to, whatever the answer's name. */
  readonly measures?: boolean;
  /** The effect is the call of a function of which it is declared that it must not be repeated, or not with another key. */
  readonly declared?: DeclaredFacts;
  /** The row that was read: which arguments hold what, for fixes. */
  readonly call: CallFacts;
}

export interface DeclaredFacts {
  /** As it is called: `this.bank.transfer()`. */
  readonly name: string;
  /** What the function tells repeated calls by, as its declaration has it. */
  readonly key: string | undefined;
}

/** A key that tells nobody anything where it is given. */
export interface IgnoredKey extends WrittenColumn {
  /** What holds the value: the property, in the module it is written in. */
  readonly place: Place;
  readonly model: IgnoredKeyModel;
}

export interface SqlFacts {
  readonly statement: SqlStatement;
  /** Dialect as the library or its options tell it, not as guessed from the text. */
  readonly dialect: SqlDialect;
  /** The module the text stands in. */
  readonly module: Module;
  /** Expressions of holes and bound parameters by position. */
  readonly parameters: readonly (TSESTree.Node | undefined)[];
}

/** What a fix edits. */
export interface CallFacts {
  readonly node: TSESTree.Node;
  readonly method: string;
  readonly library: string;
  /** Of the statements that it leads to, as the library or the project's code tells it. */
  readonly dialect?: SqlDialect | undefined;
  /** Repairs whose conditions hold, with the call they edit. */
  readonly repairs: readonly Repair[];
  /** An expression that identifies the message, in scope where the call stands: `job.id`. */
  readonly identity: MessageIdentity | undefined;
  /** How the call and the record of the message become one step; absent where the client's library does not say. */
  readonly dedup?: Dedup | undefined;
  /** How calls through its client become one step; absent where the client's library does not say. */
  readonly together?: Together | undefined;
  /** How its client lets one of several deliveries pass; absent where the client's library does not say. */
  readonly claim?: Claim | undefined;
  /** What the error of a unique-key violation is known by; absent where it is not known, or not thrown. */
  readonly duplicateError?: DuplicateErrorModel | undefined;
  /** How the call tells that it inserted nothing; absent where that is not known. */
  readonly outcome?: OutcomeModel | undefined;
  /** A delete that throws where nothing is there to delete. */
  readonly missingFails?: boolean;
  /** Property of the result that holds the error, where the library does not throw it. */
  readonly failure?: string | undefined;
}

export type {
  ArgPath,
  DuplicateErrorModel,
  IgnoredKeyModel,
  ManualAckModel,
  OutcomeModel,
  RepairModel,
  RepairTemplate,
  StableKeyModel,
} from '../models/model.js';

export interface Repair {
  readonly model: RepairModel;
  readonly node: TSESTree.Node;
  /** Where the written row stands among the arguments of `node`. */
  readonly data: ArgPath | undefined;
  /** Dialect of the library, where it is always the same. */
  readonly dialect: SqlDialect;
}

export interface Dedup {
  readonly model: DedupModel;
  /** The client in the call: `this.prisma` in `this.prisma.order.create()`. */
  readonly client: TSESTree.Node;
}

export interface Together {
  readonly model: TogetherModel;
  readonly client: TSESTree.Node;
}

export interface Claim {
  readonly model: ClaimModel;
  /** The client in the call: `redis` in `redis.get()`. */
  readonly client: TSESTree.Node;
}

export interface MessageIdentity {
  readonly text: string;
  /** The variable it starts from, where that is declared. */
  readonly root: TSESTree.Node;
}

export interface Acknowledgement extends EventBase {
  readonly type: 'ack';
  readonly action: 'ack' | 'nack' | 'commit' | 'extend';
  /** Method that gives the message back in its place, with the same arguments. */
  readonly givesBack?: string | undefined;
  /** Positions of events that run side by side with it, and that it does not wait for: `Promise.all([save(), ack()])`. */
  readonly alongside: readonly number[];
}

/** A call that could not be resolved but was given something of the message. */
export interface UnknownCall extends EventBase {
  readonly type: 'unknown';
  readonly text: string;
}

/** The run ends here with an error, unless a `catch` around it takes that. */
export interface Thrown extends EventBase {
  readonly type: 'throw';
}

/** Events by their `order`: from the first up to, without, the second. */
export type Span = readonly [from: number, to: number];

/** A failure that is caught: a `catch` clause, the function given to `.catch()`. It stands behind what it does itself. */
export interface Caught extends EventBase {
  readonly type: 'caught';
  /** What may fail. */
  readonly covers: Span;
  /** What is done about it. */
  readonly handling: Span;
  /** The `try` block, where there is one. */
  readonly block: TSESTree.TryStatement | undefined;
  /** Some path through the handling ends without an error. */
  readonly isSurvived: boolean;
}

export type TimelineEvent = Effect | Acknowledgement | UnknownCall | Thrown | Caught;

/** What the library runs: a function, or the statement around a received message. It hangs on all that was found out while binding, so timelines do not keep it. */
export type HandlerRoot =
  | { readonly kind: 'function'; readonly fn: FunctionValue; readonly env: Env }
  | { readonly kind: 'statement'; readonly node: TSESTree.Node; readonly env: Env };

/** A function a broker calls once per delivery, and what it does. */
export interface Timeline {
  readonly handler: Handler;
  readonly events: readonly TimelineEvent[];
  readonly branches: readonly Branch[];
  /** Transactions that run as if one after the other. */
  readonly serializable: ReadonlySet<number>;
  /** Bounds that were reached, in words. */
  readonly limits: readonly string[];
}

/** A handler that is yet to be walked. */
export interface RootedHandler extends Handler {
  readonly root: HandlerRoot;
  /** It works with a client that its caller gives it, which may be in a transaction. */
  readonly isJoining?: boolean;
}

export interface Handler {
  /** Where the handler stands: the callback, the method, the function passed by name. */
  readonly place: Place;
  /** Where it is registered. */
  readonly registration: Place;
  readonly library: string;
  /** Style, for people: `eachMessage`. */
  readonly name: string;
  readonly delivery: DeliveryModel;
  /** Delivery mode after options were read. */
  readonly ack: DeliveryModel['mode'];
  /** The option (or registration) that decided the mode. */
  readonly ackPlace: Place;
  /** How that option becomes an acknowledgement after the work. */
  readonly manualAck: ManualAckModel | undefined;
  /** Topic or queue, where constant. */
  readonly source: string | undefined;
  /** No broker calls it: it promises to be idempotent, and what it is given is the message. */
  readonly isDeclared?: boolean | undefined;
}
