/**
 * What we know of a library, as data: the row types of every file under `models/` and of the rows users add in their
 * settings. The engine names no library; it reads these rows. Rows hold no functions, so that users can write the same
 * in JSON.
 *
 * How a library's objects are described: a package *exports* values; each value has a named *type*; a type has *members*;
 * calling a member gives a value of another type. So a client is described once, however the code obtains it: `new X()`,
 * a factory, an annotation, an injected parameter, a base class.
 */

/** `'Name'` is a type of the same library, `'package#Name'` one of another, `'this'` the receiver's own type. */
export type TypeRef = string;

/**
 * Where something stands in a call's arguments: the 0-based argument (negative counts from the end), then property names;
 * `'*'` is every element of an array (or every value of an object). `[0, 'messages', '*', 'key']`.
 */
export type ArgPath = readonly [argument: number, ...path: string[]];

/** One library: a file of `models/`, or an entry of the user's `libraries` setting. */
export interface LibraryModel {
  /** Name shown to people and in JSON output; normally the package name. */
  readonly library: string;
  /** Module specifiers the rows speak of; `'pkg/*'` includes every sub-path. */
  readonly packages: readonly string[];
  /** Named exports; `'default'` is the default export, `'*'` the module object itself (`import x = require()`, `import * as`, and the default import where there is no `default` row). */
  readonly exports?: Readonly<Record<string, ExportModel>>;
  readonly types?: Readonly<Record<string, TypeModel>>;
  /** Global variables (`fetch`, `crypto`); taken only where the name is not declared in the module. */
  readonly globals?: Readonly<Record<string, ExportModel>>;
  /**
   * Types recognised by name where the code tells no more: an annotation, a base class or a constructor of that name that
   * comes from a package without rows or from a module that is not there (a generated client that is not kept in the
   * repository). Name → type.
   */
  readonly annotations?: Readonly<Record<string, TypeRef>>;
  /**
   * Methods told by their name where nothing is known of the object they are called on, in modules that import the
   * package: `createChannel` of a connection that came through an event.
   */
  readonly distinctive?: Readonly<Record<string, CallModel | readonly CallModel[]>>;
  /** Codes, names and classes that tell a unique-key violation: `'23505'`, `'P2002'`, `'UniqueConstraintError'`. */
  readonly duplicateErrors?: readonly string[];
  /** Properties of results that say how many there were, or hold what was found: `rowCount`, `affectedRows`, `Item`. */
  readonly outcomes?: readonly string[];
  /** Properties of results that say that nothing was found: `empty`. */
  readonly absences?: readonly string[];
  /** SQL dialect of the texts this library sends, where it is always the same. */
  readonly dialect?: 'postgresql' | 'mysql' | 'sqlite';
  /** How the project's code tells the dialect, where the library serves several stores. */
  readonly dialectSigns?: readonly DialectSign[];
  /** Texts one of which stands at the top of a generated client kept in the repository: such a module counts as this package. */
  readonly generatedMarkers?: readonly string[];
  /** Exported functions with these names and shapes are handlers though nothing registers them (lambdas in JavaScript). */
  readonly structural?: readonly StructuralModel[];
  /** Functions that a deployment descriptor (`serverless.yml`, a template, `function.json`) names as called by a source of messages. */
  readonly deployed?: readonly DeployedModel[];
  /** Object literals that bind a token to an implementation: `{ provide: TOKEN, useClass: X }`. */
  readonly providers?: readonly ProviderModel[];
  /** Differences between majors: the rows of the first entry whose range holds replace those above, key by key. */
  readonly versions?: readonly VersionedRows[];
}

/** What a function is called with that a descriptor deploys for one of the sources. */
export interface DeployedModel {
  /** Kinds as the readers of descriptors name them: `sqs`, `eventbridge`, `serviceBusTrigger`. */
  readonly sources: readonly string[];
  /** Holds only where the source does / does not listen to which messages of a batch failed. */
  readonly partial?: boolean;
  readonly registration: RegistrationModel;
}

