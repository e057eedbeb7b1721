/** The command that starts the language server anew. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** Ends the server's process and starts another; what is open is analysed again. */
export async function restart(client: LanguageClient): Promise<void> {
  await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t('Idempotent Consumer: starting the server again …'),
    },
    () => client.restart(),
  );
}
