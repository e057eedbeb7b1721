/** Which files does a configuration consist of: itself, and what it imports that nobody installed? */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { posix } from 'node:path';
import { slashes, specifiersIn } from 'eslint-plugin-idempotent-consumer/configuration';

const MAX_FILES = 200;
/** How TypeScript spells a file that is written with another ending. */
const WRITTEN: readonly (readonly [RegExp, string])[] = [
  [/\.js$/, '.ts'],
  [/\.mjs$/, '.mts'],
  [/\.cjs$/, '.cts'],
  [/$/, '.ts'],
];

/** Absolute paths, forward slashes; told from the texts, for what fails to load counts, too. */
export function inputsOf(config: string): readonly string[] {
  const found = new Set([config]);
  for (const file of found) {
    for (const imported of importsOf(file)) if (found.size < MAX_FILES) found.add(imported);
  }
  return [...found];
}

function importsOf(file: string): readonly string[] {
  if (file.endsWith('.json')) return [];
  return specifiersIn(textOf(file) ?? '').flatMap((specifier) => {
    const path = resolve(file, specifier);
    return path === undefined || path.includes('/node_modules/') ? [] : [path];
  });
}

function resolve(from: string, specifier: string): string | undefined {
  const require = createRequire(from);
  try {
    const path = require.resolve(specifier);
    return posix.isAbsolute(slashes(path)) || /^[A-Za-z]:/.test(path) ? slashes(path) : undefined;
  } catch {
    // Not there, or not by that name: the configuration's own loading says so.
    if (!specifier.startsWith('.')) return undefined;
    const base = posix.join(posix.dirname(from), specifier);
    return WRITTEN.map(([ending, written]) => base.replace(ending, written)).find((path) => textOf(path) !== undefined);
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // asked, not needed: a file that is not there imports nothing
  }
}
