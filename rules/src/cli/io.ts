/** Where the command reads and prints. */
export interface Io {
  /** What the user types; undefined where nobody can be asked. */
  readonly in?: NodeJS.ReadableStream & { isTTY?: boolean };
  readonly out: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  readonly err: NodeJS.WritableStream & { isTTY?: boolean };
  /** Absolute path of the folder that relative paths start from. */
  readonly cwd: string;
}
