/** Which files of a directory count: one walk, `.gitignore` respected at every level. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';

const SOURCE = /\.(?:[cm]?[jt]s|[jt]sx)$/;
const DECLARATION = /\.d\.[cm]?ts$/;
const SKIPPED_FOLDERS = new Set([
  'node_modules', '.git', '.hg', '.svn', 'dist', 'build', 'out', 'coverage', '.next', '.nuxt', '.turbo', '.cache', '.yarn', '.pnpm-store',
  'vendor', '.serverless', 'cdk.out', '.aws-sam', '.output', '.vercel', '.nx', '.angular', 'storybook-static', 'bower_components',
]);
const TEST_FOLDERS = new Set(['__tests__', '__mocks__', '__fixtures__', 'test', 'tests', 'e2e', 'spec', 'specs', 'mocks', 'cypress', 'testing', 'test-utils']);
const TEST_FILE = /[.-](?:test|spec|mock|e2e|int-spec|e2e-spec|stories|bench)\.[cm]?[jt]sx?$/;

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

interface Filter {
  readonly base: string;
  readonly rules: Ignore;
}

/** Is `path` (relative to the root, forward slashes) a test, mock or story by its name or folders? */
export function isTestPath(path: string): boolean {
  if (TEST_FILE.test(path)) return true;
  return path.split('/').slice(0, -1).some((folder) => TEST_FOLDERS.has(folder));
}

export function listFiles(root: string, options: ListOptions): Listing {
  const sources: string[] = [];
  const others: string[] = [];
  const top: Filter[] = options.ignore.length > 0 ? [{ base: root, rules: ignore().add([...options.ignore]) }] : [];
  const walk = (folder: string, filters: readonly Filter[]): void => {
    let entries;
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      options.onProblem(folder, `cannot be listed: ${(error as Error).message}`);
      return;
    }
    const here = entries.some((e) => e.name === '.gitignore') ? [...filters, gitignore(folder)] : filters;
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (SKIPPED_FOLDERS.has(entry.name) || (!options.includeTests && TEST_FOLDERS.has(entry.name))) continue;
        if (!ignored(path, true, here)) walk(path, here);
      } else if (entry.isFile() && !ignored(path, false, here)) {
        if (!SOURCE.test(entry.name)) others.push(path);
        else if (!DECLARATION.test(entry.name) && (options.includeTests || !TEST_FILE.test(entry.name))) sources.push(path);
      }
    }
  };
  walk(root, top);
  return { sources, others };
}

function gitignore(folder: string): Filter {
  try {
    return { base: folder, rules: ignore().add(readFileSync(join(folder, '.gitignore'), 'utf8')) };
  } catch {
    return { base: folder, rules: ignore() };
  }
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