/** The project speaks this dialect if one of the names stands in its code, or the property with one of the values. */
export interface DialectSign {
  readonly dialect: 'postgresql' | 'mysql' | 'sqlite';
  readonly names?: readonly string[];
  readonly property?: string;
  readonly values?: readonly string[];
}

/** Property names of a provider object. */
export interface ProviderModel {
  readonly token: string;
  readonly classes?: readonly string[];
  readonly values?: readonly string[];
  readonly factories?: readonly string[];
}

export interface VersionedRows {
  /** Majors this holds for, by the nearest package.json: `'<14'`, `'>=14'`. */
  readonly major: `${'<' | '>='}${number}`;
  readonly exports?: Readonly<Record<string, ExportModel>>;
  readonly types?: Readonly<Record<string, TypeModel>>;
}

/** What an export is. One export may be several at once (a class that is also called without `new`). */
export interface ExportModel {
  /** The export is a value of this type. */
  readonly value?: TypeRef;
  /** The export is a class (or a type): `new X()`, `x: X`, `class Y extends X` all give this type. */
  readonly class?: TypeRef;
  /** Facts of the constructor call (a command object, a worker that takes its handler). */
  readonly construct?: CallModel | readonly CallModel[];
  /** Type of the class object itself, for static members. */
  readonly static?: TypeRef;
  /** Calling the export, or tagging a template with it. */
  readonly call?: CallModel | readonly CallModel[];
  readonly decorator?: DecoratorModel;
  /** The export is an object of further exports: `import { Group }`, then `Group.Client`. */
  readonly namespace?: Readonly<Record<string, ExportModel>>;
  /** A function annotated with this type (`const handler: SQSHandler = …`) is a handler. */
  readonly annotatedHandler?: RegistrationModel;
  /** Methods of an object annotated with this type that are handlers: `export default { … } satisfies ExportedHandler`. */
  readonly annotatedMembers?: Readonly<Record<string, RegistrationModel>>;
  /**
   * A function annotated with a type that has this one as its first argument is a handler as well (`Handler<SQSEvent>`).
   * A function with a parameter annotated with this type is a handler, if it is exported (`(event: SQSEvent) => …`). */
  readonly annotatedParameter?: RegistrationModel;
  /**
   * A method with a parameter annotated with this type is a handler, if its class extends one from a package that nobody
   * sees and nobody calls it (`class X extends Listener { onMessage(data, msg: Message) }`).
   */
  readonly inheritedMethod?: RegistrationModel;
}

export interface TypeModel {
  /** Members not found here are looked up there. */
  readonly extends?: TypeRef;
  /** Members that are named in lower case, those of what it extends included, go by any case: `hIncrBy`, `HINCRBY`. */
  readonly anyCase?: true;
  /** Writes of that type are members too: each is put into a queue, which it gives back and which a later call sends. */
  readonly queues?: TypeRef;
  /** The value itself is called, or tags a template: ``sql`…` ``, `knex('t')`. */
  readonly call?: CallModel | readonly CallModel[];
  /** `new value(…)`: a model class held in a variable (`new this.orderModel(data)`). */
  readonly construct?: CallModel | readonly CallModel[];
  readonly members?: Readonly<Record<string, MemberModel>>;
  /** Every other member: `prisma.order`. The member's name becomes the value's resource where `named` is set. */
  readonly anyMember?: MemberModel & { readonly named?: boolean };
  /** Values of this type come out of iterating: `for (const m of x)`, `for await`, `x.map(m => …)`. */
  readonly element?: TypeRef;
  /** `for await (const m of x)` consumes messages: the loop body is a handler. */
  readonly iterate?: RegistrationModel;
  /** Methods that the library calls on classes that extend this type. */
  readonly overrides?: Readonly<Record<string, RegistrationModel>>;
  /** Static members of classes that extend this type (active record: `Order.create()`); the class's name is the resource. */
  readonly staticMembers?: TypeRef;
  /** Static property of such a class that names its resource: `static tableName = 'orders'`. */
  readonly resourceProperty?: string;
  /** Changes to such an object are written by the next call that `flushes`. */
  readonly managed?: boolean;
  /** Awaiting a value of this type runs what was built so far (Knex, Drizzle). Where absent, only a `run` call does. */
  readonly thenable?: boolean;
  /** A handler that returns a value of this type settles its message so: `return new Nack()`, `return ConsumerStatus.REQUEUE`. */
  readonly settles?: AckModel['action'];
  /** Provenance of a value of this type, where the library sets it: a delivery tag is `fresh`, a message id `message`. */
  readonly provenance?: 'message' | 'fresh' | 'state';
  /** Of a client that no transaction is open on: how a write through it and the record of the message become one step. */
  readonly dedup?: DedupModel | readonly DedupModel[];
}

