/** What was asked for on the command line? */
import { parseArgs } from 'node:util';
import { type Config, configs } from '../findings.js';
import { type FormatName, formatNames } from './formats.js';

export interface Options {
  readonly paths: readonly string[];
  readonly format: FormatName;
  readonly config: Config;
  /** Undefined: as the terminal can. */
  readonly color: boolean | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

const options = {
  format: { type: 'string', short: 'f' },
  config: { type: 'string', short: 'c' },
  color: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** A mistake of the user's, in words for the user: the command says it and ends with 2. */
export class UsageError extends Error {}

/** @throws {UsageError} */
export function readArguments(argv: readonly string[]): Options {
  const { values, positionals } = parsing(() => parseArgs({ args: [...argv], allowPositionals: true, options }));
  return {
    paths: positionals.length > 0 ? positionals : ['.'],
    format: oneOf('--format', values.format ?? 'stylish', formatNames),
    config: oneOf('--config', values.config ?? 'recommended', configs),
    color: values['no-color'] === true ? false : values.color,
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

/**
 * Runs Node's `parseArgs`, its complaint in words for the user.
 *
 * @throws {UsageError}
 */
export function parsing<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    // Node's first sentence says what is wrong; the rest speaks of its own API.
    const [what = ''] = (error as Error).message.split(/\.(?:\s|$)/);
    throw new UsageError(`${what}.`);
  }
}

/** @throws {UsageError} naming the option and what it may be */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((name) => name === value);
  if (found === undefined) throw new UsageError(`${option} is one of ${allowed.join(', ')}; got '${value}'.`);
  return found;
}

export const usage = `idempotent-consumer [path…]
idempotent-consumer fix [path…]   repairs what can be repaired, one by one (fix --help)
idempotent-consumer init [folder]  writes a configuration to begin with (init --help)

Finds message handlers that corrupt data or lose messages when a message is delivered twice
or the process is killed half-way. Without a path it looks at the current folder.

Options
  -f, --format <name>   ${formatNames.join(', ')} (default: stylish)
  -c, --config <name>   recommended: what is certain to hurt, by its weight (default)
                        strict: every rule, all of them errors
      --no-color        plain text, even on a terminal (--color: the opposite)
  -h, --help            this text
  -v, --version         the version

Exit code: 0 = nothing found, 1 = findings, 2 = could not run.
`;
