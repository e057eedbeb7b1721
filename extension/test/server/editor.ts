/** An editor with a user in front: opens, types, looks at what is shown, takes actions. Talks to a server of its own over streams. */
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import {
  type ApplyWorkspaceEditParams,
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  type Diagnostic,
  type DocumentDiagnosticReport,
  FileChangeType,
  type Hover,
  type InitializeResult,
  type InlayHint,
  type PublishDiagnosticsParams,
  type ProtocolConnection,
  type Range,
  type TextDocumentContentChangeEvent,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { createProtocolConnection } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { InitializationOptions } from '../../server/protocol.js';
import { startServer } from '../../server/server.js';

export interface EditorOptions {
  /** Asks for diagnostics itself; else they are pushed. Default true. */
  readonly pulls?: boolean;
  /** Folders below the workspace's root; default the root alone. */
  readonly folders?: readonly string[];
  readonly options?: InitializationOptions;
  readonly settings?: Record<string, unknown>;
  readonly locale?: string;
  readonly capabilities?: ClientCapabilities;
  /** So long it takes the editor to tell its settings (ms); default no time. */
  readonly thinking?: number;
}

/** A folder with these files, gone after the test. Real path, forward slashes. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'idempotent-consumer-server-'));
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  for (const [path, text] of Object.entries(files)) writeBelow(root, path, text);
  return root.replaceAll('\\', '/');
}

function writeBelow(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

export class Editor {
  readonly #open = new Map<string, TextDocument>();
  readonly #pushed = new Map<string, PublishDiagnosticsParams>();
  readonly #settings: Record<string, unknown>;
  /** What the server wrote into its log. */
  readonly log: string[] = [];
  /** Notifications of the server's own kinds, by method. */
  readonly heard: { readonly method: string; readonly params: unknown }[] = [];
  initialized!: InitializeResult;

  private constructor(
    readonly root: string,
    readonly connection: ProtocolConnection,
    private readonly options: EditorOptions,
  ) {
    this.#settings = { ...options.settings };
  }

  /** Opens the folder in a new editor. */
  static async start(root: string, options: EditorOptions = {}): Promise<Editor> {
    const [toServer, toClient] = [new PassThrough(), new PassThrough()];
    startServer(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)));
    const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    const editor = new Editor(root, connection, options);
    editor.#listen();
    await editor.#initialize();
    return editor;
  }

  #listen(): void {
    const { connection } = this;
    connection.onRequest('workspace/configuration', async ({ items }: { items: unknown[] }) => {
      if (this.options.thinking !== undefined) await new Promise((done) => setTimeout(done, this.options.thinking));
      return items.map(() => this.#settings);
    });
    for (const method of [
      'client/registerCapability',
      'workspace/diagnostic/refresh',
      'workspace/codeLens/refresh',
      'workspace/inlayHint/refresh',
      'window/workDoneProgress/create',
    ])
      connection.onRequest(method, (params: unknown) => {
        this.heard.push({ method, params });
        return null;
      });
    connection.onRequest('window/showDocument', (params: unknown) => {
      this.heard.push({ method: 'window/showDocument', params });
      return { success: true };
    });
    connection.onRequest('workspace/workspaceFolders', () => this.#folders());
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.log.push(message);
    });
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.#pushed.set(params.uri, params);
    });
    for (const method of ['idempotentConsumer/status', 'idempotentConsumer/handlersChanged'])
      connection.onNotification(method, (params: unknown) => {
        this.heard.push({ method, params });
      });
    connection.listen();
  }

  #folders() {
    return (this.options.folders ?? ['']).map((folder) => ({ uri: this.uri(folder), name: folder }));
  }

  async #initialize(): Promise<void> {
    const { pulls = true, options = {}, locale, capabilities } = this.options;
    const own: ClientCapabilities = {
      textDocument: pulls ? { diagnostic: { dynamicRegistration: false } } : {},
      workspace: {
        configuration: this.options.settings !== undefined,
        workspaceFolders: true,
        didChangeWatchedFiles: { dynamicRegistration: pulls },
        workspaceEdit: { documentChanges: true, resourceOperations: ['create'], changeAnnotationSupport: {} },
        ...(pulls
          ? {
              diagnostics: { refreshSupport: true },
              codeLens: { refreshSupport: true },
              inlayHint: { refreshSupport: true },
            }
          : {}),
      },
      ...capabilities,
    };
    this.initialized = await this.connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      capabilities: own,
      workspaceFolders: this.#folders(),
      initializationOptions: { commands: true, ...options },
      ...(locale === undefined ? {} : { locale }),
    });
    await this.connection.sendNotification('initialized', {});
  }

  uri(path: string): string {
    return /^[a-z]+:/i.test(path) ? path : URI.file(join(this.root, path)).toString();
  }

  text(path: string): string {
    return this.document(path).getText();
  }

  document(path: string): TextDocument {
    const document = this.#open.get(path);
    if (!document) throw new Error(`${path} is not open`);
    return document;
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  openFiles(): string[] {
    return [...this.#open.keys()];
  }

  /** @param text else what the disk holds */
  async open(
    path: string,
    text = readFileSync(join(this.root, path), 'utf8'),
    languageId = 'typescript',
  ): Promise<void> {
    const document = TextDocument.create(this.uri(path), languageId, 1, text);
    this.#open.set(path, document);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: document.uri, languageId, version: 1, text },
    });
  }

  /** Types `text` in place of the first `old`. */
  async type(path: string, old: string, text: string): Promise<void> {
    await this.change(path, [{ range: this.rangeOf(path, old), text }]);
  }

  async change(path: string, contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const document = this.document(path);
    const version = document.version + 1;
    TextDocument.update(document, contentChanges, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version },
      contentChanges,
    });
  }

  async save(path: string): Promise<void> {
    writeBelow(this.root, path, this.text(path));
    await this.connection.sendNotification('textDocument/didSave', { textDocument: { uri: this.uri(path) } });
    await this.#watched(path, FileChangeType.Changed);
  }

  async close(path: string): Promise<void> {
    this.#open.delete(path);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(path) } });
  }

  /** Something outside the editor writes the file. */
  async write(path: string, text: string): Promise<void> {
    writeBelow(this.root, path, text);
    await this.#watched(path, FileChangeType.Changed);
  }

  async remove(path: string): Promise<void> {
    rmSync(join(this.root, path), { recursive: true, force: true });
    await this.#watched(path, FileChangeType.Deleted);
  }

  async rename(from: string, to: string): Promise<void> {
    mkdirSync(dirname(join(this.root, to)), { recursive: true });
    renameSync(join(this.root, from), join(this.root, to));
    await this.#watched(from, FileChangeType.Deleted);
    await this.#watched(to, FileChangeType.Created);
  }

  async #watched(path: string, type: FileChangeType): Promise<void> {
    if (this.options.pulls === false) return;
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: this.uri(path), type }],
    });
  }

  async set(settings: Record<string, unknown>): Promise<void> {
    Object.assign(this.#settings, settings);
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  }

  /** Where the first `text` stands in an open document. */
  rangeOf(path: string, text: string): Range {
    const document = this.document(path);
    const start = document.getText().indexOf(text);
    if (start < 0) throw new Error(`${path} does not hold ${text}`);
    return { start: document.positionAt(start), end: document.positionAt(start + text.length) };
  }

  /** What is shown in the file, asked for. */
  async diagnostics(path: string): Promise<Diagnostic[]> {
    const params = { textDocument: { uri: this.uri(path) } };
    const report: DocumentDiagnosticReport = await this.connection.sendRequest('textDocument/diagnostic', params);
    return report.kind === 'full' ? report.items : [];
  }

  /** `line rule` of what is shown in the file, 1-based, sorted. */
  async found(path: string): Promise<string[]> {
    return spelt(await this.diagnostics(path));
  }

  /** What the server sent of the file by itself, once it is as `until` wants it. */
  async pushed(path: string, until: (found: string[]) => boolean): Promise<Diagnostic[]> {
    for (let waited = 0; waited < 20_000; waited += 10) {
      const diagnostics = this.#pushed.get(this.uri(path))?.diagnostics;
      if (diagnostics && until(spelt(diagnostics))) return diagnostics;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`pushed at last: ${JSON.stringify(this.#pushed.get(this.uri(path)))}`);
  }

  /** Of every file of the workspace, by path from the root, once everything is known. */
  async workspaceFound(): Promise<Record<string, string[]>> {
    const report: WorkspaceDiagnosticReport = await this.connection.sendRequest('workspace/diagnostic', {
      previousResultIds: [],
    });
    const found = report.items.flatMap((item) =>
      item.kind === 'full' && item.items.length > 0
        ? [[URI.parse(item.uri).path.slice(this.root.length + 1), spelt(item.items)] as const]
        : [],
    );
    return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  async lenses(path: string): Promise<CodeLens[]> {
    return this.connection.sendRequest('textDocument/codeLens', { textDocument: { uri: this.uri(path) } });
  }

  /** What a hover over the first `text` shows. */
  async hover(path: string, text: string): Promise<string | undefined> {
    const position = this.rangeOf(path, text).start;
    const hover: Hover | null = await this.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: this.uri(path) },
      position,
    });
    return hover ? (hover.contents as { value: string }).value : undefined;
  }

  async hints(path: string): Promise<InlayHint[]> {
    const range = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
    return this.connection.sendRequest('textDocument/inlayHint', { textDocument: { uri: this.uri(path) }, range });
  }

  /** What the light bulb offers on the first `text`. */
  async actions(path: string, text: string): Promise<CodeAction[]> {
    const range = this.rangeOf(path, text);
    const diagnostics = (await this.diagnostics(path)).filter(({ range: r }) => r.start.line === range.start.line);
    return this.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: this.uri(path) },
      range,
      context: { diagnostics },
    });
  }

  /** Makes an action's edit as editors do: refused where a version is another by now. */
  async apply({ edit }: { readonly edit?: WorkspaceEdit }): Promise<void> {
    await this.applyEdit({ edit: edit ?? {} });
  }

  async applyEdit({ edit }: ApplyWorkspaceEditParams): Promise<void> {
    for (const change of edit.documentChanges ?? []) {
      if (!('textDocument' in change)) {
        if (change.kind === 'create') await this.write(this.#pathOf(change.uri), '');
        continue;
      }
      const { uri, version } = change.textDocument;
      const path = this.#pathOf(uri);
      if (!this.#open.has(path)) await this.open(path);
      const document = this.document(path);
      if (version !== null && version !== document.version)
        throw new Error(`${path} is at ${String(document.version)}`);
      const edits = change.edits.flatMap((e) => ('newText' in e ? [e] : []));
      const text = TextDocument.applyEdits(document, edits);
      await this.change(path, [{ text }]);
    }
  }

  #pathOf(uri: string): string {
    for (const [path, document] of this.#open) if (document.uri === uri) return path;
    return URI.parse(uri).path.slice(this.root.length + 1);
  }

  async request<T>(method: string, params?: unknown): Promise<T> {
    return params === undefined ? this.connection.sendRequest(method) : this.connection.sendRequest(method, params);
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.end();
  }
}

/** `12 no-bare-insert`, 1-based, in order. */
export function spelt(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .map(({ range, code }) => ({ line: range.start.line + 1, code: String(code) }))
    .sort((a, b) => a.line - b.line || (a.code < b.code ? -1 : 1))
    .map(({ line, code }) => `${String(line)} ${code}`);
}
