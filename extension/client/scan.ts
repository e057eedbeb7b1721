/** The command that analyses the whole workspace. */
import { type HandlerTree, scanRequest } from 'idempotent-consumer-language-server/protocol';
import * as vscode from 'vscode';
import { type LanguageClient, LSPErrorCodes, ResponseError, WorkDoneProgress } from 'vscode-languageclient/node';
import { unsafeIn } from './handler-items.js';

let scans = 0;

/** Shows progress that can be cancelled, then what was found, in one sentence. */
export async function scan(client: LanguageClient): Promise<void> {
  const tree = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Looking for message handlers'),
      cancellable: true,
    },
    (progress, cancellation) => requestScan(client, progress, cancellation),
  );
  if (tree === undefined) return;
  await vscode.commands.executeCommand('idempotentConsumer.handlers.focus');
  const handlers = tree.packages.flatMap((node) => node.handlers);
  const unsafe = handlers.filter((handler) => unsafeIn(handler) > 0).length;
  const showProblems = vscode.l10n.t('Show Problems');
  const said =
    handlers.length === 0
      ? vscode.l10n.t('No message handler was found in this workspace.')
      : vscode.l10n.t('Message handlers: {0}, of them unsafe: {1}.', handlers.length, unsafe);
  const answer = await vscode.window.showInformationMessage(said, ...(unsafe > 0 ? [showProblems] : []));
  if (answer === showProblems) await vscode.commands.executeCommand('workbench.actions.view.problems');
}

/** The tree, or undefined when the user cancelled. */
async function requestScan(
  client: LanguageClient,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  cancellation: vscode.CancellationToken,
): Promise<HandlerTree | undefined> {
  const workDoneToken = `idempotentConsumer/scan/${String(++scans)}`;
  let percentage = 0;
  const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (step) => {
    if (step.kind === 'end') return;
    const increment = Math.max(0, (step.percentage ?? percentage) - percentage);
    percentage += increment;
    progress.report({ increment, ...(step.message !== undefined && { message: step.message }) });
  });
  try {
    return await client.sendRequest(scanRequest, { workDoneToken }, cancellation);
  } catch (error) {
    if (isCancelled(error)) return undefined;
    throw error;
  } finally {
    listener.dispose();
  }
}

function isCancelled(error: unknown): boolean {
  if (error instanceof vscode.CancellationError) return true;
  const codes: readonly number[] = [LSPErrorCodes.RequestCancelled, LSPErrorCodes.ServerCancelled];
  return error instanceof ResponseError && codes.includes(error.code);
}
