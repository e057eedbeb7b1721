/**
 * Does the server stand whatever is done to it? Edits of any kind at random places, some thousand of them, always the same for a
 * seed: `RANDOM_EDITS` says how many. Nothing may fail, and in the end it must show what a server shows that sees the texts first.
 */
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Engine, isSource } from 'eslint-plugin-idempotent-consumer/editor';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { caseFolders, fixtures } from './cases.js';
import { Editor, folderWith } from './editor.js';

const EDITS = Number(process.env['RANDOM_EDITS'] ?? 500);
const EDITS_PER_ROUND = 250;
const CASES_PER_ROUND = 12;

/** Typed at any place; most of it breaks the syntax. */
const SNIPPETS = [
  ...['(', ')', '{', '}', '`', '${', '"', "'", '/*', '*/', '//', ';', ',', '=>', '<', '>', '\\', '\n', '\r\n', '\t'],
  ...['await ', 'async ', 'return;', 'x', '😀', '\u0000', '\uFEFF', '消息', 'if (seen) return;\n', 'export '],
  "import { a } from './a.js';\n",
  'await new Promise((done) => setTimeout(done, 10));\n',
  'for (;;) {}\n',
  'class A extends A {}\n',
  '// eslint-disable-next-line\n',
  '/* eslint-disable */\n',
  'function again() { return again(); }\n',
];

/** The same numbers for a seed, from 0 to below `below` (xorshift). */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761 + 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** A user who does not know what they are doing. */
class Monkey {
  readonly #pick: (below: number) => number;
  readonly #asked: Promise<unknown>[] = [];

  constructor(
    readonly editor: Editor,
    seed: number,
  ) {
    this.#pick = numbers(seed);
  }

