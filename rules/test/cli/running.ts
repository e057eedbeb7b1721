/** Runs the command as a user does, and keeps what it prints. */
import { Writable } from 'node:stream';
import { run } from '../../src/cli/run.js';
import type { ResultJson } from '../../src/cli/result.js';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

class Page extends Writable {
  readonly #chunks: string[] = [];
  constructor(
    readonly isTTY: boolean,
    readonly columns: number,
  ) {
    super();
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk.toString());
    done();
  }

  get text(): string {
    return this.#chunks.join('');
  }
}

/** Without colour unless asked for, so that pages read the same everywhere. */
export async function command(cwd: string, ...argv: readonly string[]): Promise<Outcome> {
  const [out, err] = [new Page(false, 80), new Page(false, 80)];
  const code = await run(argv.includes('--color') ? argv : ['--no-color', ...argv], { out, err, cwd });
  return { code, out: out.text, err: err.text };
}

/** The result as data. */
export async function result(cwd: string, ...argv: readonly string[]): Promise<ResultJson> {
  const { out } = await command(cwd, '--format', 'json', ...argv);
  return JSON.parse(out) as ResultJson;
}

/** `src/a.ts:3:5 no-bare-insert`. */
export function places({ findings }: ResultJson): readonly string[] {
  return findings.map((f) => `${f.file}:${String(f.line)}:${String(f.column)} ${f.ruleId}`);
}
