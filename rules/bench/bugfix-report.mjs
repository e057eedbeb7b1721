/** The bugs as a table, and whether the figures meet our targets. */
import { aligned } from './report.mjs';

/** @param judged one entry a row: what is reported before its repair, and what after it. */
export function bugfixLines(judged) {
  const table = [
    ['bug', 'rule', 'detectable', 'before the repair', 'after the repair'],
    ...judged.map(({ row, parent, fix }) => [
      `${row.repo}@${row.fix_commit.slice(0, 8)}`,
      row.bug.rule,
      row.detectable,
      beforeText(parent),
      afterText(fix),
    ]),
  ];
  return [...aligned(table, 'left'), '', ...targetLines(judged.filter(({ row }) => row.detectable !== 'no'))];
}

function beforeText({ reported, others }) {
  if (reported.length > 0) return `✓ ${places(reported)}`;
  return others.length > 0 ? `✗ other: ${places(others)}` : '✗ silent';
}

function afterText({ named, wrong }) {
  if (wrong.length > 0) return `✗ ${places(wrong)}`;
  return named.length > 0 ? `✓ hole: ${places(named)}` : '✓ silent';
}

/** The first place of each rule, with the number of further ones. */
function places(findings) {
  const rules = [...new Set(findings.map((finding) => finding.ruleId))];
  return rules
    .map((rule) =>
      placesOf(
        rule,
        findings.filter((finding) => finding.ruleId === rule),
      ),
    )
    .join(', ');
}

function placesOf(rule, [{ effect }, ...more]) {
  return `${rule} ${effect.file.split('/').at(-1)}:${effect.line}${more.length > 0 ? ` and ${more.length} more` : ''}`;
}

function targetLines(judged) {
  const reported = judged.filter(({ parent }) => parent.reported.length > 0);
  const right = judged.filter(({ fix }) => fix.wrong.length === 0);
  const both = reported.filter((entry) => right.includes(entry));
  return [
    `${met(reported, judged, 0.7)} reported before the repair: ${share(reported, judged)}, at least 70 %`,
    `${met(right, judged, 0.8)} silent after it, or the hole that it left: ${share(right, judged)}, at least 80 %`,
    `  right on both sides: ${share(both, judged)}`,
  ];
}

function met(part, whole, bar) {
  return part.length >= bar * whole.length ? '✓' : '✗';
}

function share(part, whole) {
  return `${part.length} of ${whole.length} (${((100 * part.length) / whole.length).toFixed(0)} %)`;
}
