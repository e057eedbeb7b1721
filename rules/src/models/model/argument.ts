/** Where something stands in a call's arguments, and what must be given there for a row to hold. */

/** `'Name'` is a type of the same library, `'package#Name'` one of another, `'this'` the receiver's own type. */
export type TypeRef = string;

/**
 * Where something stands in a call's arguments: the 0-based argument (negative counts from the end), then property names;
 * `'*'` is every element of an array (or every value of an object), `'()'` what a function gives back.
 * `[0, 'messages', '*', 'key']`, `[0, 'onDocument', '()', 'index', '_id']`.
 */
export type ArgPath = readonly [argument: number, ...path: string[]];

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