  async act(): Promise<void> {
    const path = this.#one(this.#files());
    if (path === undefined) return;
    const open = this.editor.openFiles();
    const action = this.#pick(100);
    if (action < 10) await this.#open(path);
    else if (action < 14) await this.#onDisk(path);
    else {
      const edited = this.#one(open);
      if (edited === undefined) await this.#open(path);
      else if (action < 20) await this.editor.close(edited);
      else if (action < 26) await this.editor.save(edited);
      else await this.#edit(edited);
    }
    if (this.#pick(3) === 0) this.#ask();
    if (this.#pick(5) === 0) await this.answers();
  }

  /** Waits for what was asked; to be told to ask again is an answer. */
  async answers(): Promise<void> {
    await Promise.all(this.#asked.splice(0));
  }

  async #open(path: string): Promise<void> {
    if (!this.editor.isOpen(path)) await this.editor.open(path);
  }

  async #onDisk(path: string): Promise<void> {
    const wasOpen = this.editor.isOpen(path);
    switch (this.#pick(3)) {
      case 0: {
        if (wasOpen) await this.editor.close(path);
        const to = path.replace(/(\.\w+)$/, `${String(this.#pick(10))}$1`);
        if (existsSync(join(this.editor.root, to))) return;
        await this.editor.rename(path, to);
        if (wasOpen) await this.editor.open(to);
        return;
      }
      case 1:
        // A document may stay open when its file is gone.
        return this.editor.remove(path);
      default: {
        const text = readFileSync(join(this.editor.root, path), 'utf8');
        await this.editor.write(path, this.#changed(text));
      }
    }
  }

  async #edit(path: string): Promise<void> {
    const document = this.editor.document(path);
    const text = document.getText();
    if (this.#pick(8) === 0) return this.editor.change(path, [{ text: this.#changed(text) }]);
    const start = this.#pick(text.length + 1);
    const end = Math.min(text.length, start + (this.#pick(2) === 0 ? 0 : this.#pick(40)));
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    await this.editor.change(path, [{ range, text: this.#pick(3) === 0 ? '' : this.#snippet(text) }]);
  }

  #changed(text: string): string {
    const lines = text.split('\n');
    const line = this.#pick(lines.length);
    if (this.#pick(2) === 0) lines.splice(line, 1);
    else lines.splice(line, 0, this.#snippet(text));
    return lines.join('\n');
  }

  /** One of ours, or a line that stands in the text already. */
  #snippet(text: string): string {
    return this.#one(this.#pick(4) === 0 ? text.split('\n') : SNIPPETS) ?? '';
  }

  #ask(): void {
    const path = this.#one(this.editor.openFiles());
    if (path === undefined) return;
    const textDocument = { uri: this.editor.uri(path) };
    const lines = this.editor.document(path).lineCount;
    const position = { line: this.#pick(lines), character: this.#pick(30) };
    const range = { start: { line: 0, character: 0 }, end: { line: lines, character: 0 } };
    const request = this.#one([
      ['textDocument/diagnostic', { textDocument }],
      ['textDocument/codeLens', { textDocument }],
      ['textDocument/hover', { textDocument, position }],
      ['textDocument/inlayHint', { textDocument, range }],
      ['textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }],
      ['textDocument/prepareCallHierarchy', { textDocument, position }],
      ['idempotentConsumer/timeline', { uri: textDocument.uri, position }],
      ['idempotentConsumer/handlers', undefined],
    ] as const);
    if (!request) return;
    const isTold = (error: unknown): boolean => (error as { code?: unknown }).code === SERVER_CANCELLED;
    const asked = this.editor.request(request[0], request[1]).catch((error: unknown) => {
      if (!isTold(error)) throw error;
    });
    this.#asked.push(asked);
  }

  #files(): string[] {
    return sourcesIn(this.editor.root);
  }

  #one<T>(of: readonly T[]): T | undefined {
    return of[this.#pick(Math.max(1, of.length))];
  }
}

const SERVER_CANCELLED = -32802;

function sourcesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => isSource(path) || /\.(?:sql|prisma)$/.test(path))
    .sort();
}

/** Of a text that does not parse the server remembers what it was: the user undoes what they broke. */
async function mend(editor: Editor, originals: ReadonlyMap<string, string>): Promise<void> {
  for (let broken = brokenIn(editor); broken.length > 0; broken = brokenIn(editor)) {
    for (const path of broken) {
      const text = originals.get(path.replace(/\d+(\.\w+)$/, '$1')) ?? '';
      if (editor.isOpen(path)) await editor.change(path, [{ text }]);
      if (existsSync(join(editor.root, path))) await editor.write(path, text);
    }
  }
}

/** Of what is read; what a broken text would import is not. */
function brokenIn(editor: Editor): string[] {
  const engine = new Engine(editor.root);
  for (const path of editor.openFiles()) engine.project.setBuffer(`${editor.root}/${path}`, editor.text(path));
  const { project } = engine;
  // Of installed code nobody is told.
  const installed = project.sources().filter((path) => project.isInstalled(path) && project.module(path)?.problem);
  return [...engine.problems().map(({ file }) => file), ...installed].map((path) => path.slice(editor.root.length + 1));
}

/** As a user sees them; what an edit is tied to differs from session to session. */
function seen(diagnostics: readonly Diagnostic[]): readonly string[] {
  const spelling = (key: string, value: unknown): unknown => (key === 'version' ? null : value);
  return diagnostics.map((diagnostic) => JSON.stringify(diagnostic, spelling, 1)).sort();
}

async function shownBy(editor: Editor): Promise<Record<string, unknown>> {
  const workspace = await editor.workspaceFound();
  const open = [];
  for (const path of editor.openFiles().sort()) open.push([path, seen(await editor.diagnostics(path))] as const);
  return { workspace, ...Object.fromEntries(open) };
}

const folders = caseFolders();
const settings = { config: 'strict', inlayHints: true };

describe('after edits at random', () => {
  it.each(Array.from({ length: Math.ceil(EDITS / EDITS_PER_ROUND) }, (_, i) => i))('of round %i', async (round) => {
    const root = folderWith({ 'package.json': '{ "name": "all" }' });
    for (let i = 0; i < CASES_PER_ROUND; i++) {
      const name = folders[(round * CASES_PER_ROUND + i) % folders.length] ?? '';
      cpSync(join(fixtures, name), join(root, name), { recursive: true });
    }
    const originals = new Map(sourcesIn(root).map((path) => [path, readFileSync(join(root, path), 'utf8')]));
    const editor = await Editor.start(root, { settings });
    const monkey = new Monkey(editor, round + 1);
    for (let i = 0; i < Math.min(EDITS_PER_ROUND, EDITS); i++) await monkey.act();
    await monkey.answers();
    await mend(editor, originals);
    const fresh = await Editor.start(root, { settings });
    for (const path of editor.openFiles()) await fresh.open(path, editor.text(path));
    expect(await shownBy(editor)).toEqual(await shownBy(fresh));
    expect(editor.log).toEqual([]);
    await Promise.all([editor.stop(), fresh.stop()]);
  });
});
