/** The extension: starts the language server, and puts what it says into commands, a status item, a tree and a panel. */
import { commands as ids, trustedNotification } from 'idempotent-consumer-language-server/protocol';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { createClient } from './client.js';
import { explain } from './explain.js';
import { showHandlers } from './handlers-view.js';
import { restart } from './restart.js';
import { scan } from './scan.js';
import { showStatus } from './status.js';
import { TimelinePanel } from './timeline-panel.js';

let client: LanguageClient | undefined;

/** Called by the editor once a TypeScript or JavaScript file is opened, or one of our views or commands is used. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const started = createClient(context);
  client = started;
  const timeline = new TimelinePanel(context.extensionUri, started);
  const register = (id: string, run: (...args: never[]) => unknown) => vscode.commands.registerCommand(id, run);
  context.subscriptions.push(
    timeline,
    showStatus(started),
    ...showHandlers(started),
    register(ids.showTimeline, (argument?: unknown) => timeline.show(argument)),
    register(ids.explain, (argument?: unknown) => explain(context.extensionUri, argument)),
    register('idempotentConsumer.scan', () => scan(started)),
    register('idempotentConsumer.restart', () => restart(started)),
    register('idempotentConsumer.showOutput', () => {
      started.outputChannel.show();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.sendNotification(trustedNotification)),
  );
  await started.start();
}

/** Called by the editor when it closes or the extension is disabled. */
export async function deactivate(): Promise<void> {
  await client?.stop();
}
