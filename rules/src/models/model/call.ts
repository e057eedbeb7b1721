/** What a call gives, does and is done with. */
import type { ArgPath, ArgumentCondition, TypeRef } from './argument.js';
import type { AckModel, ParameterModel, ReceiveModel, RegistrationModel } from './delivery.js';
import type { ComparisonModel, EffectModel, SqlModel, TransactionModel } from './effect.js';

/** What a call does. In a list, the first whose `when` holds is taken; one without `when` holds always. */
export interface CallModel {
  readonly when?: ArgumentCondition;
  /** What the call gives, promises unwrapped. */
  readonly returns?: TypeRef;
  /** Gives its argument back (`repo.create(obj)`, `Object.freeze(x)`): the value, its columns and its provenance. */
  readonly returnsArgument?: ArgPath;
  /** The argument is a class or token; the call gives its instance: `container.get(X)`, `moduleRef.resolve(X)`. */
  readonly returnsInstanceOf?: ArgPath;
  readonly sets?: SetterModel;
  /** The name of the thing the returned value stands for: `db.collection('orders')`, `knex('orders')`, `getRepository(Order)`. */
  readonly resource?: ArgPath;
  /** Provenance of the result: a generator is `fresh`, a hash is `derived` from its arguments, a query gives `state`. */
  readonly provenance?: 'fresh' | 'derived' | 'state' | 'message' | 'constant';
  /** What a `fresh` result is written like: a UUID. */
  readonly makes?: 'guid';
  readonly register?: RegistrationModel;
  /** The code that makes this call is the handler, and the result is the message: webhook verification, polling. */
  readonly receives?: ReceiveModel;
  readonly effect?: EffectModel;
  /** The effect is only described; awaiting the chain (see `thenable`) or a call with `run` executes it. */
  readonly lazy?: boolean;
  /** With `lazy`: describes the object itself that it is called on, so that its result need not be used: `request.input('id', id)`. */
  readonly inPlace?: true;
  /** Writes what the unit of work knows to be new or changed: objects of `managed` types. With a transaction callback: at its end. */
  readonly flushes?: boolean;
  /** Executes what the receiver (or, for `send(command)`, the argument) describes. */
  readonly run?: true | ArgPath;
  readonly sql?: SqlModel;
  readonly ack?: AckModel;
  readonly transaction?: TransactionModel;
  /** Functions among the arguments that the library calls before the call's promise settles. */
  readonly callbacks?: readonly CallbackModel[];
  /** The outcome is there when the call returns; nothing to await (better-sqlite3, `channel.publish`). */
  readonly sync?: boolean;
  /** A wrapper that makes the wrapped function run once per key. */
  readonly guard?: GuardModel;
  /** What is known of repeating the call as a whole, whatever it does. */
  readonly declared?: DeclaredModel;
  /** A comparison that filters are made of: `eq(t.id, x)`; or several joined: `and(…)`. */
  readonly filter?: ComparisonModel | 'all';
  /** Functions among the arguments that go on describing: `onConflict(c => c.column('k').doNothing())`. What they return belongs to the description. */
  readonly describes?: { readonly at: ArgPath; readonly parameter: TypeRef };
  /** The argument is the client that carries out what the receiver describes: `builder.transacting(trx)`. */
  readonly through?: ArgPath;
  /** Property of the result that holds the error where the library does not throw it: `const { error } = await …`. */
  readonly failure?: string;
  /**
   * Binds a token to an implementation in a container. `token` absent: the property name where `implementation` goes
   * through `'*'` (`register({ orders: asClass(X) })`), else the receiver's resource (`bind(T).to(X)`).
   */
  readonly binds?: {
    readonly token?: ArgPath;
    readonly implementation: ArgPath;
    readonly form: 'class' | 'value' | 'factory';
  };
  /** In-process bus: hands the argument (`new X()`, a name, or a list of them) to what a decorator that `dispatches` X stands on. */
  readonly dispatches?: ArgPath;
  /** The bus does not wait for what it hands the message to. */
  readonly dispatchesDetached?: boolean;
  /** Starts (or is) the application that decorated handlers of `library` run in, with these options; told by the method's name. */
  readonly hosts?: { readonly library: string; readonly options: ArgPath };
}

/** Sets columns of the object that the call is made on, as assignments to it would: `order.set({ … })`. */
export interface SetterModel {
  /** The argument is that object: `em.assign(order, { … })`. */
  readonly on?: ArgPath;
  /** An object of columns. */
  readonly data?: ArgPath;
  /** One column, and its value. */
  readonly column?: ArgPath;
  readonly value?: ArgPath;
  /** The value is added to what is stored. */
  readonly adds?: true;
}

export interface CallbackModel {
  readonly at: ArgPath;
  readonly parameters?: readonly ParameterModel[];
  /** Called once per element. */
  readonly loop?: boolean;
  /** The library does not wait for it. */
  readonly detached?: boolean;
  /** Called when the transaction around the call has committed, and not where it is rolled back. */
  readonly committed?: boolean;
  /** Called with the result, Node style `(error, result)`: the effect is done when it runs. */
  readonly continuation?: boolean;
}

export interface GuardModel {
  /** The function that is guarded. */
  readonly handler?: ArgPath;
  /** What a truthy answer of a claiming call says: this delivery is the `first` (default), or the message was `seen` before. */
  readonly answers?: 'first' | 'seen';
}

/** `idempotent`: repeating the call does no harm. `nonIdempotent`: the call is a side effect. With `key`: unless the key is another, it is not. */
export interface DeclaredModel {
  readonly is?: 'idempotent' | 'nonIdempotent';
  /** Where the call takes the key that it tells repeated calls by. */
  readonly key?: ArgPath;
}