/**
 * The repair “dedup check”: the message is recorded in a table and the write is made in one transaction, and nothing is
 * written where the record is already there. Statements, a line each, with *holes*:
 *
 * - `<client>`: the client as written; `<id>`: a string made of the message's identity and of what is written
 * - `<table>`, `<column>`: the table of the records as the code calls it, and its column
 * - `<write>`: the user's statement, with `inside` in place of the client; it stands on a line of its own
 *
 * String literals are written in single quotes and take the quotes of the file, a step of indentation is two blanks.
 * `!.` is for TypeScript, and `.` elsewhere.
 */
export interface DedupModel {
  /** The table of the records, as the database or the schema calls it, and its column, which must be unique. */
  readonly table: string;
  readonly column: string;
  /** The property or variable that stands for the table in code; absent: statements call it by its name. */
  readonly called?: string;
  /** The variable has to be imported from where the written table comes from. */
  readonly imported?: boolean;
  /** The transaction's own client; may hold `<client>`. */
  readonly inside: string;
  /** Where calls take the transaction as an option: its property, and by method the argument that has it. Others do not fit. */
  readonly option?: { readonly property: string; readonly arguments: Readonly<Record<string, number>> };
  readonly lines: readonly string[];
  /** What the lines use of packages. */
  readonly imports?: readonly { readonly name: string; readonly from: string }[];
  /** Only where the statements go to one of these; where that is not known they do not fit. */
  readonly dialects?: readonly ('postgresql' | 'mysql' | 'sqlite')[];
  /** Providers of the schema whose databases do not know these statements. */
  readonly notWith?: readonly string[];
}

export interface MemberModel {
  /** Type of the property, or of what a getter gives. */
  readonly type?: TypeRef;
  /** Type of the property by the receiver's first type argument: `TransactionHost<Adapter>` → `{ Adapter: … }`. */
  readonly typeByArgument?: Readonly<Record<string, TypeRef>>;
  readonly call?: CallModel | readonly CallModel[];
  /** Provenance of the property where it differs from its object's: `deliveryTag` is `fresh`. */
  readonly provenance?: 'message' | 'fresh' | 'state';
  /**
   * The property identifies the message over redelivery. `if-set`: where the producer has set it. `in-part`: only together
   * with where the message was read from (an offset).
   */
  readonly identity?: boolean | 'if-set' | 'in-part';
  /** The property is this constant: a member of an enum. */
  readonly constant?: string | number | boolean;
  /** Assigning a function to this property registers it (`client.handleMessage = …`, `onmessage`). */
  readonly register?: RegistrationModel;
}

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

