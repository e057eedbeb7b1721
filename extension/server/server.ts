/** The language server: wiring of one connection. */
import { type Connection, type InitializeResult, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { abilitiesOf, capabilitiesFor } from './abilities.js';
import { Documents } from './documents.js';
import { Service } from './service.js';

/** Serves one client until it goes. */
export function startServer(connection: Connection): void {
  const texts = new TextDocuments(TextDocument);
  const documents = new Documents();
  let service: Service | undefined;

  connection.onInitialize((params): InitializeResult => {
    const abilities = abilitiesOf(params);
    service = new Service(connection, documents, abilities, abilities.options.locale ?? params.locale);
    service.workspace.setFolders(params.workspaceFolders ?? []);
    service.listen();
    return { capabilities: capabilitiesFor(abilities), serverInfo: { name: 'idempotent-consumer' } };
  });
  connection.onInitialized(() => service?.started());
  connection.onShutdown(() => service?.stop());

  texts.onDidChangeContent(({ document }) => {
    documents.open(document);
  });
  texts.onDidClose(({ document }) => {
    documents.close(document.uri);
  });
  texts.onDidSave(() => service?.saved());
  texts.listen(connection);
  connection.listen();
}
