/**
 * The command and the plugin against their peers, each run a whole process: `npm run bench -- [DIR] [--rounds N]`.
 * Without DIR the project is a generated monorepo.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contenders } from './contenders.mjs';
import { measure } from './measure.mjs';
import { writeMonorepo } from './monorepo.mjs';
import { reportLines } from './report.mjs';

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '5' } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1 || positionals.length > 1) {
  console.error('usage: npm run bench -- [DIR] [--rounds N]');
  process.exit(2);
}

const generated = positionals[0] === undefined ? mkdtempSync(join(tmpdir(), 'idempotent-consumer-bench-')) : undefined;
try {
  const project = generated ?? resolve(positionals[0]);
  const what = generated === undefined ? project : describe(writeMonorepo(generated));
  console.log(`${what}\n${rounds} rounds, Node ${process.version}, ${availableParallelism()} cores\n`);
  for (const line of reportLines(runRounds(project))) console.log(line);
} finally {
  if (generated !== undefined) rmSync(generated, { recursive: true, force: true });
}

function describe({ files, consumers }) {
  return `A generated monorepo: ${files} files, ${consumers} of them with a consumer`;
}

/** Every contender runs once a round, and each round begins with another one, so that a busy moment hits all alike. */
function runRounds(project) {
  const results = contenders.map((contender) => ({ contender, runs: [] }));
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < results.length; i++) {
      const { contender, runs } = results[(round + i) % results.length];
      if (process.stderr.isTTY) process.stderr.write(`\rround ${round + 1}: ${contender.name}\u001B[K`);
      runs.push(measure(contender, project));
    }
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
  return results;
}
