/** Where lines of a file stand in a later version of it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm;

/** A line that was kept has one place; one that was replaced has the first and the last line of what replaced it. */
export function movedLines(before, after, lines) {
  if (!existsSync(before) || !existsSync(after)) return [];
  const { stdout } = spawnSync('git', ['diff', '--no-index', '--unified=0', before, after], { encoding: 'utf8' });
  const hunks = [...stdout.matchAll(HUNK)].map(([, from, removed = 1, to, added = 1]) => ({
    from: Number(from),
    removed: Number(removed),
    to: Number(to),
    added: Number(added),
  }));
  return lines.flatMap((line) => moved(line, hunks));
}

function moved(line, hunks) {
  const within = hunks.find(({ from, removed }) => line >= from && line < from + removed);
  if (within !== undefined) return [within.to, within.to + Math.max(within.added - 1, 0)];
  const above = hunks.filter(({ from }) => from < line);
  return [line + above.reduce((sum, { removed, added }) => sum + added - removed, 0)];
}
