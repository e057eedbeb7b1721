/** A finding as a diagnostic: the way to what it speaks of as related information, the repairs in its data. */
import { docsUrl } from 'eslint-plugin-idempotent-consumer/editor';
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Documents } from './documents.js';
import { type EditAbilities, workspaceEdit } from './edits.js';
import type { Level, Report } from './reports.js';
import type { Texts } from './texts.js';

export const SOURCE = 'idempotent-consumer';

/** What rides in a diagnostic's `data`: with it, a repair needs no memory of the server. */
export interface DiagnosticData {
  readonly ruleId: string;
  /** Of the document when the repairs were made; null when it was not open. */
  readonly version: number | null;
  readonly fixes: readonly DataFix[];
}

export interface DataFix {
  readonly kind: string;
  readonly title: string;
  readonly edit: WorkspaceEdit;
}

const SEVERITIES: Readonly<Record<Level, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

export class Diagnostics {
  constructor(
    readonly documents: Documents,
    private readonly can: EditAbilities,
    private readonly texts: Texts,
  ) {}

  of(reports: readonly Report[]): Diagnostic[] {
    return reports.flatMap((report) => this.#diagnostic(report) ?? []);
  }

  #diagnostic({ finding, level }: Report): Diagnostic | undefined {
    const { place, ruleId } = finding;
    const range = this.documents.rangeOf(place);
    if (!range) return undefined;
    return {
      range,
      severity: SEVERITIES[level],
      source: SOURCE,
      code: ruleId,
      codeDescription: { href: docsUrl(ruleId) },
      message: this.texts.finding(finding),
      relatedInformation: this.#related(finding),
      data: this.#data(finding),
    };
  }

  #data({ place, ruleId, fixes }: Report['finding']): DiagnosticData {
    return {
      ruleId,
      version: this.documents.get(place.module.path)?.version ?? null,
      fixes: fixes.flatMap(({ kind, title, edits }) => {
        const edit = workspaceEdit(edits, this.documents, this.can, this.texts);
        return edit ? [{ kind, title: this.texts.phrase(title), edit }] : [];
      }),
    };
  }

  /** The calls from the handler on, what they lead to, and what else the fault makes unsafe. */
  #related({ trace, effect, place, also, declared }: Report['finding']): DiagnosticRelatedInformation[] {
    const steps = trace.map((frame) => ({ place: frame, message: this.texts('path.step', { text: frame.text }) }));
    const isElsewhere = effect.node !== place.node || effect.module !== place.module;
    const end = isElsewhere ? [{ place: effect, message: this.texts('path.effect', { what: firstLine(effect) }) }] : [];
    const others = also.map((other) => ({ place: other, message: this.texts('path.also') }));
    const found = [...steps, ...end, ...others].flatMap(({ place: at, message }) => {
      const range = this.documents.rangeOf(at);
      return range ? [{ location: { uri: this.documents.uriOf(at.module.path), range }, message }] : [];
    });
    if (!declared) return found;
    const line = { line: declared.line - 1, character: 0 };
    const location = { uri: this.documents.uriOf(declared.file), range: { start: line, end: line } };
    return [...found, { location, message: this.texts('path.schema') }];
  }
}

function firstLine({ module, node }: Report['finding']['effect']): string {
  const [line = ''] = module.text.slice(node.range[0], node.range[1]).split(/\r?\n/);
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
