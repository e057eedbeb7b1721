/** The panel with the timeline of one handler, kept up to date while the code is edited. */
import { randomBytes } from 'node:crypto';
import type { PicturePlace } from 'eslint-plugin-idempotent-consumer/picture';
import {
  handlersChangedNotification,
  type HandlerNode,
  type TimelineParams,
  type TimelinePicture,
  timelineRequest,
} from 'idempotent-consumer-language-server/protocol';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { FromView, ToView } from './timeline/messages.js';

export class TimelinePanel implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #client: LanguageClient;
  readonly #listener: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #place: TimelineParams | undefined;
  #shown: TimelinePicture | null = null;

  constructor(extension: vscode.Uri, client: LanguageClient) {
    this.#extension = extension;
    this.#client = client;
    this.#listener = client.onNotification(handlersChangedNotification, () => void this.#update());
  }

  /**
   * Shows a handler beside the code.
   * @param argument Its place ({@link TimelineParams}, from a code lens) or its node in the tree; else the cursor's place counts.
   */
  async show(argument: unknown): Promise<void> {
    const place = readPlace(argument) ?? placeOfCursor();
    const shown = place && (await this.#request(place));
    if (place === undefined || shown === null || shown === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Put the cursor into a message handler first.'));
      return;
    }
    this.#place = place;
    this.#shown = shown;
    this.#panel ??= this.#open();
    this.#panel.title = vscode.l10n.t('Timeline: {0}', shown.picture.handler.name);
    this.#panel.reveal(undefined, true);
    await this.#send();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#panel?.dispose();
  }

  async #update(): Promise<void> {
    if (this.#panel === undefined || this.#place === undefined || !this.#client.isRunning()) return;
    this.#shown = (await this.#request(this.#place)) ?? this.#shown;
    await this.#send();
  }

  #request(place: TimelineParams): Promise<TimelinePicture | null> {
    return this.#client.sendRequest(timelineRequest, place);
  }

  async #send(): Promise<void> {
    if (this.#shown === null) return;
    const message: ToView = { type: 'show', picture: this.#shown.picture, language: vscode.env.language };
    await this.#panel?.webview.postMessage(message);
  }

  #open(): vscode.WebviewPanel {
    const dist = vscode.Uri.joinPath(this.#extension, 'dist');
    const panel = vscode.window.createWebviewPanel(
      'idempotentConsumer.timeline',
      vscode.l10n.t('Timeline'),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [dist], retainContextWhenHidden: true },
    );
    panel.iconPath = vscode.Uri.joinPath(this.#extension, 'images', 'icon.png');
    panel.webview.html = page(panel.webview, dist);
    panel.webview.onDidReceiveMessage(async (message: FromView) => {
      if (message.type === 'ready') await this.#send();
      else await this.#openPlace(message.place);
    });
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    return panel;
  }

  async #openPlace({ file, line, column, endLine, endColumn }: PicturePlace): Promise<void> {
    if (this.#shown === null) return;
    const uri = vscode.Uri.joinPath(vscode.Uri.parse(this.#shown.root), file);
    const selection = new vscode.Range(line - 1, column - 1, endLine - 1, endColumn - 1);
    const codeColumn = vscode.window.visibleTextEditors[0]?.viewColumn ?? vscode.ViewColumn.One;
    await vscode.window.showTextDocument(uri, { selection, viewColumn: codeColumn });
  }
}

function readPlace(argument: unknown): TimelineParams | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('position' in argument && 'uri' in argument) return argument as TimelineParams;
  if (!('type' in argument) || argument.type !== 'handler' || !('value' in argument)) return undefined;
  const { uri, range } = (argument.value as HandlerNode).location;
  return { uri, position: range.start };
}

function placeOfCursor(): TimelineParams | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

/** The empty page: its own script and style, no other content from anywhere. */
function page(webview: vscode.Webview, dist: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const source = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="${vscode.env.language}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${source('timeline.css')}">
  </head>
  <body>
    <script nonce="${nonce}" src="${source('timeline.js')}"></script>
  </body>
</html>`;
}
