/** The language server in a process of its own, as an editor talks to it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { endOf, startMeasured } from './measured.mjs';

/** The bundle, as users have it. */
const SERVER = fileURLToPath(new URL('../dist/server.mjs', import.meta.url));
const SERVER_CANCELLED = -32802;

export class ServerSession {
  static title = 'our server';
  #documents = new Map();

  static async start(root) {
    const session = new ServerSession();
    session.root = root;
    session.process = startMeasured(SERVER, ['--stdio'], root);
    const { stdout, stdin } = session.process.child;
    session.connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    session.connection.listen();
    await session.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(root).href, name: 'bench' }],
      capabilities: { textDocument: { diagnostic: {} }, workspace: { workspaceFolders: true } },
    });
    await session.connection.sendNotification('initialized', {});
    return session;
  }

  text(file) {
    return this.#documents.get(file).getText();
  }

  async open(file) {
    if (this.#documents.has(file)) return;
    const text = readFileSync(join(this.root, file), 'utf8');
    const document = TextDocument.create(pathToFileURL(join(this.root, file)).href, 'typescript', 1, text);
    this.#documents.set(file, document);
    const { uri, languageId, version } = document;
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version, text },
    });
  }

  async change(file, start, end, text) {
    const document = this.#documents.get(file);
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    const version = document.version + 1;
    TextDocument.update(document, [{ range, text }], version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version },
      contentChanges: [{ range, text }],
    });
  }

  async diagnostics(file) {
    const textDocument = { uri: this.#documents.get(file).uri };
    for (;;) {
      try {
        return (await this.connection.sendRequest('textDocument/diagnostic', { textDocument })).items;
      } catch (error) {
        if (error.code !== SERVER_CANCELLED) throw error;
      }
    }
  }

  /** The whole workspace is analysed. */
  async settled() {
    await this.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] });
  }

  /** @returns its peak memory in megabytes */
  async stop() {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    return endOf(this.process);
  }
}
