/**
 * What we know of a library, as data: the row types of every file under `models/` and of the rows users add in their
 * settings. The engine names no library; it reads these rows. Rows hold no functions, so that users can write the same
 * in JSON.
 *
 * How a library's objects are described: a package *exports* values; each value has a named *type*; a type has *members*;
 * calling a member gives a value of another type. So a client is described once, however the code obtains it: `new X()`,
 * a factory, an annotation, an injected parameter, a base class.
 */
import type { ArgPath, TypeRef } from './model/argument.js';
import type { CallModel, GuardModel } from './model/call.js';
import type { AckModel, DeployedModel, ParameterModel, RegistrationModel, StructuralModel } from './model/delivery.js';
import type {
  ClaimModel,
  DedupModel,
  DuplicateErrorModel,
  OutcomeModel,
  StableKeyModel,
  TogetherModel,
} from './model/repair.js';

export type * from './model/argument.js';
export type * from './model/call.js';
export type * from './model/delivery.js';
export type * from './model/effect.js';
export type * from './model/repair.js';

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
  /** How the error thrown by its calls is told to be one of those; the first that fits. Absent: no code for it is known. */
  readonly duplicateError?: DuplicateErrorModel | readonly DuplicateErrorModel[];
  /** How the library makes a key out of a text. */
  readonly stableKey?: StableKeyModel;
  /** How an insert of the library that ignores conflicts tells that it inserted nothing. */
  readonly claimOutcome?: OutcomeModel;
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
  /** Exports without a row are enumerations of the user's schema: objects whose members are texts, their own names. */
  readonly generatesEnums?: boolean;
  /** Exported functions with these names and shapes are handlers though nothing registers them (lambdas in JavaScript). */
  readonly structural?: readonly StructuralModel[];
  /** Functions that a deployment descriptor (`serverless.yml`, a template, `function.json`) names as called by a source of messages. */
  readonly deployed?: readonly DeployedModel[];
  /** Object literals that bind a token to an implementation: `{ provide: TOKEN, useClass: X }`. */
  readonly providers?: readonly ProviderModel[];
  /** Differences between majors: the rows of the first entry whose range holds replace those above, key by key. */
  readonly versions?: readonly VersionedRows[];
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
  /**
   * Methods of an object annotated with this type that are handlers: `export default { … } satisfies ExportedHandler`.
   * By name, or by the path to them, with `*` for any property: `channels.*.handler`.
   */
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
  /** Of such a client: how several writes through it become one step. */
  readonly together?: TogetherModel | 'none';
  /** Of a client of a store that is no database of the work: how one of several deliveries is let pass. */
  readonly claim?: ClaimModel;
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
  /** The property is what stands there among the arguments of the call that made the object: `new KeyedMessage(key, value)`. */
  readonly from?: ArgPath;
  /** The property is this constant: a member of an enum. */
  readonly constant?: string | number | boolean;
  /** Assigning a function to this property registers it (`client.handleMessage = …`, `onmessage`). */
  readonly register?: RegistrationModel;
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
