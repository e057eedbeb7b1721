/** Repairs that change several files and make one: are all of them the user's to see before, and whole in the end? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClientCapabilities, CodeAction, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { Editor, folderWith } from './editor.js';
import { wallet } from './shop.js';

const handler = 'src/payments.ts';
const schema = 'prisma/schema.prisma';
const migration = 'prisma/migrations/20240301101501_create_processed_message/migration.sql';
const write = 'prisma.account.update';

async function opened(workspaceEdit?: NonNullable<ClientCapabilities['workspace']>['workspaceEdit']): Promise<Editor> {
  const editor = await Editor.start(
    folderWith(wallet),
    workspaceEdit && { capabilities: { workspace: { workspaceEdit } } },
  );
  await editor.open(handler);
  return editor;
}

async function repairOf(editor: Editor): Promise<CodeAction | undefined> {
  return (await editor.actions(handler, write)).find((a) => a.title.startsWith('Record the message'));
}

/** `create path`, `path@version`, with `?` where the user is asked before. */
function stepsOf(editor: Editor, { documentChanges = [], changeAnnotations = {} }: WorkspaceEdit): string[] {
  const asks = (id: string | undefined): string =>
    id !== undefined && changeAnnotations[id]?.needsConfirmation ? '?' : '';
  const below = (uri: string): string => uri.slice(editor.uri('').length + 1);
  return documentChanges.map((change) => {
    if (!('textDocument' in change))
      return 'uri' in change ? `${change.kind} ${below(change.uri)}${asks(change.annotationId)}` : change.kind;
    const marks = new Set(change.edits.map((e) => asks('annotationId' in e ? e.annotationId : undefined)));
    return `${below(change.textDocument.uri)}@${String(change.textDocument.version)}${[...marks].join('|')}`;
  });
}

describe('a repair that makes a file', () => {
  it('asks for it, and only for it', async () => {
    const editor = await opened();
    const repair = await repairOf(editor);
    expect(stepsOf(editor, repair?.edit ?? {})).toEqual([
      `${handler}@1`,
      `${schema}@null`,
      `create ${migration}?`,
      `${migration}@null?`,
    ]);
    expect(Object.values(repair?.edit?.changeAnnotations ?? {})).toMatchObject([{ needsConfirmation: true }]);
  });

  it('leaves all files changed on the disk, and no finding', async () => {
    const editor = await opened();
    await editor.apply((await repairOf(editor)) ?? {});
    for (const path of [handler, schema, migration]) await editor.save(path);
    const read = (path: string): string => readFileSync(join(editor.root, path), 'utf8');
    expect(read(handler)).toContain('await prisma.$transaction(async (tx) => {');
    expect(read(schema)).toContain('model ProcessedMessage {');
    expect(read(migration)).toMatch(/^-- CreateTable\nCREATE TABLE "ProcessedMessage" \(/);
    expect(await editor.found(handler)).toEqual([]);
  });

  it('makes another one where somebody made a migration meanwhile', async () => {
    const editor = await opened();
    await repairOf(editor);
    await editor.write(migration, 'ALTER TABLE "Account" ADD COLUMN "owner" TEXT;\n');
    const steps = stepsOf(editor, (await repairOf(editor))?.edit ?? {});
    expect(steps).toContain('create prisma/migrations/20240301101502_create_processed_message/migration.sql?');
  });

  it('is made for the schema as it stands in the editor, saved or not', async () => {
    const editor = await opened();
    await editor.open(schema, undefined, 'prisma');
    await editor.type(schema, 'datasource db', '// Money is kept in cents.\n\ndatasource db');
    const repair = await repairOf(editor);
    expect(stepsOf(editor, repair?.edit ?? {})).toContain(`${schema}@2`);
    await editor.apply(repair ?? {});
    expect(editor.text(schema)).toContain('  balance Int\n}\n\nmodel ProcessedMessage {');
  });

  it('is refused when the schema was edited after it was made', async () => {
    const editor = await opened();
    await editor.open(schema, undefined, 'prisma');
    const repair = await repairOf(editor);
    await editor.type(schema, 'datasource db', '\ndatasource db');
    await expect(editor.apply(repair ?? {})).rejects.toThrow('schema.prisma is at 2');
  });

  it('is not offered to a client that can make none', async () => {
    const editor = await opened({ documentChanges: true });
    expect(await repairOf(editor)).toBeUndefined();
    expect(await editor.found(handler)).toEqual(['8 no-relative-update']);
  });

  it('asks nothing where the client cannot ask', async () => {
    const editor = await opened({ documentChanges: true, resourceOperations: ['create'] });
    const steps = stepsOf(editor, (await repairOf(editor))?.edit ?? {});
    expect(steps.filter((step) => step.startsWith('create'))).toEqual([`create ${migration}`]);
  });
});
