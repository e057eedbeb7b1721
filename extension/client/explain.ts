/** The command that shows the page of a rule: what goes wrong, and how to make it safe. */
import type { ExplainArguments } from 'idempotent-consumer-language-server/protocol';
import * as vscode from 'vscode';

/** Opens the page that came with the extension; without an argument, that of the finding at the cursor. */
export async function explain(extension: vscode.Uri, argument: unknown): Promise<void> {
  const ruleId = (argument as ExplainArguments | undefined)?.ruleId ?? findRuleAtCursor();
  if (ruleId === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Put the cursor on an underlined call first.'));
    return;
  }
  const page = vscode.Uri.joinPath(extension, 'dist', 'rules', `${ruleId}.md`);
  await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
}

function findRuleAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const finding = vscode.languages
    .getDiagnostics(editor.document.uri)
    .find(({ code, range }) => codeDescription(code) !== undefined && range.contains(editor.selection.active));
  return codeDescription(finding?.code);
}

/** The rule's id, of our diagnostics and of those that the ESLint extension shows for our rules. */
function codeDescription(code: vscode.Diagnostic['code']): string | undefined {
  const value = typeof code === 'object' ? code.value : code;
  return typeof value === 'string'
    ? /^(?:idempotent-consumer\/)?((?:no|require)-[a-z-]+)$/.exec(value)?.[1]
    : undefined;
}
