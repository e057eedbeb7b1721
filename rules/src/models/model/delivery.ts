/** How a function comes to be called with messages, and when the broker forgets one. */
import type { ArgPath, ArgumentCondition, TypeRef } from './argument.js';

/** How a function becomes a message handler. */
export interface RegistrationModel {
  /** Where the handler stands (functions, or an object / array / Map of functions with `'*'`). Not given for decorators, overrides and annotations. */
  readonly handler?: ArgPath;
  /** What the library passes, parameter by parameter. */
  readonly parameters: readonly ParameterModel[];
  readonly ack: DeliveryModel;
  /** Short name of the style for people: `eachMessage`, `@EventPattern`. */
  readonly name?: string;
  /** Constant that names what is consumed (topic, queue), for output. */
  readonly source?: ArgPath;
  /** Holds only where the call is so (`.on('message', …)`). Same meaning as in `CallModel`. */
  readonly when?: ArgumentCondition;
  /** Further functions among the arguments that are handlers of their own: what runs when the work has failed. */
  readonly also?: readonly RegistrationModel[];
  /** In-process events: not redelivered. Found, so that nothing else claims the function, and never reported. */
  readonly inProcess?: boolean;
}

export interface ParameterModel {
  /** Type of the parameter; without one it is a piece of the message. */
  readonly type?: TypeRef;
  /** `message` (default): the message or a part of it. `fresh`: changes with each delivery. `none`: something else (a callback, a context). */
  readonly is?: 'message' | 'fresh' | 'none';
}

/** When the broker forgets the message. */
export interface DeliveryModel {
  /** Whoever sent the message waits for the answer: of a message that is lost, they hear nothing, and ask again. */
  readonly reply?: boolean;
  /**
   * `before`: acknowledged before, or whatever, the handler does (at-most-once). `timer`: committed on an interval.
   * `on-return`: when the handler's promise resolves. `manual`: by a call. `none`: never redelivered (core NATS, pub/sub).
   */
  readonly mode: 'before' | 'timer' | 'on-return' | 'manual' | 'none';
  /** The first option that is there decides instead of `mode`. */
  readonly options?: readonly DeliveryOption[];
  /** What a throw or rejection does. */
  readonly onThrow?: 'redeliver' | 'lost' | 'stuck' | 'stop';
  /** Property of what the handler returns that names the messages which failed; those come again, unless `ignoresResult`. */
  readonly failures?: string;
  /** A handler that returns nothing has not acknowledged: the message comes again. */
  readonly needsResult?: boolean;
  /** With `before`: it is no acknowledgement that loses the message; a consumer that starts again begins behind it. */
  readonly skips?: boolean;
  /** What the handler returns tells the broker nothing: only an error (or an acknowledgement) does. */
  readonly ignoresResult?: boolean;
  /** Constants that settle the message when the handler returns them: status codes. Objects do by their type (`settles`). */
  readonly answers?: readonly { readonly is: string | number | boolean; readonly settles: AckModel['action'] }[];
  /** The library does not wait for the handler's promise (event emitters): code after the first `await` is on its own. */
  readonly unawaited?: boolean;
}

/** Something in the code that tells how messages are delivered. */
export interface DeliveryCondition {
  /**
   * Whose arguments `at` speaks of: the registering call's or decorator's (default), those of the call that made the
   * receiver, or those of the calls that start the application (rows with `hosts`), nearest to the handler by folder.
   * `handler`: the handler's own parameters, any of them. `project`: any object literal of the project that has the
   * path's last property (a bootstrap file far from the handlers).
   */
  readonly of?: 'call' | 'receiver' | 'project' | 'host' | 'handler';
  /** Left out for `handler`. */
  readonly at?: ArgPath;
  /** With `project`: names of calls and properties; a literal inside one of them is about something else (`publish(…, { qos: 1 })`). */
  readonly outside?: readonly string[];
  /** The value is this constant; without `equals`, `called`, `given` and `type` it is a constant other than `false`. */
  readonly equals?: string | number | boolean | null;
  /** The value was built with a call of this method, not given `false`: `opts.manualAck()`, `setManualAckMode(true)`. */
  readonly called?: string;
  /** The option is there at all, whatever its value. */
  readonly given?: boolean;
  /** The value is of this type. */
  readonly type?: TypeRef;
}

export interface DeliveryOption extends DeliveryCondition {
  /** Holds only where these hold as well; the last one is the option people see. */
  readonly and?: readonly DeliveryCondition[];
  readonly mode: DeliveryModel['mode'];
  /** Where it differs from the registration's. */
  readonly onThrow?: DeliveryModel['onThrow'];
  readonly needsResult?: boolean;
  readonly skips?: boolean;
  /** How this option is turned into an acknowledgement that comes after the work. */
  readonly manual?: ManualAckModel;
}

/** The option's new value, and the call that acknowledges then; without one the library does it when the handler returns. */
export interface ManualAckModel {
  readonly becomes: string | number | boolean | null;
  readonly acknowledge?: {
    /** Whose method: the receiver of the registering call, or the message (the handler's first parameter). */
    readonly on: 'receiver' | 'message';
    readonly method: string;
    /** The message is passed. */
    readonly passesMessage?: boolean;
  };
}

/** The call hands messages to the code around it. */
export interface ReceiveModel {
  /** `function`: the enclosing function is the handler (webhooks). `loop`: the loop over the received messages is (polling). */
  readonly handler: 'function' | 'loop';
  /** The call only tells whether the message is genuine. A function around it that others call does that for them: they are the handlers. */
  readonly verifies?: boolean;
  /**
   * Holds only where the functions from the call to the handler hold a word of each list of `all`, and none of `none`;
   * parts of identifiers count, in any case. A signature may be of anything.
   */
  readonly words?: { readonly all: readonly (readonly string[])[]; readonly none: readonly string[] };
  /** Type of the message (or of the batch for `loop`: elements come through the types' members). */
  readonly type?: TypeRef;
  readonly ack: DeliveryModel;
  readonly name?: string;
}

export interface AckModel {
  /** `ack`: the broker forgets the message. `nack`: it gives it back or discards it. `commit`: everything up to here. `extend`: neither. */
  readonly action: 'ack' | 'nack' | 'commit' | 'extend';
  /** The call acknowledges only when the argument is absent or null (`done()`, `cb(null)`); with an error it is a nack. */
  readonly unlessArgument?: number;
  /** Method of the same object that, with the same arguments, gives the message back so that it is delivered again. */
  readonly givesBack?: string;
  /** The call acknowledges before it makes the effect of the same row. */
  readonly first?: true;
}

/** What a function is called with that a descriptor deploys for one of the sources. */
export interface DeployedModel {
  /** Kinds as the readers of descriptors name them: `sqs`, `eventbridge`, `serviceBusTrigger`. */
  readonly sources: readonly string[];
  /** Holds only where the source does / does not listen to which messages of a batch failed. */
  readonly partial?: boolean;
  readonly registration: RegistrationModel;
}

export interface StructuralModel {
  /** Exported names. */
  readonly names: readonly string[];
  /** Property chains on the first parameter, one of which must be read: `['Records', '*', 'body']`. */
  readonly reads: readonly (readonly string[])[];
  readonly registration: RegistrationModel;
}
