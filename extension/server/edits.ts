/** Repairs as edits of the protocol, tied to the versions they were made for. */
import { type Edit, filesOf, type Fix } from 'eslint-plugin-idempotent-consumer/editor';
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
  const files = filesOf(edits);
  if (files.length === 0 || !files.every((file) => file.isNew === true || documents.isShown(file))) return undefined;
  const makesFiles = files.some((file) => file.isNew === true);
  if (makesFiles && !(can.documentChanges && can.createFiles)) return undefined;
  const changes = files.map((file) => ({
    file,
    uri: documents.uriOf(file.path),
    edits: edits.filter((e) => e.file.path === file.path).flatMap((e) => textEdit(e, documents)),
  }));
  if (!can.documentChanges) return { changes: Object.fromEntries(changes.map((c) => [c.uri, c.edits])) };
  const annotated = can.annotations && makesFiles;
  return {
    documentChanges: changes.flatMap(({ file, uri, edits: own }): (CreateFile | TextDocumentEdit)[] => {
      const isNew = file.isNew === true;
      const version = documents.get(file.path)?.version ?? null;
      const mark = annotated && isNew ? { annotationId: NEW_FILE } : {};
      const change: TextDocumentEdit = { textDocument: { uri, version }, edits: own.map((e) => ({ ...e, ...mark })) };
      return isNew ? [{ kind: 'create', uri, options: { overwrite: false }, ...mark }, change] : [change];
    }),
    ...(annotated ? { changeAnnotations: { [NEW_FILE]: annotation(texts) } } : {}),
  };
}

function textEdit({ file, start, end, text }: Edit, documents: Documents): readonly TextEdit[] {
  const range = documents.rangeAt(file, start, end);
  return range ? [{ range, newText: text }] : [];
}

function annotation(texts: Texts): ChangeAnnotation {
  return {
    label: texts('action.newFile'),
    description: texts('action.newFile.description'),
    needsConfirmation: true,
  };
}