/** Holds when every given condition holds. */
export interface ArgumentCondition {
  /** At least so many / at most so many arguments. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** The argument is a function (or names one). */
  readonly isFunction?: ArgPath;
  /** The argument names a kind of thing rather than being one: a class, a string (`manager.save(Order, order)`). */
  readonly isName?: ArgPath;
  /** The argument or property is given. */
  readonly has?: ArgPath;
  readonly lacks?: ArgPath;
  /** The argument is one of these constants; strings compare case-insensitively. */
  readonly equals?: { readonly at: ArgPath; readonly values: readonly (string | number | boolean | null)[] };
  /** The call is a tagged template. */
  readonly tagged?: true;
  /** The argument is a library value whose type has this name: an event name of its own, the message’s reply address. */
  readonly isOf?: { readonly at: ArgPath; readonly type: string };
  /** Some argument is one of these string constants, wherever it stands (`set(k, v, 'EX', 10, 'NX')`). */
  readonly anyArgument?: readonly string[];
  /** Transport- or driver-dependent rows: the constant option the receiver was made with. */
  readonly receiver?: { readonly at: ArgPath; readonly values: readonly (string | number | boolean | null)[] };
}

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
  /** What the handler returns tells the broker nothing: only an error (or an acknowledgement) does. */
  readonly ignoresResult?: boolean;
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
  | 'read'
  /** Insert or update by the identity the object carries (`repo.save(entity)`); the engine decides which. */
  | 'save';

/** What a write does to the outside. Every field is read from the arguments of the call that bears the row. */
export interface EffectModel {
  readonly kind?: EffectKind;
  /** Table, collection, queue, address; where absent it is the receiver's resource. */
  readonly resource?: ArgPath;
  /** The rows or fields written: an object, an array of objects, or a function that gives them. */
  readonly data?: ArgPath;
  /** Properties of `data` whose own properties are fields as well: `$set`, `$addToSet`. */
  readonly fieldsUnder?: readonly string[];
  /** What is written is the receiver itself (`order.save()`): its fields are the data. */
  readonly ofReceiver?: boolean;
  /** The call sets one column: `.set('status', 'paid')`. */
  readonly assigns?: { readonly column: ArgPath; readonly value: ArgPath };
  /** Other places that hold written fields (Prisma's `create` and `update` arms). */
  readonly updateData?: ArgPath;
  /** Filter or lookup of the write: an object of column → value, or an expression of `filter` calls. */
  readonly where?: ArgPath;
  /** The call adds one comparison to the filter: `.where('status', '=', 'new')`. */
  readonly compares?: ComparisonModel;
  /** Filter given as a piece of SQL: `where('status = :old', { old })`. */
  readonly whereText?: ArgPath;
  /** The identity of the thing written, where the call takes it apart: a Redis key, a document id, an object key. A put by key that is `fresh` is an insert. */
  readonly key?: ArgPath;
  /** Properties in `data` (at any depth) that make the write accumulate: `increment`, `$inc`, `$push`. */
  readonly accumulates?: readonly string[];
  /** Properties in `data` (at any depth) that insert children each time: Prisma's nested `create`. The property above names the relation. */
  readonly nestedInserts?: readonly string[];
  /** Properties in `data` below which `nestedInserts` insert only what is not there: `connectOrCreate`, `upsert`. */
  readonly nestedUpserts?: readonly string[];
  /** Property of a nested insert that holds the rows, where it is not the insert itself: `createMany: { data: [] }`. */
  readonly nestedData?: string;
  /** What a conflict does: `ignore` = do nothing, `update` = overwrite, `error` = none. With `conflictWhen` only if the argument is there and not false. */
  readonly conflict?: 'ignore' | 'update' | 'accumulate' | 'error';
  readonly conflictWhen?: ArgPath;
  /** Columns of the conflict target. */
  readonly conflictTarget?: ArgPath;
  /** An option that makes the write conditional on the old state (`ConditionExpression`). */
  readonly condition?: ArgPath;
  /** Update expression in the store's own language (DynamoDB): read for `ADD`, `SET a = a + :x`, `list_append`. */
  readonly expression?: ArgPath;
  /** Where the service takes a key that makes a repeated call harmless: `idempotencyKey`, `jobId`, `MessageDeduplicationId`. Headers are matched case-insensitively. */
  readonly idempotencyKey?: readonly ArgPath[];
  /** For people who are about to give such a key: a sentence on what it costs or leaves open. */
  readonly keyNote?: string;
  /** Where keys are put by mistake: the service does not look for one there. */
  readonly ignoredKeys?: readonly IgnoredKeyModel[];
  /** HTTP calls: the method decides (`GET`/`HEAD` read, `PUT`/`DELETE` by URL are absolute). */
  readonly method?: ArgPath;
  readonly methodDefault?: string;
  /** The read keeps others from reading the same rows so until the transaction ends: always, or where the option is given. */
  readonly locks?: true | ArgPath;
  /** The read answers how many there are or what they come to (`count`, `max`), whatever the answer is named. */
  readonly measures?: true;
  /** Harmless if repeated (logs, metrics, caches, presence). Kept for the handler's list, never reported. */
  readonly harmless?: boolean;
  /** Words for people: `e-mail`, `payment`, `message`. */
  readonly what?: string;
  /** How the call is changed so that a second delivery repeats nothing; each fitting one becomes a suggestion. */
  readonly repairs?: readonly RepairModel[];
}

