/** A process whose peak memory is told when it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const probe = new URL('../../rules/bench/peak-memory.mjs', import.meta.url).href;

/** Talks over its standard streams. */
export function startMeasured(script, args, cwd) {
  const folder = mkdtempSync(join(tmpdir(), 'idempotent-consumer-bench-'));
  const child = spawn(process.execPath, ['--import', probe, script, ...args], {
    cwd,
    env: { ...process.env, BENCH_PEAK_FILE: join(folder, 'peak') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return { child, folder, ended: once(child, 'exit') };
}

/** @returns megabytes */
export async function endOf({ folder, ended }) {
  await ended;
  const kilobytes = Number(readFileSync(join(folder, 'peak'), 'utf8'));
  rmSync(folder, { recursive: true });
  return kilobytes / 1024;
}
