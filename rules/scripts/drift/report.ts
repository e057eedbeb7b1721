/** What the drift check says, as text. */
import type { Settled } from './settle.js';

/** Nothing of a library where all is well, but its line. */
export function reportOf(settled: Settled, versions: readonly string[], verbose: boolean): string {
  const { library, holds, unsure, missing, explained, stale } = settled;
  const bad = missing.length > 0 || stale.length > 0;
  const counts = [
    `${String(holds)} there`,
    ...(unsure.length > 0 ? [`${String(unsure.length)} not to be seen`] : []),
    ...(explained.length > 0 ? [`${String(explained.length)} explained`] : []),
    ...(missing.length > 0 ? [`${String(missing.length)} missing`] : []),
  ];
  return [
    `${bad ? '✗' : '✓'} ${library} (${versions.join(', ')}): ${counts.join(', ')}`,
    ...missing.map((row) => `    missing: ${row}`),
    ...(verbose ? unsure.map((row) => `    not to be seen: ${row}`) : []),
    ...stale.map((sentence) => `    ${sentence}`),
    '',
  ].join('\n');
}

export function summaryOf(results: readonly Settled[], packages: number): string {
  const sum = (of: (r: Settled) => number): string => String(results.reduce((n, r) => n + of(r), 0));
  return [
    '',
    `${String(results.length)} libraries, ${String(packages)} packages installed.`,
    `${sum((r) => r.holds)} exports, members and options are there, ${sum((r) => r.unsure.length)} cannot be seen in the types,`,
    `${sum((r) => r.explained.length)} are missing and explained, ${sum((r) => r.missing.length)} are missing.`,
    '',
  ].join('\n');
}