/** A place that looks as if a key belonged there, and where nothing tells a repeated call by it. Headers are matched case-insensitively. */
export interface IgnoredKeyModel {
  readonly at: ArgPath;
  /** Sentences for people: what the service does with it there, and where it looks for a key, if anywhere. */
  readonly why: string;
  /** Where the service looks for it. */
  readonly becomes?: ArgPath;
  /** What the key may not be there: the text of a number, or one that holds this text. */
  readonly refuses?: { readonly numbers?: true; readonly text?: string };
  /** Holds only where the object has other properties as well: by itself it would be the options. */
  readonly amongOthers?: true;
  /** Holds only where the address (`resource`) is a constant that ends otherwise: `.fifo`. */
  readonly unlessAddressEnds?: string;
}

/**
 * One edit of the call that bears the row. Text in it is code with *holes*:
 *
 * - `<0>`, `<1.data>`: an argument, a property of it, as written; `<insert.0>`: of the call `insert` further up the chain;
 *   `<new>`, `<new.0>`: class and argument of the `new` expression that the method is called on
 * - `<where>`: `{ column: value }` of the conflict key; `<compound>`: the same with several columns in one property named after the key
 * - `<key>`: the key's column as a string (an array of them if there are several); `<keys>`: always an array; `<list>`: one
 *   string with commas; `<fields>`: an array of the names that the database has for them, where the schema tells;
 *   `<keys of insert.0>`: members of what that hole denotes, `orders.id`
 * - `<columns>`: the other columns that an update may set, an array of strings; `<update>`: `{ column: value }` of them
 * - `<id>`: a string made of the message's identity and of what is sent
 *
 * String literals are written in single quotes and take the quotes of the file. A repair with a hole that cannot be filled
 * is not offered.
 */
export interface RepairModel {
  /** What the repaired call does on a second delivery: leaves the row alone, writes it again, or is known by its key. */
  readonly does: 'ignore' | 'update' | 'key';
  readonly when?: ArgumentCondition;
  /** Only where the key has one column / several. */
  readonly columns?: 'one' | 'several';
  /** Only where the statement goes to one of these dialects; unknown dialects do not fit. */
  readonly dialects?: readonly ('postgresql' | 'mysql' | 'sqlite')[];
  /** New name of the called method. */
  readonly method?: string;
  /** Code that takes the place of the receiver, for calls on objects made on the spot: `<new>` is the class in `new X(…).save()`. */
  readonly receiver?: string;
  /** The whole list of arguments as it shall be. */
  readonly arguments?: readonly RepairTemplate[];
  /** Calls put right behind this one: `.onConflict(<key>)`, `.ignore()`. */
  readonly append?: readonly string[];
  /** What users of the call's result still find there: all of it, or these properties. Absent: nothing. */
  readonly result?: true | readonly string[];
  /** The key is not named to MySQL, where a conflict on any unique key counts: holds wherever the dialect may be that. */
  readonly anyKey?: boolean;
  /** The key must be written in the code that the schema is read from, or the result does not compile. */
  readonly declared?: boolean;
  /** All columns must be seen, and none may hold a list or an object: the repaired call writes no children. */
  readonly flat?: boolean;
}

/**
 * A value as data: text is code with holes, objects and arrays stand for literals. The property `'...'` takes a hole and
 * stands for everything that argument holds, less what other holes take from it; nothing where the argument is not given.
 */
