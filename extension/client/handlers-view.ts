/** The tree view “Message Handlers”: packages, their handlers, and what these write and send. */
import {
  type EffectNode,
  type FaultNode,
  type HandlerNode,
  handlersChangedNotification,
  handlersRequest,
  type HandlerTree,
  type PackageNode,
} from 'idempotent-consumer-language-server/protocol';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { effectItem, faultItem, handlerItem, isUnsafe, packageItem, unsafeIn } from './handler-items.js';

/** `id` is the same for the same thing in every state of the tree: by it the view knows what it has drawn. */
export type Node = { readonly id: string } & (
  | { readonly type: 'package'; readonly value: PackageNode }
  | { readonly type: 'handler'; readonly value: HandlerNode }
  | { readonly type: 'effect'; readonly value: EffectNode }
  | { readonly type: 'fault'; readonly value: FaultNode }
);

/** The view, its commands, and what keeps it up to date. */
export function showHandlers(client: LanguageClient): { dispose(): unknown }[] {
  const handlers = new Handlers(client);
  const view = vscode.window.createTreeView('idempotentConsumer.handlers', {
    treeDataProvider: handlers,
    showCollapseAll: true,
  });
  const listener = handlers.onDidChangeTreeData(() => {
    const unsafe = handlers.unsafe;
    view.badge = unsafe > 0 ? { value: unsafe, tooltip: vscode.l10n.t('{0} unsafe', unsafe) } : undefined;
  });
  const filter = (unsafeOnly: boolean) => async () => {
    await vscode.commands.executeCommand('setContext', 'idempotentConsumer.unsafeOnly', unsafeOnly);
    handlers.filter(unsafeOnly);
  };
  return [
    view,
    listener,
    handlers,
    vscode.commands.registerCommand('idempotentConsumer.refreshHandlers', () => handlers.refresh()),
    vscode.commands.registerCommand('idempotentConsumer.showUnsafeOnly', filter(true)),
    vscode.commands.registerCommand('idempotentConsumer.showAll', filter(false)),
    client.onNotification(handlersChangedNotification, () => void handlers.refresh()),
  ];
}

class Handlers implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #client: LanguageClient;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #tree: HandlerTree = { packages: [] };
  #unsafeOnly = false;

  constructor(client: LanguageClient) {
    this.#client = client;
  }

  /** Effects that have a finding, and findings that speak of no effect. */
  get unsafe(): number {
    return this.#tree.packages.flatMap((node) => node.handlers).reduce((sum, handler) => sum + unsafeIn(handler), 0);
  }

  /** Asks the server for the tree as it is now. */
  async refresh(): Promise<void> {
    if (!this.#client.isRunning()) return;
    const tree = await this.#client.sendRequest(handlersRequest);
    // Drawing the same again, while it is being drawn, mixes up what stands below what.
    if (JSON.stringify(tree) === JSON.stringify(this.#tree)) return;
    this.#tree = tree;
    this.#changed.fire(undefined);
  }

  filter(unsafeOnly: boolean): void {
    this.#unsafeOnly = unsafeOnly;
    this.#changed.fire(undefined);
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined) {
      const packages = this.#tree.packages.filter(({ handlers }) => handlers.some((handler) => this.#isShown(handler)));
      return packages.map((value) => ({ type: 'package', value, id: value.uri }));
    }
    const below = (...parts: readonly (string | number)[]): string => [node.id, ...parts].join(' ');
    if (node.type === 'package') {
      const shown = node.value.handlers.filter((handler) => this.#isShown(handler));
      return shown.map((value) => {
        const { uri, range } = value.location;
        const id = below(uri, range.start.line, range.start.character, value.library);
        return { type: 'handler', value, id };
      });
    }
    if (node.type === 'handler') {
      const { faults, effects } = node.value;
      const shown = effects.filter((effect) => !this.#unsafeOnly || isUnsafe(effect));
      return [
        ...faults.map((value, i): Node => ({ type: 'fault', value, id: below('fault', i) })),
        ...shown.map((value): Node => ({ type: 'effect', value, id: below('effect', effects.indexOf(value)) })),
      ];
    }
    return [];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = itemOf(node);
    item.id = node.id;
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #isShown(handler: HandlerNode): boolean {
    return !this.#unsafeOnly || unsafeIn(handler) > 0;
  }
}

function itemOf(node: Node): vscode.TreeItem {
  if (node.type === 'package') return packageItem(node.value);
  if (node.type === 'handler') return handlerItem(node.value);
  return node.type === 'fault' ? faultItem(node.value) : effectItem(node.value);
}
