/** What was asked for after `fix`? */
import { parseArgs } from 'node:util';
import { type Config, configs, rules } from '../../findings.js';
import { oneOf, parsing } from '../arguments.js';

export interface FixOptions {
  readonly paths: readonly string[];
  readonly config: Config;
  /** Rules to repair; empty: all. */
  readonly only: readonly string[];
  /** Only show what would be changed. */
  readonly isDryRun: boolean;
  /** Take the first repair of each finding without asking. */
  readonly isAgreed: boolean;
  /** Change files that git says were changed since the last commit, too. */
  readonly takesDirty: boolean;
  /** Undefined: as the terminal can. */
  readonly color: boolean | undefined;
  readonly help: boolean;
}

const options = {
  only: { type: 'string', multiple: true },
  config: { type: 'string', short: 'c' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  'allow-dirty': { type: 'boolean' },
  color: { type: 'boolean' },
  'no-color': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws {UsageError} */
export function readFixArguments(argv: readonly string[]): FixOptions {
  const { values, positionals } = parsing(() => parseArgs({ args: [...argv], allowPositionals: true, options }));
  const ids = rules.map((rule) => rule.id);
  return {
    paths: positionals.length > 0 ? positionals : ['.'],
    config: oneOf('--config', values.config ?? 'recommended', configs),
    only: (values.only ?? []).map((id) => oneOf('--only', id.replace(/^idempotent-consumer\//, ''), ids)),
    isDryRun: values['dry-run'] ?? false,
    isAgreed: values.yes ?? false,
    takesDirty: values['allow-dirty'] ?? false,
    color: values['no-color'] === true ? false : values.color,
    help: values.help ?? false,
  };
}

export const fixUsage = `idempotent-consumer fix [path…]

Goes through the findings that can be repaired by an edit, shows each edit and asks. A repair is
written only after a look at what it leads to: the finding is gone, and no new one is there.

Options
      --only <rule>     repair the findings of this rule alone (may be given several times)
  -c, --config <name>   recommended (default) or strict
      --dry-run         show the edits, change nothing
  -y, --yes             take the first repair of each finding without asking
      --allow-dirty     change files with uncommitted changes, too
      --no-color        plain text, even on a terminal (--color: the opposite)
  -h, --help            this text

Exit code: 0 = went through all of it, 2 = could not run.
`;