export type RepairTemplate =
  string | number | boolean | readonly RepairTemplate[] | { readonly [property: string]: RepairTemplate };

/** A comparison of one column; `is` says how where no argument does. */
export interface ComparisonModel {
  readonly column: ArgPath;
  readonly operator?: ArgPath;
  readonly is?: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'in' | 'not in' | 'is' | 'is not';
  /** Absent where the call compares with null. */
  readonly value?: ArgPath;
}

/** Raw SQL among the arguments. */
export interface SqlModel {
  /** Where the text stands; `template` = the call is a tagged template. */
  readonly text?: ArgPath;
  readonly template?: boolean;
  /** Where the bound values stand (array or object), or `rest` = the further arguments from that index. */
  readonly parameters?: ArgPath;
  readonly parametersFrom?: number;
  readonly dialect?: 'postgresql' | 'mysql' | 'sqlite';
  /** A piece of SQL that is not sent by itself (``sql`…` `` of builders). */
  readonly fragment?: boolean;
  /** One connection: `BEGIN` and `COMMIT` sent through it make a transaction. */
  readonly session?: boolean;
  /** The call binds one named parameter of the text that a later call sends. */
  readonly binds?: { readonly name: ArgPath; readonly value: ArgPath };
}

export interface AckModel {
  /** `ack`: the broker forgets the message. `nack`: it gives it back or discards it. `commit`: everything up to here. `extend`: neither. */
  readonly action: 'ack' | 'nack' | 'commit' | 'extend';
  /** The call acknowledges only when the argument is absent or null (`done()`, `cb(null)`); with an error it is a nack. */
  readonly unlessArgument?: number;
  /** The call acknowledges before it makes the effect of the same row. */
  readonly first?: true;
}

/** Effects of the callback (or of the listed promises) commit together. */
export interface TransactionModel {
  /** `callback`: the function at `at` runs inside; `array`: the promises at `at`; `begin`/`commit`/`rollback`: on the receiver. */
  readonly form: 'callback' | 'array' | 'begin' | 'commit' | 'rollback';
  readonly at?: ArgPath;
  /** Whose arguments: this call's (default), or those of the call that made the receiver (`db.transaction(fn)` gives a function). */
  readonly of?: 'receiver';
  /** Only what is done through the transaction's own client takes part in it. */
  readonly exclusive?: boolean;
  /** Type of the callback's first parameter, the transaction's client. */
  readonly client?: TypeRef;
}

export interface CallbackModel {
  readonly at: ArgPath;
  readonly parameters?: readonly ParameterModel[];
  /** Called once per element. */
  readonly loop?: boolean;
  /** The library does not wait for it. */
  readonly detached?: boolean;
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

export interface DecoratorModel {
  /** The decorated method is a handler. Paths in the registration (source, options) speak of the decorator's arguments. */
  readonly method?: RegistrationModel;
  /** The decorated parameter or property gives this value: `@InjectRepository(E)`. */
  readonly inject?: { readonly type?: TypeRef; readonly resource?: ArgPath; readonly token?: ArgPath };
  /** The decorated parameter of a handler: the message, or a value of a type (`@Payload()`, `@Ctx()`). */
  readonly parameter?: ParameterModel;
  /** The decorated method runs in a transaction. */
  readonly transaction?: boolean;
  /** At the end of the decorated method is written what the unit of work knows to be new or changed. */
  readonly flushes?: boolean;
  readonly guard?: GuardModel;
  /**
   * What carries this decorator handles messages of the classes or names given from `message` on: a class by this method
   * (`@CommandHandler(X)`), or the decorated method itself (`@OnEvent('x')`).
   */
  readonly dispatches?: { readonly message: ArgPath; readonly method?: string };
}

export interface StructuralModel {
  /** Exported names. */
  readonly names: readonly string[];
  /** Property chains on the first parameter, one of which must be read: `['Records', '*', 'body']`. */
  readonly reads: readonly (readonly string[])[];
  readonly registration: RegistrationModel;
}
