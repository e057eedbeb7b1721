/** Runs the command: reads arguments, analyses, prints, and says how it went. */
import { resolve } from 'node:path';
import { Engine } from '../engine.js';
import { resultJson } from './result.js';
import { slashes } from '../project/project.js';

export interface Io {
  readonly out: NodeJS.WritableStream & { isTTY?: boolean };
  readonly err: NodeJS.WritableStream & { isTTY?: boolean };
  readonly cwd: string;
}

/** @returns exit code: 0 no findings, 1 findings, 2 could not run */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const started = performance.now();
  const engine = new Engine(slashes(resolve(io.cwd, argv[0] ?? '.')));
  const findings = engine.allFindings().map((finding) => ({ finding, severity: 'error' as const }));
  const result = resultJson(engine, findings, performance.now() - started);
  io.out.write(`${JSON.stringify(result)}\n`);
  return Promise.resolve(findings.length > 0 ? 1 : 0);
}
