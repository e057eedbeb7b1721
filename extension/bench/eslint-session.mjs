/** ESLint with our strict config in a process that lives on: it lints the text of one file after each keystroke. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endOf, startMeasured } from './measured.mjs';

const WORKER = fileURLToPath(new URL('eslint-worker.mjs', import.meta.url));

export class EslintSession {
  static title = 'ESLint, our strict config';
  #texts = new Map();

  static async start(root) {
    const session = new EslintSession();
    session.root = root;
    session.process = startMeasured(WORKER, [], root);
    session.lines = createInterface({ input: session.process.child.stdout });
    return session;
  }

  text(file) {
    return this.#texts.get(file);
  }

  async open(file) {
    this.#texts.set(file, this.#texts.get(file) ?? readFileSync(join(this.root, file), 'utf8'));
  }

  async change(file, start, end, text) {
    const before = this.#texts.get(file);
    this.#texts.set(file, before.slice(0, start) + text + before.slice(end));
    this.changed = file;
  }

  /** Of the file that was changed last: ESLint knows no other one that its text may have changed. */
  async diagnostics(file) {
    const linted = this.changed ?? file;
    const answered = once(this.lines, 'line');
    this.process.child.stdin.write(`${JSON.stringify({ file: linted, text: this.#texts.get(linted) })}\n`);
    return JSON.parse((await answered)[0]);
  }

  async settled() {
    await this.diagnostics([...this.#texts.keys()][0]);
  }

  async stop() {
    this.process.child.stdin.end();
    return endOf(this.process);
  }
}
