/** The workspace's own configurations in JavaScript: what they say, and whether they still say it. Only for workspaces that the user trusts. */
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { posix } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { ConfigError, type LibraryModel } from 'eslint-plugin-idempotent-consumer/configuration';
import type { ConfigRequest, EslintLevels, LevelsAnswer, RowsAnswer } from './config-messages.js';

const ESLINT_NAMES = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((ending) => `eslint.config.${ending}`);

/** A configuration that says nothing for so long is given up (ms). */
const PATIENCE = 10_000;

export class Configs {
  #worker: Worker | undefined;
  #asked = 0;
  /** Answered with undefined, a question is asked again. */
  readonly #waiting = new Map<number, (answer: LevelsAnswer | undefined) => void>();
  readonly #levels = new Map<string, Promise<EslintLevels | undefined>>();
  /** Every file that was executed, with when it was written; undefined for what is not there. */
  readonly #inputs = new Map<string, number | undefined>();
  /** Configs that a problem was told of. */
  readonly #told = new Set<string>();

  /** @param onProblem told once for each config that cannot be read */
  constructor(private readonly onProblem: (config: string, message: string) => void) {}

  /** By the user's ESLint config for a file (absolute path); undefined where none enables one of our rules for it. */
  levels(file: string): Promise<EslintLevels | undefined> {
    const known = this.#levels.get(file) ?? this.#readLevels(file);
    this.#levels.set(file, known);
    return known;
  }

  /**
   * The user's own rows; waits for them, as nothing can be analysed without.
   *
   * @param settings those of the ESLint config, where it has some
   * @throws {ConfigError}
   */
  rows(root: string, settings: unknown): readonly LibraryModel[] {
    const { port1, port2 } = new MessageChannel();
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const request: ConfigRequest = { kind: 'rows', root, settings, port: port2, flag };
    this.#running().postMessage(request, [port2]);
    Atomics.wait(flag, 0, 0, PATIENCE);
    const answer = receiveMessageOnPort(port1)?.message as RowsAnswer | undefined;
    port1.close();
    if (!answer) {
      this.forget();
      throw new ConfigError(`The configuration in ${root} did not end within ${String(PATIENCE / 1000)} seconds.`);
    }
    this.#note(answer.inputs);
    if ('fault' in answer) throw new ConfigError(answer.fault);
    return answer.value;
  }

  /** Was the file executed, on behalf of a configuration? */
  reads(path: string): boolean {
    return this.#inputs.has(path);
  }

  /** Is one of the files another by now? */
  isStale(): boolean {
    return [...this.#inputs].some(([path, written]) => writtenAt(path) !== written);
  }

  /** A config, or something it may have read, was changed: the next question is answered by a thread that knows nothing. */
  forget(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#levels.clear();
    this.#inputs.clear();
    this.#told.clear();
    for (const resolve of this.#waiting.values()) resolve(undefined);
    this.#waiting.clear();
    void worker?.terminate();
  }

  async #readLevels(file: string): Promise<EslintLevels | undefined> {
    const config = configAbove(file);
    if (config === undefined) return undefined;
    const id = ++this.#asked;
    const answered = new Promise<LevelsAnswer | undefined>((resolve) => this.#waiting.set(id, resolve));
    this.#running().postMessage({ kind: 'levels', id, config, file } satisfies ConfigRequest);
    const answer = await answered;
    if (!answer) return this.levels(file);
    this.#note(answer.inputs);
    if (!('fault' in answer)) return answer.value;
    if (!this.#told.has(config)) this.onProblem(config, answer.fault);
    this.#told.add(config);
    return undefined;
  }

  #note(inputs: readonly string[]): void {
    for (const path of inputs) if (!this.#inputs.has(path)) this.#inputs.set(path, writtenAt(path));
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    // Standard output is the editor's.
    const script = createRequire(import.meta.url).resolve('idempotent-consumer-language-server/config-worker');
    const worker = new Worker(script, { stdout: true });
    worker.stdout.pipe(process.stderr, { end: false });
    worker.on('message', (answer: LevelsAnswer) => {
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    worker.on('error', ({ message }) => {
      this.#ended(worker, message);
    });
    worker.on('exit', () => {
      this.#ended(worker, 'It ended the process.');
    });
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #ended(worker: Worker, message: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const [id, resolve] of this.#waiting) resolve({ id, inputs: [], fault: message });
    this.#waiting.clear();
  }
}

function configAbove(file: string): string | undefined {
  for (let at = posix.dirname(file); ; at = posix.dirname(at)) {
    const found = ESLINT_NAMES.map((name) => posix.join(at, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (posix.dirname(at) === at || at === '.') return undefined;
  }
}

function writtenAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
