/** The connection to the language server: which files it is asked about, what it is told at the start. */
import type { InitializationOptions } from 'idempotent-consumer-language-server/protocol';
import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';

/** What is analysed. Schemas and descriptors of deployments are sent, too: their unsaved text counts. */
const languages = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'];
const section = 'idempotentConsumer';

/** A client that is not started yet. The server runs in a process of its own, in the editor's Node. */
export function createClient(context: vscode.ExtensionContext): LanguageClient {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.mjs').fsPath;
  const server: ServerOptions = { module, transport: TransportKind.ipc };
  return new LanguageClient(section, 'Idempotent Consumer', server, clientOptions());
}

function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: [
      ...languages.map((language) => ({ scheme: 'file', language })),
      { scheme: 'file', pattern: '**/*.{prisma,sql,xml,yaml,yml,tf}' },
    ],
    initializationOptions: (): InitializationOptions => ({
      locale: vscode.env.language,
      trusted: vscode.workspace.isTrusted,
      commands: true,
    }),
    middleware: {
      workspace: {
        configuration: async (params, token, next) => {
          const answers = await next(params, token);
          if (!Array.isArray(answers)) return answers;
          return answers.map((answer: unknown, index) =>
            params.items[index]?.section === section ? withEslint(answer, params.items[index].scopeUri) : answer,
          );
        },
      },
    },
  };
}

/** Our settings, and whether the ESLint extension lints that file, which only the editor knows. */
function withEslint(settings: unknown, scopeUri: string | undefined): unknown {
  const scope = scopeUri === undefined ? undefined : vscode.Uri.parse(scopeUri);
  const isEnabled = vscode.workspace.getConfiguration('eslint', scope).get<boolean>('enable', true);
  const eslintExtension = isEnabled && vscode.extensions.getExtension('dbaeumer.vscode-eslint') !== undefined;
  return { ...(settings as object | null), eslintExtension };
}
