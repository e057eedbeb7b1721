/** What the client can do, and what the server offers it. */
import {
  CodeActionKind,
  type InitializeParams,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { EditAbilities } from './edits.js';
import { commands, type InitializationOptions } from './protocol.js';
import { isObject } from './settings.js';

export interface Abilities {
  readonly edits: EditAbilities;
  /** Asks for diagnostics itself. */
  readonly pulls: boolean;
  readonly configuration: boolean;
  readonly folders: boolean;
  /** Watches files for us. */
  readonly watches: boolean;
  readonly refreshes: { readonly diagnostics: boolean; readonly codeLens: boolean; readonly inlayHints: boolean };
  readonly options: InitializationOptions;
}

export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): Abilities {
  const { workspace, textDocument } = capabilities;
  const edit = workspace?.workspaceEdit;
  const options: unknown = initializationOptions;
  return {
    edits: {
      documentChanges: edit?.documentChanges === true,
      createFiles: edit?.resourceOperations?.includes('create') === true,
      annotations: edit?.changeAnnotationSupport !== undefined,
    },
    pulls: textDocument?.diagnostic !== undefined,
    configuration: workspace?.configuration === true,
    folders: workspace?.workspaceFolders === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    refreshes: {
      diagnostics: workspace?.diagnostics?.refreshSupport === true,
      codeLens: workspace?.codeLens?.refreshSupport === true,
      inlayHints: workspace?.inlayHint?.refreshSupport === true,
    },
    options: isObject(options) ? options : {},
  };
}

export function capabilitiesFor(abilities: Abilities): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    ...(abilities.pulls
      ? {
          diagnosticProvider: {
            identifier: 'idempotent-consumer',
            interFileDependencies: true,
            workspaceDiagnostics: true,
          },
        }
      : {}),
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    codeLensProvider: { resolveProvider: false },
    hoverProvider: true,
    inlayHintProvider: true,
    callHierarchyProvider: true,
    ...(abilities.options.commands === true ? {} : { executeCommandProvider: { commands: [commands.explain] } }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

/** Files whose change on the disk may change what is found. */
export const WATCHED = [
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}',
  // Manifests and tsconfigs, schemas, and what says which function is deployed for which messages.
  '**/*.{json,jsonc,prisma,sql,xml,yaml,yml,toml,tf,template}',
  '**/.gitignore',
];
