/** `idempotent-consumer init`: writes the configuration that a repository needs to begin with. */
import { readFileSync, writeFileSync } from 'node:fs';
import { userRows } from '../../config/read.js';
import { configFileOf } from '../../project/config-file.js';
import { decode, isFileNow } from '../../project/disk.js';
import { UsageError } from '../arguments.js';
import type { Io } from '../io.js';
import { relativePath } from '../result.js';
import { scopeOf } from '../scope.js';
import { count } from '../text.js';
import { initUsage, readInitArguments } from './arguments.js';
import { configPage } from './page.js';
import { type Survey, survey } from './survey.js';

/**
 * @param argv what stands behind `init`
 * @returns exit code: 0
 * @throws {UsageError} also where a configuration is there already
 * @throws {ConfigError} when that configuration is wrong
 */
export function init(argv: readonly string[], { out, cwd }: Io): number {
  const options = readInitArguments(argv);
  if (options.help) {
    out.write(initUsage);
    return 0;
  }
  const root = scopeOf([options.path], cwd).project;
  const present = configFileOf(root);
  if (present !== undefined && !options.isForced && !options.isDryRun)
    throw new UsageError(`${present} is there already: --dry-run shows what would be written, --force writes over it.`);
  const found = survey(root, present === undefined ? [] : userRows(root));
  const page = configPage(found, root, isModuleProject(root));
  if (options.isDryRun) {
    out.write(page);
    return 0;
  }
  const target = present?.endsWith('.js') === true ? present : `${root}/idempotent-consumer.config.js`;
  writeFileSync(target, page);
  out.write(said(found, relativePath(cwd, target)));
  return 0;
}

/**
 * Are `.js` files of the folder ES modules?
 * @throws {UsageError} when its package.json cannot be read: whatever were written, Node would not load it
 */
function isModuleProject(root: string): boolean {
  const path = `${root}/package.json`;
  if (!isFileNow(path)) return false;
  let manifest: unknown;
  try {
    manifest = JSON.parse(decode(readFileSync(path)));
  } catch (error) {
    throw new UsageError(`${path} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  return typeof manifest === 'object' && manifest !== null && 'type' in manifest && manifest.type === 'module';
}

function said({ handlers, suggestions }: Survey, target: string): string {
  const known = handlers.reduce((sum, [, n]) => sum + n, 0);
  const rows =
    suggestions.length === 0
      ? 'No package was seen that hands messages on and is not understood: there is nothing to add.'
      : `It holds ${count(suggestions.length, 'row')} to decide on, each a comment until you take it in.`;
  return `Written: ${target}\n${count(known, 'message handler')} found without it. ${rows}\n`;
}
