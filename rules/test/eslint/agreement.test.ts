/** The command, ESLint 10, ESLint 9 and oxlint give the same findings for the same code: that of every fixture. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../src/findings.js';
import { command } from '../cli/running.js';
import type { ResultJson } from '../../src/cli/result.js';
import { cases, fixturesRoot } from '../fixtures/announcements.js';
import { lint, versions } from './linting.js';

/** Fixtures that show code no other parser takes, or that disagree with ESLint on purpose, would stand here. */
const names = cases();
let folder = '';
let expected: readonly string[] = [];

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'idempotent-consumer-')));
  for (const name of names) {
    cpSync(join(fixturesRoot, name), join(folder, name), { recursive: true });
    // Each case is a project of its own.
    if (!existsSync(join(folder, name, 'package.json'))) writeFileSync(join(folder, name, 'package.json'), '{}');
  }
  expected = await fromCommand();
}, 300_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function fromCommand(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) {
    const { out } = await command(folder, '--format', 'json', '--config', 'strict', name);
    const { findings } = JSON.parse(out) as ResultJson;
    found.push(...findings.map((f) => `${name}/${f.file}:${String(f.line)}:${String(f.column)} ${f.ruleId}`));
  }
  return found.sort();
}

describe('agreement over all fixtures', () => {
  it('there is something to agree on', () => {
    expect(expected.length).toBeGreaterThan(names.length);
  });

  it.each(Object.entries(versions))(
    '%s',
    async (_, version) => {
      expect((await lint(folder, '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}', { version })).sort()).toEqual(expected);
    },
    300_000,
  );

  it('oxlint', () => {
    const plugin = join(import.meta.dirname, '../../dist/plugin.js');
    const settings = {
      jsPlugins: [plugin],
      categories: { correctness: 'off' },
      plugins: [],
      rules: Object.fromEntries(rules.map(({ id }) => [`idempotent-consumer/${id}`, 'error'])),
    };
    writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(settings));
    const bin = join(import.meta.dirname, '../../../node_modules/oxlint/bin/oxlint');
    const { stdout } = spawnSync('node', [bin, '--format', 'json', '.'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    expect(fromOxlint(stdout).sort()).toEqual(expected);
  }, 300_000);
});

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number; readonly column: number } }[];
}

function fromOxlint(stdout: string): string[] {
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] };
  return diagnostics.map(({ code, filename, labels }) => {
    const { line = 0, column = 0 } = labels[0]?.span ?? {};
    return `${filename}:${String(line)}:${String(column)} ${code.replace(/^idempotent-consumer\((.*)\)$/, '$1')}`;
  });
}
