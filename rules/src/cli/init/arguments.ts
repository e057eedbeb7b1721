/** What was asked for after `init`? */
import { parseArgs } from 'node:util';
import { parsing, UsageError } from '../arguments.js';

export interface InitOptions {
  readonly path: string;
  /** Only show what would be written. */
  readonly isDryRun: boolean;
  /** Write over a configuration that is there. */
  readonly isForced: boolean;
  readonly help: boolean;
}

const options = {
  'dry-run': { type: 'boolean' },
  force: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws {UsageError} */
export function readInitArguments(argv: readonly string[]): InitOptions {
  const { values, positionals } = parsing(() => parseArgs({ args: [...argv], allowPositionals: true, options }));
  if (positionals.length > 1) throw new UsageError('init looks at one folder.');
  return {
    path: positionals[0] ?? '.',
    isDryRun: values['dry-run'] ?? false,
    isForced: values.force ?? false,
    help: values.help ?? false,
  };
}

export const initUsage = `idempotent-consumer init [folder]

Looks at a repository and writes idempotent-consumer.config.js at its root: what was found there, and
a row for each wrapper, base class and decorator of a package whose source is not at hand and that
may hand messages to code of yours. Every row is a comment until you take it in.

Options
      --dry-run         print the file, write nothing
      --force           write over a configuration that is there
  -h, --help            this text

Exit code: 0 = written (or printed), 2 = could not run.
`;
