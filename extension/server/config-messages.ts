/** What the server and the worker that executes configurations say to each other. */
import type { MessagePort } from 'node:worker_threads';
import type { LibraryModel } from 'eslint-plugin-idempotent-consumer/configuration';

/** What a user's ESLint config says of our rules for a file. */
export interface EslintLevels {
  /** By rule id without prefix: 0 off, 1 warning, 2 error. Rules the config does not name are off. */
  readonly levels: ReadonlyMap<string, number>;
  /** The user's own rows, as they stand in `settings['idempotent-consumer']`. */
  readonly rows: unknown;
}

export type ConfigRequest =
  | { readonly kind: 'levels'; readonly id: number; readonly config: string; readonly file: string }
  /** The server waits: the answer goes into the port, then the flag is raised. */
  | {
      readonly kind: 'rows';
      readonly root: string;
      readonly settings: unknown;
      readonly port: MessagePort;
      readonly flag: Int32Array<SharedArrayBuffer>;
    };

/** `inputs`: the configuration and every file that it imports, as far as it was told from their texts; absolute, forward slashes. */
export type ConfigAnswer<T> = { readonly inputs: readonly string[] } & (
  { readonly value: T } | { readonly fault: string }
);

export type LevelsAnswer = ConfigAnswer<EslintLevels | undefined> & { readonly id: number };
export type RowsAnswer = ConfigAnswer<readonly LibraryModel[]>;
