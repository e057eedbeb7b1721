/** How packages, handlers and effects look in the tree: words, icons, what a click opens. */
import type {
  EffectNode,
  FaultNode,
  HandlerNode,
  PackageNode,
  Verdict,
} from 'idempotent-consumer-language-server/protocol';
import * as vscode from 'vscode';
import type { Location } from 'vscode-languageclient/node';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

export function packageItem(node: PackageNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.name, Expanded);
  item.iconPath = new vscode.ThemeIcon('package');
  item.tooltip = vscode.Uri.parse(node.uri).fsPath;
  return item;
}

export function handlerItem(handler: HandlerNode): vscode.TreeItem {
  const unsafe = unsafeIn(handler);
  const is = (verdict: Verdict): boolean => handler.effects.some((effect) => effect.verdict === verdict);
  const verdict: Verdict = unsafe > 0 ? 'unsafe' : is('unknown') ? 'unknown' : is('accepted') ? 'accepted' : 'safe';
  const hasChildren = handler.effects.length + handler.faults.length > 0;
  const name = handler.source === null ? handler.name : `${handler.name} “${handler.source}”`;
  const item = new vscode.TreeItem(name, hasChildren ? (unsafe > 0 ? Expanded : Collapsed) : None);
  const counted = unsafe > 0 ? vscode.l10n.t('{0} unsafe', unsafe) : describe(verdict);
  item.description = `${handler.library} · ${hasChildren ? counted : vscode.l10n.t('changes nothing')}`;
  item.iconPath = icon(verdict);
  item.tooltip = placeOf(handler.location);
  item.contextValue = 'handler';
  item.command = openCommand(handler.location);
  item.accessibilityInformation = { label: `${name}, ${item.description}` };
  return item;
}

export function effectItem(effect: EffectNode): vscode.TreeItem {
  const item = new vscode.TreeItem(effect.label, None);
  item.description = `${effect.store} · ${placeOf(effect.location).replace(/.*\//, '')}`;
  item.iconPath = icon(effect.verdict);
  const said = effect.verdict === 'accepted' ? `${describe('accepted')}\n${effect.why}` : effect.why;
  item.tooltip = `${said === '' ? describe(effect.verdict) : said}\n${placeOf(effect.location)}`;
  item.command = openCommand(effect.location);
  item.accessibilityInformation = { label: `${effect.label}, ${describe(effect.verdict)}, ${item.description}` };
  return item;
}

export function faultItem({ ruleId, message, location }: FaultNode): vscode.TreeItem {
  const item = new vscode.TreeItem(ruleId, None);
  item.description = placeOf(location).replace(/.*\//, '');
  item.iconPath = icon('unsafe');
  item.tooltip = `${message}\n${placeOf(location)}`;
  item.command = openCommand(location);
  item.accessibilityInformation = { label: `${message} ${item.description}` };
  return item;
}

export function isUnsafe({ verdict }: EffectNode): boolean {
  return verdict === 'unsafe';
}

/** How much of what the handler does is unsafe. */
export function unsafeIn({ effects, faults }: HandlerNode): number {
  return effects.filter(isUnsafe).length + faults.length;
}

function icon(verdict: Verdict): vscode.ThemeIcon {
  if (verdict === 'unsafe') return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  if (verdict === 'accepted') return new vscode.ThemeIcon('bell-slash', new vscode.ThemeColor('descriptionForeground'));
  if (verdict === 'safe') return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  return new vscode.ThemeIcon('question', new vscode.ThemeColor('descriptionForeground'));
}

function describe(verdict: Verdict): string {
  if (verdict === 'unsafe') return vscode.l10n.t('unsafe');
  if (verdict === 'accepted') return vscode.l10n.t('accepted: a comment or the configuration silences its finding');
  return verdict === 'safe' ? vscode.l10n.t('safe') : vscode.l10n.t('not known to be safe');
}

function placeOf({ uri, range }: Location): string {
  return `${vscode.workspace.asRelativePath(vscode.Uri.parse(uri))}:${String(range.start.line + 1)}`;
}

function openCommand({ uri, range: { start, end } }: Location): vscode.Command {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  return { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [vscode.Uri.parse(uri), { selection }] };
}
