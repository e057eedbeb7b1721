/**
 * Which findings speak of a bug.
 *
 * A finding speaks of a line if its effect, or the line where it is reported, stands in the same file, and is at most three
 * lines away or a call that begins there and reaches to the line (arguments that are functions apart). A failure that is
 * caught: at most eight lines away, since the `try` and the `catch` are both places of it. A check that races and a marker
 * apart lie between lines: there any finding counts whose effect stands in the file of the row and that is reached from the
 * row's handler.
 *
 * The rule has to be the row's. Only bare insert and unstable key stand for each other, as in the other labels: which of
 * them speaks depends on how the identity is made.
 *
 * After the repair the places are the line of the repair, and the lines to which those of the bug have moved. There every
 * finding counts, of whichever rule; those of a rule that the row names as its hole are right.
 */
import { join } from 'node:path';
import { callReaches } from './call-spans.mjs';
import { movedLines } from './moved-lines.mjs';

const NEAR = 3;
const NEAR_CATCH = 8;
const SAME = { 'no-unstable-key': 'no-bare-insert' };
const BETWEEN_LINES = new Set(['no-racy-dedup-check', 'no-split-dedup-marker']);

/** What is reported of the bug before its repair: by the row's rule, or else by others at its place. */
export function onParent(row, { root, findings }) {
  const places = bugLines(row).map((line) => ({ file: row.bug.file, line }));
  const speaking = findings.filter((finding) => speaksOf(finding, row, places, root));
  const reported = speaking.filter((finding) => isSameRule(finding.ruleId, row.bug.rule));
  return { reported, others: speaking.filter((finding) => !reported.includes(finding)) };
}

/** What is reported at the place of the repair: the hole that the row names, or what should no longer be there. */
export function afterFix(row, parent, { root, findings }) {
  const holes = row.residual_after_fix?.match(/\b(?:no|require)-[a-z-]+/g) ?? [];
  const moved = movedLines(join(parent.root, row.bug.file), join(root, row.bug.file), bugLines(row));
  const places = [
    { file: row.fix.file, line: row.fix.line_after },
    ...moved.map((line) => ({ file: row.bug.file, line })),
  ];
  const speaking = findings.filter((finding) => speaksOf(finding, row, places, root));
  const named = speaking.filter((finding) => holes.some((hole) => isSameRule(finding.ruleId, hole)));
  return { named, wrong: speaking.filter((finding) => !named.includes(finding)) };
}

function bugLines({ bug }) {
  return [bug.line_before, bug.effect_line].filter((line) => line !== undefined);
}

function isSameRule(a, b) {
  return (SAME[a] ?? a) === (SAME[b] ?? b);
}

function speaksOf(finding, row, places, root) {
  if (BETWEEN_LINES.has(finding.ruleId) && liesBetween(finding, row, places)) return true;
  const near = finding.ruleId === 'no-swallowed-failure' ? NEAR_CATCH : NEAR;
  return places.some((place) =>
    [finding.effect, finding].some(
      (at) =>
        at.file === place.file &&
        (Math.abs(at.line - place.line) <= near || callReaches(join(root, at.file), at.line, place.line)),
    ),
  );
}

/** Only where the row itself speaks of such a thing: as its bug, or as the hole that the repair left. */
function liesBetween(finding, row, places) {
  const spoken = `${row.bug.rule} ${row.residual_after_fix ?? ''}`;
  const passes = [finding.handler, ...finding.trace].some((at) => at.file === row.handler.file);
  return spoken.includes(finding.ruleId) && passes && places.some((place) => place.file === finding.effect.file);
}
