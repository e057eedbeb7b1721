/** Which files of a directory count: one walk, `.gitignore` respected at every level. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { decode } from './disk.js';

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const DECLARATION = /\.d\.[cm]?ts$/;
const SKIPPED_FOLDERS = new Set(
  (
    'node_modules bower_components .git .hg .svn dist .next .nuxt .turbo .cache .yarn .pnpm-store .serverless cdk.out ' +
    '.aws-sam .output .vercel .nx .angular storybook-static'
  ).split(' '),
);
/** Build output and foreign code by these names, but inside `src` a part of the program (a shop has vendors). */
const SKIPPED_OUTSIDE_SRC = new Set(['build', 'out', 'coverage', 'vendor']);
const TEST_FOLDERS = new Set([
  '__tests__',
  '__mocks__',
  '__fixtures__',
  'test',
  'tests',
  'e2e',
  'spec',
  'specs',
  'mocks',
  'cypress',
  'testing',
  'test-utils',
]);
const TEST_FILE = /[.-](?:test|spec|mock|e2e|int-spec|e2e-spec|stories|bench)\.[cm]?[jt]sx?$/;

/** Names a source file, declarations left out. */
export function isSource(name: string): boolean {
  return SOURCE.test(name) && !DECLARATION.test(name);
}

export interface Listing {
  /** Source files, absolute, forward slashes, sorted. */
  readonly sources: readonly string[];
  /** Everything else that is not ignored. */
  readonly others: readonly string[];
}

export interface ListOptions {
  readonly includeTests: boolean;
  /** Further ignore patterns, gitignore syntax. */
  readonly ignore: readonly string[];
  readonly onProblem: (file: string, message: string) => void;
}

/** As git has it on every system, so that the same repository lists the same files. */
const GIT = { ignorecase: false };

interface Filter {
  readonly base: string;
  readonly rules: Ignore;
}

/** Is `path` (relative to the root, forward slashes) a test, mock or story by its name or folders? */
export function isTestPath(path: string): boolean {
  if (TEST_FILE.test(path)) return true;
  return path
    .split('/')
    .slice(0, -1)
    .some((folder) => TEST_FOLDERS.has(folder));
}

/** Would a file at `path` (relative to the root) be listed among the sources, as far as names tell? */
export function isListed(path: string, includeTests: boolean): boolean {
  return isSource(path) && isWalked(path, includeTests);
}

/** Would a file at `path` (relative to the root) be listed among the others, as far as names tell? */
export function isListedOther(path: string, includeTests: boolean): boolean {
  return !SOURCE.test(path) && isWalked(path, includeTests);
}

function isWalked(path: string, includeTests: boolean): boolean {
  const folders = path.split('/').slice(0, -1);
  return (
    (includeTests || !isTestPath(path)) &&
    !folders.some((folder, i) => isSkipped(folder, folders.slice(0, i).includes('src')))
  );
}

function isSkipped(folder: string, inSource: boolean): boolean {
  return SKIPPED_FOLDERS.has(folder) || (!inSource && SKIPPED_OUTSIDE_SRC.has(folder));
}

/** Lists what lies under `root` (absolute, forward slashes). Symbolic links are not followed, so no cycle can hang it. */
export function listFiles(root: string, options: ListOptions): Listing {
  const sources: string[] = [];
  const others: string[] = [];
  const walk = (folder: string, filters: readonly Filter[], inSource: boolean): void => {
    let entries;
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      options.onProblem(folder, `cannot be listed: ${(error as Error).message}`);
      return;
    }
    const here = entries.some((e) => e.name === '.gitignore') ? [...filters, gitignore(folder)] : filters;
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (isSkipped(entry.name, inSource) || (!options.includeTests && TEST_FOLDERS.has(entry.name))) continue;
        if (!ignored(path, true, here)) walk(path, here, inSource || entry.name === 'src');
      } else if (entry.isFile() && !ignored(path, false, here)) {
        if (!SOURCE.test(entry.name)) others.push(path);
        else if (isSource(entry.name) && (options.includeTests || !TEST_FILE.test(entry.name))) sources.push(path);
      }
    }
  };
  walk(root, topFilters(root, options.ignore), false);
  return { sources: sources.sort(), others: others.sort() };
}

/** The option's patterns, and the ignore files above the root up to the repository's top. */
function topFilters(root: string, patterns: readonly string[]): readonly Filter[] {
  const own: Filter[] = patterns.length > 0 ? [{ base: root, rules: ignore(GIT).add([...patterns]) }] : [];
  const above: Filter[] = [];
  let folder = root;
  while (!existsSync(`${folder}/.git`)) {
    const up = posix.dirname(folder);
    if (up === folder || up === '.') return own;
    folder = up;
    if (existsSync(`${folder}/.gitignore`)) above.unshift(gitignore(folder));
  }
  // A root that git itself ignores was given on purpose: then what stands above says nothing about it.
  const given = above.some((_, i) => ignored(root, true, above.slice(0, i + 1)));
  return given ? own : [...above, ...own];
}

function gitignore(folder: string): Filter {
  const rules = ignore(GIT);
  try {
    rules.add(decode(readFileSync(`${folder}/.gitignore`)));
  } catch {
    // Unreadable rules ignore nothing.
  }
  return { base: folder, rules };
}

function ignored(path: string, folder: boolean, filters: readonly Filter[]): boolean {
  let verdict = false;
  for (const filter of filters) {
    const relative = path.slice(filter.base.length + 1) + (folder ? '/' : '');
    const result = filter.rules.test(relative);
    if (result.ignored) verdict = true;
    else if (result.unignored) verdict = false;
  }
  return verdict;
}
