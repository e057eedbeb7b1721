/** Diagnostics for clients that ask for them. */
import { createHash } from 'node:crypto';
import {
  type CancellationToken,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { Background } from './background.js';
import type { Diagnostics } from './diagnostics.js';
import type { Documents } from './documents.js';
import type { Reports } from './reports.js';

export class Pulling {
  readonly #waiting = new Set<() => void>();

  constructor(
    readonly documents: Documents,
    private readonly reports: Reports,
    private readonly diagnostics: Diagnostics,
    private readonly background: Background,
  ) {}

  async document(
    { textDocument, previousResultId }: DocumentDiagnosticParams,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    const path = this.documents.pathOf(textDocument.uri);
    if (path === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    const version = this.documents.get(path)?.version;
    const items = this.diagnostics.of(await this.reports.of(path));
    if (token.isCancellationRequested || this.documents.get(path)?.version !== version) throw again();
    const resultId = idOf(items);
    return resultId === previousResultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  /** Answers once everything is known; a client that has all of it already is answered when there is something new. */
  async workspace(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: CancellationToken,
  ): Promise<WorkspaceDiagnosticReport> {
    const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    for (;;) {
      await this.background.finish();
      const items = await this.#news(previous);
      if (items.length > 0 || previous.size === 0 || token.isCancellationRequested) return { items };
      await this.#change(token);
    }
  }

  /** Something may be new. */
  changed(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  #change(token: CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add(resolve);
      token.onCancellationRequested(() => {
        resolve();
      });
    });
  }

  async #news(previous: ReadonlyMap<string, string>): Promise<WorkspaceDocumentDiagnosticReport[]> {
    const found = new Map<string, WorkspaceDocumentDiagnosticReport>();
    for (const [path, reports] of await this.reports.all()) {
      const items = this.diagnostics.of(reports);
      const uri = this.documents.uriOf(path);
      const version = this.documents.get(path)?.version ?? null;
      found.set(uri, { kind: DocumentDiagnosticReportKind.Full, uri, version, resultId: idOf(items), items });
    }
    for (const uri of previous.keys()) {
      if (found.has(uri)) continue;
      found.set(uri, { kind: DocumentDiagnosticReportKind.Full, uri, version: null, resultId: idOf([]), items: [] });
    }
    return [...found.values()].filter((report) => report.resultId !== previous.get(report.uri));
  }
}

function idOf(items: readonly Diagnostic[]): string {
  return createHash('sha1').update(JSON.stringify(items)).digest('base64');
}

/** The text is another by now. */
function again(): ResponseError<{ retriggerRequest: boolean }> {
  return new ResponseError(LSPErrorCodes.ServerCancelled, 'The document was changed.', { retriggerRequest: true });
}
