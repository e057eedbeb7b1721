/** Lints with real ESLint classes, of both majors, and gives what matters of the messages. */
import { relative } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { ESLint as ESLint9 } from 'eslint-9';
import tseslint from 'typescript-eslint';
import plugin from '../../src/plugin.js';

/** By name, for `it.each`. */
export const versions = { 'ESLint 10': ESLint, 'ESLint 9': ESLint9 as unknown as typeof ESLint };

export interface LintOptions {
  readonly version?: typeof ESLint;
  readonly config?: Linter.Config;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Other parser for TypeScript, or none. */
  readonly parser?: Linter.Parser | undefined;
}

export function linter(cwd: string, options: LintOptions = {}): ESLint {
  const { version = ESLint, config = plugin.configs.strict, settings = {} } = options;
  const parser = 'parser' in options ? options.parser : (tseslint.parser as Linter.Parser);
  return new version({
    cwd,
    overrideConfigFile: true,
    overrideConfig: [
      // Some fixtures hold comments for other linters.
      { linterOptions: { reportUnusedDisableDirectives: 'off' } },
      { files: ['**/*.{ts,tsx,mts,cts}'], ...(parser ? { languageOptions: { parser } } : {}) },
      { files: ['**/*.{js,jsx}'], languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } } },
      { settings },
      config,
    ],
  });
}

/** `src/a.ts:3:5 no-bare-insert`, or what ESLint itself complains of. */
export async function lint(
  cwd: string,
  patterns: string | string[] = '.',
  options: LintOptions = {},
): Promise<string[]> {
  return placesOf(cwd, await linter(cwd, options).lintFiles(patterns));
}

export function placesOf(cwd: string, results: readonly ESLint.LintResult[]): string[] {
  return results.flatMap(({ filePath, messages }) =>
    messages.map((m) => {
      const file = relative(cwd, filePath).replaceAll('\\', '/');
      const what = m.ruleId?.replace('idempotent-consumer/', '') ?? m.message;
      return `${file}:${String(m.line)}:${String(m.column)} ${what}`;
    }),
  );
}
