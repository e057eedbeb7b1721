/** Runs the command as a user does, and keeps what it prints. */
import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
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

  /** As with a process's own: a prompt that ends what it wrote to does not end the page. */
  override end(): this {
    return this;
  }

  get text(): string {
    return this.#chunks.join('');
  }
}

/** Without colour unless asked for, so that pages read the same everywhere. */
export async function command(cwd: string, ...argv: readonly string[]): Promise<Outcome> {
  const [out, err] = [new Page(false, 80), new Page(false, 80)];
  const code = await run(argv.includes('--color') ? argv : plain(argv), { out, err, cwd });
  return { code, out: out.text, err: err.text };
}

/**
 * The same with somebody at the keyboard.
 *
 * @param keys pressed one after the other, each when the page asks its next question
 */
export async function dialogue(cwd: string, keys: readonly string[], ...argv: readonly string[]): Promise<Outcome> {
  const [out, err] = [new Page(true, 80), new Page(true, 80)];
  const input = Object.assign(new PassThrough(), { isTTY: true });
  let pressed = 0;
  const typist = setInterval(() => {
    const shown = stripVTControlCharacters(out.text);
    const answered = shown.split(ANSWERED).length - 1;
    if (pressed !== answered || shown.lastIndexOf(QUESTION) <= shown.search(LAST_ANSWER)) return;
    const key = keys[pressed++];
    if (key !== undefined) input.write(key);
  }, 5);
  const code = await run(plain(argv), { in: input, out, err, cwd });
  clearInterval(typist);
  return { code, out: out.text, err: err.text };
}

const QUESTION = '? Repair it?';
const ANSWERED = /[✔√] Repair it\?/;
const LAST_ANSWER = /[✔√] Repair it\?(?![^]*[✔√] Repair it\?)/;

function plain([first = '', ...rest]: readonly string[]): readonly string[] {
  return first === 'fix' || first === 'init'
    ? [first, '--no-color', ...rest]
    : ['--no-color', first, ...rest].filter((a) => a !== '');
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
