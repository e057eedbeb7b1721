/**
 * Differences between rows and packages that are as they should be, each with its reason. An entry that explains nothing
 * (the thing is there again, the row is gone) is itself reported.
 */

export interface Explanation {
  /** As the report names them; `*` at the end stands for the rest of a name. */
  readonly rows: readonly string[];
  readonly why: string;
  /** The version that had it, `package@range`: it is installed, and the rows are looked for there. */
  readonly in?: string;
}

/** By library. */
export const explained: Readonly<Record<string, readonly Explanation[]>> = {};
