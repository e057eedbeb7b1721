/** Repairs as edits of the protocol, tied to the versions they were made for. */
import type { Edit, Fix } from 'eslint-plugin-idempotent-consumer/editor';
import type { ChangeAnnotation, CreateFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { Documents } from './documents.js';
import type { Texts } from './texts.js';

/** What the client can do with an edit. */
export interface EditAbilities {
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  readonly annotations: boolean;
}

const NEW_FILE = 'new-file';

/** A repair; undefined where the editor shows another text than the one it was made for, or the client cannot make it. */
export function workspaceEdit(
  edits: Fix['edits'],
  documents: Documents,
  can: EditAbilities,
  texts: Texts,
): WorkspaceEdit | undefined {
  const modules = [...new Set(edits.map((edit) => edit.module))];
  if (modules.length === 0 || !modules.every((module) => isNew(module) || documents.isShown(module))) return undefined;
  if (modules.some(isNew) && !(can.documentChanges && can.createFiles)) return undefined;
  const changes = modules.map((module) => ({
    module,
    uri: documents.uriOf(module.path),
    edits: edits.filter((e) => e.module === module).flatMap((e) => textEdit(e, documents)),
  }));
  if (!can.documentChanges) return { changes: Object.fromEntries(changes.map((c) => [c.uri, c.edits])) };
  const annotated = can.annotations && modules.some(isNew);
  return {
    documentChanges: changes.flatMap(({ module, uri, edits: own }): (CreateFile | TextDocumentEdit)[] => {
      const version = documents.get(module.path)?.version ?? null;
      const mark = annotated && isNew(module) ? { annotationId: NEW_FILE } : {};
      const change: TextDocumentEdit = { textDocument: { uri, version }, edits: own.map((e) => ({ ...e, ...mark })) };
      return isNew(module) ? [{ kind: 'create', uri, options: { overwrite: false }, ...mark }, change] : [change];
    }),
    ...(annotated ? { changeAnnotations: { [NEW_FILE]: annotation(texts) } } : {}),
  };
}

function isNew(module: Edit['module']): boolean {
  return 'isNew' in module && module.isNew === true;
}

function textEdit({ module, start, end, text }: Edit, documents: Documents): readonly TextEdit[] {
  const range = documents.rangeAt(module, start, end);
  return range ? [{ range, newText: text }] : [];
}

function annotation(texts: Texts): ChangeAnnotation {
  return {
    label: texts('action.newFile'),
    description: texts('action.newFile.description'),
    needsConfirmation: true,
  };
}
