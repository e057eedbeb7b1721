/**
 * The command over historical bugs and their repairs: `npm run bench:bugfixes -- LABELS CHECKOUTS [--repo owner/name]`.
 *
 * LABELS is a file with one bug a line: `repo`, `parent_commit` (has the bug at `bug.file:line_before`), `fix_commit` (the
 * repair, at `fix.file:line_after`), `detectable`, and `residual_after_fix`, the hole that the repair left open.
 * CHECKOUTS holds a work tree for each of these commits, named `owner+name@` and the first eight digits of the commit.
 * Each one is analysed once with every rule on.
 *
 * Which findings speak of a bug is decided in `bugfix-matching.mjs`, which also says how. Two figures have to hold, over
 * the rows that an analysis of code can detect:
 *
 * - reported: before the repair the rule of the row is reported at the place of the row. Another rule there is printed, and
 *   counts for nothing.
 * - right after the fix: at the place of the repair nothing is reported, or only the hole that the row names. A repair of a
 *   bug that was not reported is silent without merit; the last line counts the rows that are right on both sides.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { afterFix, onParent } from './bugfix-matching.mjs';
import { bugfixLines } from './bugfix-report.mjs';

const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

const { values, positionals } = parseArgs({ options: { repo: { type: 'string' } }, allowPositionals: true });
if (positionals.length !== 2) {
  console.error('usage: npm run bench:bugfixes -- LABELS CHECKOUTS [--repo owner/name]');
  process.exit(2);
}
const [labels, checkouts] = positionals;
const runs = new Map();

const rows = readFileSync(labels, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line))
  .filter((row) => values.repo === undefined || row.repo === values.repo);
if (rows.length === 0) {
  console.error(`no bug of ${values.repo ?? 'any repository'} in ${labels}`);
  process.exit(2);
}
const judged = rows.map((row) => {
  const parent = analysed(row.repo, row.parent_commit);
  const fix = analysed(row.repo, row.fix_commit);
  return { row, parent: onParent(row, parent), fix: afterFix(row, parent, fix) };
});
if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
for (const line of bugfixLines(judged)) console.log(line);

/** A checkout and what the command finds in it. Several rows may share one. */
function analysed(repo, commit) {
  const root = join(checkouts, `${repo.replace('/', '+')}@${commit.slice(0, 8)}`);
  if (!runs.has(root)) runs.set(root, { root, findings: findingsIn(root) });
  return runs.get(root);
}

function findingsIn(root) {
  if (process.stderr.isTTY) process.stderr.write(`\r${root}\u001B[K`);
  const run = spawnSync(process.execPath, [command, '.', '--format', 'json', '--config', 'strict'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
  });
  // A command that could not start ends with 1 as well, and says nothing.
  if ((run.status !== 0 && run.status !== 1) || run.stdout === '')
    throw new Error(`${root}: ${run.error?.message ?? run.stderr}`);
  return JSON.parse(run.stdout).findings;
}
