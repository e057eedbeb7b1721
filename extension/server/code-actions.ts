/** What can be done about a finding: its repairs, the same for the whole file, silence with a reason, an explanation. */
import { docsUrl } from 'eslint-plugin-idempotent-consumer/editor';
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
} from 'vscode-languageserver';
import { type DiagnosticData, type Diagnostics, SOURCE } from './diagnostics.js';
import { disabling } from './disabling.js';
import type { Documents } from './documents.js';
import { type EditAbilities, workspaceEdit } from './edits.js';
import { commands } from './protocol.js';
import type { Report, Reports } from './reports.js';
import { isObject } from './settings.js';
import type { Texts } from './texts.js';

export class CodeActions {
  constructor(
    readonly documents: Documents,
    private readonly reports: Reports,
    private readonly diagnostics: Diagnostics,
    private readonly can: EditAbilities,
    private readonly texts: Texts,
  ) {}

  async at({ textDocument, range, context }: CodeActionParams): Promise<CodeAction[]> {
    const path = this.documents.pathOf(textDocument.uri);
    const document = path === undefined ? undefined : this.documents.get(path);
    if (path === undefined || !document) return [];
    if (
      context.only &&
      !context.only.some((kind) => kind === CodeActionKind.Empty || isWithinKind(CodeActionKind.QuickFix, kind))
    )
      return [];
    const { version } = document;
    const given = context.diagnostics.filter((d) => d.source === SOURCE);
    const current = await this.reports.of(path);
    // Somebody went on typing: what would be offered is stale.
    if (this.documents.get(path)?.version !== version) return [];
    const own = this.diagnostics.of(current).filter((d) => overlap(d.range, range));
    const meant = own.filter((d) => given.length === 0 || given.some((g) => isSame(g, d)));
    return [
      ...meant.flatMap((d) => this.#repairs(d)),
      ...rulesOf(meant).flatMap((rule) => this.#repairAll(rule, current)),
      ...meant.flatMap((d) => this.#silence(d, path)),
      ...meant.map((d) => this.#explanation(d)),
    ];
  }

  #repairs(diagnostic: Diagnostic): CodeAction[] {
    const fixes = dataOf(diagnostic)?.fixes ?? [];
    return fixes.map(({ title, edit }, i) => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      isPreferred: i === 0 && fixes.length === 1,
      edit,
    }));
  }

  /** One kind of repair for every finding of a rule, where none touches what another does. */
  #repairAll(rule: string, reports: readonly Report[]): CodeAction[] {
    const same = reports.filter(({ finding }) => finding.ruleId === rule);
    const kinds = new Map(same.flatMap(({ finding }) => finding.fixes.map((fix) => [fix.kind, fix.title] as const)));
    return [...kinds].flatMap(([kind, title]): CodeAction[] => {
      const fixes = same.flatMap(({ finding }) => finding.fixes.filter((fix) => fix.kind === kind).slice(0, 1));
      const edits = fixes.length > 1 ? together(fixes.map((fix) => fix.edits)) : undefined;
      const edit = edits && workspaceEdit(edits, this.documents, this.can, this.texts);
      if (!edit) return [];
      return [
        {
          title: this.texts('action.all', { rule, title: this.texts.phrase(title) }),
          kind: CodeActionKind.QuickFix,
          edit,
        },
      ];
    });
  }

  #silence(diagnostic: Diagnostic, path: string): CodeAction[] {
    const document = this.documents.get(path);
    const rule = dataOf(diagnostic)?.ruleId;
    const change =
      document && rule !== undefined
        ? disabling(path, document, diagnostic.range.start.line, rule, this.texts)
        : undefined;
    if (!document || !change || rule === undefined) return [];
    const { uri, version } = document;
    return [
      {
        title: this.texts('action.disable', { rule }),
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        edit: this.can.documentChanges
          ? { documentChanges: [{ textDocument: { uri, version }, edits: [change] }] }
          : { changes: { [uri]: [change] } },
      },
    ];
  }

  #explanation(diagnostic: Diagnostic): CodeAction {
    const ruleId = dataOf(diagnostic)?.ruleId ?? '';
    const title = this.texts('action.explain');
    const argument = { ruleId, page: docsUrl(ruleId), message: diagnostic.message };
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      command: { title, command: commands.explain, arguments: [argument] },
    };
  }
}

type Edits = Report['finding']['fixes'][number]['edits'];

/** All edits, those that several repairs share (an import) once; undefined where two touch each other. */
function together(lists: readonly Edits[]): Edits | undefined {
  const found = new Map<string, Edits[number]>();
  for (const edit of lists.flat())
    found.set(`${edit.file.path} ${String(edit.start)} ${String(edit.end)} ${edit.text}`, edit);
  const edits = [...found.values()];
  const touch = edits.some((a, i) =>
    edits
      .slice(i + 1)
      .some((b) => a.file.path === b.file.path && a.start <= b.end && b.start <= a.end && !isOfOne(a, b, lists)),
  );
  return touch ? undefined : edits;
}

function isOfOne(a: Edits[number], b: Edits[number], lists: readonly Edits[]): boolean {
  return lists.some((edits) => edits.includes(a) && edits.includes(b));
}

function rulesOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  return [...new Set(diagnostics.map((d) => String(d.code)))];
}

function isSame(given: Diagnostic, own: Diagnostic): boolean {
  return given.code === own.code && overlap(given.range, own.range);
}

function dataOf(diagnostic: Diagnostic): DiagnosticData | undefined {
  const data: unknown = diagnostic.data;
  return isObject(data) ? (data as unknown as DiagnosticData) : undefined;
}

function isWithinKind(kind: string, asked: string): boolean {
  return kind === asked || kind.startsWith(`${asked}.`);
}

function overlap(a: Range, b: Range): boolean {
  const isBefore = (x: Range['start'], y: Range['start']): boolean =>
    x.line < y.line || (x.line === y.line && x.character <= y.character);
  return isBefore(a.start, b.end) && isBefore(b.start, a.end);
}
