/** What a call does to the outside: its kind, where its parts stand in the arguments, and what commits together. */
import type { ArgPath, TypeRef } from './argument.js';
import type { RepairModel } from './repair.js';

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
  /** Expressions in the store's own language that tell which columns the placeholders in `where` are compared with (DynamoDB). */
  readonly whereExpressions?: readonly ArgPath[];
  /** Where such expressions find the names that `#name` stands for. */
  readonly expressionNames?: ArgPath;
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
  /** A delete that throws where nothing is there to delete: the second one fails. */
  readonly missingFails?: true;
  /** Harmless if repeated (logs, metrics, caches, presence). Kept for the handler's list, never reported. */
  readonly harmless?: boolean;
  /** It asks somebody and waits for the answer: under a name that only reads (`find-user`, `orders.get`), asking twice changes nothing. */
  readonly asks?: boolean;
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
  /** The call runs the function of the database that has this name, with the parameters by their names: `rpc('place', { order })`. */
  readonly routine?: ArgPath;
  readonly dialect?: 'postgresql' | 'mysql' | 'sqlite';
  /** A piece of SQL that is not sent by itself (``sql`…` `` of builders). */
  readonly fragment?: boolean;
  /** One connection: `BEGIN` and `COMMIT` sent through it make a transaction. */
  readonly session?: boolean;
  /** The call binds what a later call of the chain sends: one named parameter, or those by position, its arguments from an index on. */
  readonly binds?: { readonly name: ArgPath; readonly value: ArgPath } | { readonly from: number };
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
