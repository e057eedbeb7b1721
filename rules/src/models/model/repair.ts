/** How the code is changed so that a second delivery does no harm. */
import type { ArgumentCondition } from './argument.js';

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

/**
 * The repair “together”: statements that stand one below the other are made one transaction. Lines as those of `DedupModel`,
 * of which `<write>` are the user's statements.
 */
export interface TogetherModel {
  /** The transaction's own client; may hold `<client>`. */
  readonly inside: string;
  /** Where calls take the transaction as an option: its property, and by method the argument that has it. Others do not fit. */
  readonly option?: { readonly property: string; readonly arguments: Readonly<Record<string, number>> };
  readonly lines: readonly string[];
  /** Providers of the schema whose databases may know no transactions. */
  readonly notWith?: readonly string[];
  /** What has to be done before the function is left from inside; absent where the statements are a function of their own. */
  readonly leaving?: string;
}

/** The repair “claim first”: who puts the key `<id>` there goes on to `<write>`, the user's statement. Lines as those of `DedupModel`. */
export interface ClaimModel {
  readonly lines: readonly string[];
}

/** How a text becomes a key that is the same whenever the text is: an expression, for keys that are made anew. */
export interface StableKeyModel {
  /** What it gives: a UUID, or a text of hexadecimal digits, which may be cut. */
  readonly makes: 'guid' | 'digits';
  /** Characters of it. */
  readonly length: number;
  /** What is imported, and from where: the first that the file imports from already, else the first. */
  readonly name: string;
  readonly from: readonly string[];
  /** Code with the holes `<name>` and `<text>`. */
  readonly code: string;
  /** The package is not part of the platform: only where the repository depends on it, in this major or a later one. */
  readonly since?: number;
}

/** How the error that a call throws is known for the violation of a unique key, for code that catches it. */
export interface DuplicateErrorModel {
  /** Property of the error. */
  readonly property: string;
  /** Property that holds the driver's own error, of which the above is one; absent where that is thrown as it is, as it may be here. */
  readonly within?: string;
  /** Its values. They are all of one type. */
  readonly is: readonly (string | number)[];
  /** SQL that is sent as it stands fails with another error. */
  readonly notOfSql?: boolean;
  /** Only where the statements go to one of these; where that is not known it does not fit. */
  readonly dialects?: readonly ('postgresql' | 'mysql' | 'sqlite')[];
}

/** How an insert that ignores conflicts tells that it inserted nothing, for code that looks at it. */
export interface OutcomeModel {
  /** Property of the result that says how many rows it inserted. */
  readonly count: string;
  /** SQL that is sent as it stands gives something else. */
  readonly notOfSql?: boolean;
}
