/** How long a process takes from start to end, and how much memory it has at its peak. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const probe = new URL('peak-memory.mjs', import.meta.url).href;
const peakFile = join(tmpdir(), `idempotent-consumer-bench-${process.pid}.peak`);

/** Linters end with 0 or 1; anything else means that there is nothing to compare. */
export function measure({ name, script, args }, project) {
  const started = performance.now();
  const run = spawnSync(process.execPath, ['--import', probe, script, ...args], {
    cwd: project,
    env: { ...process.env, BENCH_PEAK_FILE: peakFile },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const ms = performance.now() - started;
  if (run.status !== 0 && run.status !== 1) throw new Error(`${name} could not run:\n${run.stderr}`);
  const peakBytes = Number(readFileSync(peakFile, 'utf8')) * 1024;
  rmSync(peakFile);
  return { ms, peakBytes };
}
