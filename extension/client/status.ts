/** The status item: what the server does, and how many unsafe effects it knows of. */
import { type Status, statusNotification } from 'idempotent-consumer-language-server/protocol';
import * as vscode from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';

/** Shows the item until it is disposed of. A click leads to the findings, or to the output where the server does not run. */
export function showStatus(client: LanguageClient): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('idempotentConsumer.status', vscode.StatusBarAlignment.Left, 0);
  item.name = 'Idempotent Consumer';
  show(item, { state: 'analysing', unsafe: 0, problems: 0 });
  item.show();
  return vscode.Disposable.from(
    item,
    client.onNotification(statusNotification, (status) => {
      show(item, status);
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) showStopped(item);
    }),
  );
}

function show(item: vscode.StatusBarItem, { state, unsafe, problems }: Status): void {
  const icon = state === 'analysing' ? '$(sync~spin)' : unsafe > 0 ? '$(warning)' : '$(check)';
  const text = unsafe > 0 ? vscode.l10n.t('{0} unsafe', unsafe) : vscode.l10n.t('Redelivery');
  item.text = `${icon} ${text}`;
  item.tooltip = [
    state === 'analysing' ? vscode.l10n.t('Message handlers are being analysed.') : describe(unsafe),
    ...(problems > 0 ? [vscode.l10n.t('Files that could not be analysed: {0}', problems)] : []),
  ].join('\n');
  item.accessibilityInformation = { label: item.tooltip };
  item.command = unsafe > 0 ? 'workbench.actions.view.problems' : 'idempotentConsumer.handlers.focus';
  item.backgroundColor = undefined;
}

function describe(unsafe: number): string {
  return unsafe > 0
    ? vscode.l10n.t('Effects that a redelivered message repeats or loses: {0}', unsafe)
    : vscode.l10n.t('No unsafe effect is known in the files analysed so far.');
}

function showStopped(item: vscode.StatusBarItem): void {
  item.text = `$(error) ${vscode.l10n.t('Redelivery')}`;
  item.tooltip = vscode.l10n.t('The language server does not run.');
  item.accessibilityInformation = { label: item.tooltip };
  item.command = 'idempotentConsumer.showOutput';
  item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground');
}
