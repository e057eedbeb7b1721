/** The texts that are open in the editor, and where offsets of a module stand in them. */
import type { Module, Place } from 'eslint-plugin-idempotent-consumer/editor';
import { slashes } from 'eslint-plugin-idempotent-consumer/editor';
import type { Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';

/** Folder of documents that were never saved; nothing else is in it. */
export const UNTITLED = '/<untitled>';

/** Absolute path with forward slashes; undefined for what is neither on a disk nor yet to be saved. */
export function pathOf(uri: string, languageId?: string): string | undefined {
  const parsed = URI.parse(uri);
  if (parsed.scheme === 'file') return slashes(parsed.fsPath);
  if (parsed.scheme !== 'untitled' || languageId === undefined) return undefined;
  const ending = ENDINGS[languageId];
  return ending === undefined ? undefined : `${UNTITLED}/${parsed.path.replace(/[^\w.-]/g, '_')}${ending}`;
}

const ENDINGS: Readonly<Record<string, string>> = {
  typescript: '.ts',
  typescriptreact: '.tsx',
  javascript: '.js',
  javascriptreact: '.jsx',
};

export class Documents {
  readonly #open = new Map<string, TextDocument>();

  /** Called with the path when a document was opened or changed, with undefined as text when it was closed. */
  onText: (path: string, text: string | undefined) => void = () => undefined;

  open(document: TextDocument): void {
    const path = pathOf(document.uri, document.languageId);
    if (path === undefined) return;
    this.#open.set(path, document);
    this.onText(path, document.getText());
  }

  close(uri: string): void {
    const path = this.pathOf(uri);
    if (path === undefined || !this.#open.delete(path)) return;
    this.onText(path, undefined);
  }

  /** Path of a document; see the function of that name. */
  pathOf(uri: string): string | undefined {
    for (const [path, document] of this.#open) if (document.uri === uri) return path;
    return pathOf(uri);
  }

  get(path: string): TextDocument | undefined {
    return this.#open.get(path);
  }

  paths(): readonly string[] {
    return [...this.#open.keys()];
  }

  all(): Iterable<readonly [string, TextDocument]> {
    return this.#open;
  }

  /** As the client spells it, where it has the file open. */
  uriOf(path: string): string {
    return this.#open.get(path)?.uri ?? URI.file(path).toString();
  }

  /** Is the module what the editor shows? A text with a syntax error has the module of before. */
  isShown({ path, text }: { readonly path: string; readonly text: string }): boolean {
    const document = this.#open.get(path);
    return !document || withoutMark(document.getText()) === text;
  }

  /** Where the place stands in what the editor shows; undefined when that part of the text was edited away. */
  rangeOf({ module, node }: Place): Range | undefined {
    return this.rangeAt(module, node.range[0], node.range[1]);
  }

  /** @param start offset in the module's text, as `end`, which is exclusive */
  rangeAt(module: { readonly path: string; readonly text: string }, start: number, end: number): Range | undefined {
    const document = this.#open.get(module.path) ?? textOf(module);
    const shown = document.getText();
    const mark = shown.length - withoutMark(shown).length;
    const [from, to] = [start, end].map((offset) => movedOffset(module.text, withoutMark(shown), offset));
    if (from === undefined || to === undefined || to < from) return undefined;
    return { start: document.positionAt(from + mark), end: document.positionAt(to + mark) };
  }
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

const texts = new WeakMap<object, TextDocument>();

function textOf(module: Pick<Module, 'path' | 'text'>): TextDocument {
  const known = texts.get(module) ?? TextDocument.create(URI.file(module.path).toString(), '', 0, module.text);
  texts.set(module, known);
  return known;
}

/** Where an offset of `before` stands in `after`, taking what is between their common ends for one edit. */
export function movedOffset(before: string, after: string, offset: number): number | undefined {
  if (before === after) return offset;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  if (offset <= head) return offset;
  return offset >= before.length - tail ? offset + after.length - before.length : undefined;
}
