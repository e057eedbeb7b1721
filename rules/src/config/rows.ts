/**
 * What users may write about their own code: in `idempotent-consumer.config.{js,mjs,ts,json}` beside the project's
 * package.json, or in ESLint's `settings['idempotent-consumer']`. Rows are data. What they say of a name wins over what
 * the code there says; what they do not mention is still read from the code.
 */
import type { ArgPath, DeliveryModel, LibraryModel } from '../models/model.js';

export interface UserConfig {
  /** Functions that your own code calls once per message. */
  readonly handlers?: readonly HandlerRow[];
  /** Objects that write to a store in a way the code does not show. */
  readonly stores?: readonly StoreRow[];
  /** Calls that the outside notices: a mail, a payment, a message to another system. */
  readonly sideEffects?: readonly SideEffectRow[];
  /** What tells a repeated message from a new one. */
  readonly guards?: readonly GuardRow[];
  /** Functions that make keys. */
  readonly keys?: readonly KeyRow[];
  /** What the tags `@idempotent`, `@nonIdempotent` and `@idempotencyKey` say of your own functions, for those of packages. */
  readonly functions?: readonly FunctionRow[];
  /** Whole libraries, in the form of our own models. */
  readonly libraries?: readonly LibraryModel[];
}

/** A position among the arguments (0 is the first, -1 the last), or a path that goes on into them: `[1, 'headers', 'key']`. */
export type Position = number | ArgPath;

/** Names what a row speaks of: a `function`, a `decorator`, or the `method` of a `class` or `object`. */
export interface NamedThing {
  /** Package name (`@acme/bus`), or a module of the project from its root on (`./src/lib/listener`). */
  readonly from: string;
  /** Exported function; `default` is the default export. */
  readonly function?: string;
  /** Exported class, abstract class or interface. */
  readonly class?: string;
  /** Exported object: `export const bus = …`. */
  readonly object?: string;
  readonly method?: string;
  /** Exported decorator of methods. */
  readonly decorator?: string;
}

/**
 * `{ from: './src/lib/listener', class: 'Listener', method: 'onMessage' }`: `onMessage` of every class that extends it.
 * `{ from: '@acme/bus', function: 'consume', handler: 1 }`: the second argument of `consume(topic, fn)`.
 * `{ from: '@acme/bus', decorator: 'OnMessage' }`: every method that wears it.
 */
export interface HandlerRow extends NamedThing {
  /** Where the call takes the handler. Left out where subclasses or decorated methods are the handlers. */
  readonly handler?: Position;
  /**
   * When the message is acknowledged: `on-return` (default) when the handler's promise resolves, `manual` by a call (see
   * `ackMethod`), `before` before the handler runs, `timer` on an interval whatever the handler does.
   */
  readonly ack?: Exclude<DeliveryModel['mode'], 'none'>;
  /** Method of a handler's parameter that acknowledges: `ack` for `message.ack()`. Makes `ack` `manual`. */
  readonly ackMethod?: string;
  /** Which of the handler's parameters come from the message, 0-based; by default all of them. */
  readonly message?: readonly number[];
  /** Where the call names what is consumed: a topic, a queue. */
  readonly source?: Position;
}

/** `{ from: './src/db/ledger', class: 'Ledger', methods: { append: 'insert', close: 'absolute' } }`. */
export interface StoreRow {
  /** Package name, or a module of the project from its root on (`./src/db/ledger`). */
  readonly from: string;
  /** Exported class, abstract class or interface. */
  readonly class?: string;
  /** Exported object. */
  readonly object?: string;
  /** By name: what the method does to what is stored. */
  readonly methods: Readonly<Record<string, StoreEffect | StoreMethod>>;
}

/**
 * `insert` adds another each time, `relative` builds on the stored value (`+= 1`, push), `absolute` sets or puts by key,
 * `upsert` inserts or overwrites by key, `conditional` writes only from the expected state, `delete`, `read`.
 */
export type StoreEffect = 'insert' | 'relative' | 'absolute' | 'upsert' | 'conditional' | 'delete' | 'read';

export interface StoreMethod {
  readonly does: StoreEffect;
  /** Where the call names the table or collection. */
  readonly resource?: Position;
  /** Where the call takes the fields it writes. */
  readonly data?: Position;
  /** Where the call takes the identity of what it writes: with one from the message, repeating it does no harm. */
  readonly key?: Position;
}

/** `{ from: './src/mail', function: 'sendMail', what: 'e-mail' }`. */
export interface SideEffectRow extends NamedThing {
  /** Words for people: `e-mail`, `payment`. */
  readonly what?: string;
  /** Where the call takes a key that makes repeating it harmless. */
  readonly idempotencyKey?: Position;
}

/**
 * `{ from: './src/dedup', function: 'claim', answers: 'first' }`: true for the first delivery only.
 * `{ from: './src/dedup', function: 'alreadyHandled', answers: 'seen' }`: true when it was handled before.
 * `{ from: './src/dedup', function: 'once', runs: 1 }`: runs the function given as second argument once per message.
 * `{ from: './src/dedup', function: 'deduplicated', wraps: 0 }`: gives back the function, made to run once per message.
 * `{ from: './src/dedup', decorator: 'Idempotent' }`: so does the decorated method.
 */
export interface GuardRow extends NamedThing {
  /** What a truthy answer of the call says: this delivery is the `first`, or the message was `seen` before. */
  readonly answers?: 'first' | 'seen';
  /** Where the call takes the function that it runs once per message. */
  readonly runs?: Position;
  /** Where the call takes the function of which it gives back a guarded one. */
  readonly wraps?: Position;
}

/** `{ from: './src/ids', function: 'orderId', gives: 'stable' }`. */
export interface KeyRow extends NamedThing {
  /** `fresh`: another on each call. `stable`: the same for the same arguments. */
  readonly gives: 'fresh' | 'stable';
}

/**
 * `{ from: '@acme/ledger', class: 'Ledger', method: 'post', is: 'idempotent' }`: calling it again does no harm.
 * `{ from: '@acme/till', function: 'printTicket', is: 'nonIdempotent' }`: each call is noticed outside.
 * `{ from: '@acme/bank', function: 'transfer', idempotencyKey: 2 }`: it tells repeated calls by its third argument.
 */
export interface FunctionRow extends NamedThing {
  readonly is?: 'idempotent' | 'nonIdempotent';
  /** Where the call takes the key that it tells repeated calls by. */
  readonly idempotencyKey?: Position;
}
