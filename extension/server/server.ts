/** The language server: capabilities and wiring. */
import { type Connection, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver';

/** Serves one client until it goes. */
export function startServer(connection: Connection): void {
  connection.onInitialize((): InitializeResult => ({
    capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental },
  }));
  connection.listen();
}
