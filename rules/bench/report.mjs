/** The measured runs as a table, and whether they meet our targets. */

const MEGABYTE = 1024 * 1024;

export function reportLines(results) {
  const rows = new Map(results.map(({ contender, runs }) => [contender.id, summary(contender.name, runs)]));
  const parser = rows.get('parser');
  const table = [
    ['', 'median', 'range', 'to the parser alone', 'peak memory'],
    ...[...rows.values()].map((row) => [
      row.name,
      seconds(row.ms),
      `${seconds(row.fastest)} – ${seconds(row.slowest)}`,
      `× ${(row.ms / parser.ms).toPrecision(3)}`,
      megabytes(row.peakBytes),
    ]),
  ];
  return [...aligned(table), '', 'Targets', ...targetLines(rows.get('command'), parser, rows.get('strict'))];
}

function targetLines(command, parser, strict) {
  const faster = parser.ms / command.ms;
  const added = strict.ms / parser.ms - 1;
  return [
    [faster >= 20, `the command is at least 20 times as fast as ESLint with the parser alone: ${faster.toFixed(1)}`],
    [added <= 0.1, `strict adds at most 10 % to ESLint with the parser alone: ${(added * 100).toFixed(1)} %`],
    [command.peakBytes < 300 * MEGABYTE, `the command stays below 300 MB: ${megabytes(command.peakBytes)}`],
  ].map(([met, text]) => `${met ? '✓' : '✗'} ${text}`);
}

function summary(name, runs) {
  const times = runs.map((run) => run.ms);
  return {
    name,
    ms: median(times),
    fastest: Math.min(...times),
    slowest: Math.max(...times),
    peakBytes: median(runs.map((run) => run.peakBytes)),
  };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The first column to the left, the others to the side that is asked for: figures to the right. */
export function aligned(rows, side = 'right') {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || side === 'left' ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
      )
      .join('   ')
      .trimEnd(),
  );
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(2)} s`;
}

function megabytes(bytes) {
  return `${Math.round(bytes / MEGABYTE)} MB`;
}
