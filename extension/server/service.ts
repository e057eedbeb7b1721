/** Everything that one client is served with. */
import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeWatchedFilesNotification,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import { type Abilities, WATCHED } from './abilities.js';
import { Background } from './background.js';
import { CallHierarchy } from './call-hierarchy.js';
import { CodeActions } from './code-actions.js';
import { codeLenses } from './code-lens.js';
import { Configs } from './configs.js';
import { Diagnostics } from './diagnostics.js';
import { type Documents, pathOf } from './documents.js';
import { handlerTree } from './handlers.js';
import { hoverAt } from './hover.js';
import { inlayHints } from './inlay-hints.js';
import {
  commands,
  type HandlerTree,
  handlersChangedNotification,
  handlersRequest,
  type ScanParams,
  scanRequest,
  type Status,
  statusNotification,
  timelineRequest,
  trustedNotification,
} from './protocol.js';
import { Pulling } from './pulling.js';
import { Pushing } from './pushing.js';
import { Reports } from './reports.js';
import { isObject, SettingsReader } from './settings.js';
import { type Texts, textsFor } from './texts.js';
import { timelineAt } from './timeline.js';
import { Workspace } from './workspace.js';

export class Service {
  readonly workspace: Workspace;
  readonly #settings: SettingsReader;
  readonly #texts: Texts;
  readonly #reports: Reports;
  readonly #actions: CodeActions;
  readonly #background: Background;
  readonly #pulling: Pulling;
  readonly #pushing: Pushing | undefined;
  readonly #calls: CallHierarchy;
  /** Findings of the workspace, as they were counted last. */
  #unsafe = 0;

  constructor(
    readonly connection: Connection,
    readonly documents: Documents,
    private readonly abilities: Abilities,
    locale: string | undefined,
  ) {
    const { edits, options } = abilities;
    const configs = new Configs((config, message) => {
      connection.console.error(`${config} cannot be read: ${message}`);
    });
    this.#settings = new SettingsReader(connection, abilities.configuration, options.settings);
    this.workspace = new Workspace(documents, configs, () => this.#settings.get(), options.trusted !== false);
    this.#texts = textsFor(locale);
    this.#reports = new Reports(this.workspace, configs, () => this.#settings.get());
    const diagnostics = new Diagnostics(documents, edits, this.#texts);
    this.#actions = new CodeActions(documents, this.#reports, diagnostics, edits, this.#texts);
    this.#background = new Background(this.workspace, {
      onStart: () => {
        this.#tellStatus('analysing');
      },
      onDone: (changed) => {
        this.#done(changed);
      },
      onError: this.#failed,
    });
    this.#pulling = new Pulling(documents, this.#reports, diagnostics, this.#background);
    if (!abilities.pulls)
      this.#pushing = new Pushing(connection, documents, this.#reports, diagnostics, this.#background, this.#failed);
    this.#calls = new CallHierarchy(this.workspace);
  }

  readonly #failed = (error: unknown): void => {
    this.connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };

  listen(): void {
    this.documents.onText = (path, text) => {
      this.workspace.setText(path, text);
      this.#changed(path);
    };
    this.#listenToWorkspace();
    this.#listenToRequests();
  }

  #listenToWorkspace(): void {
    const { connection } = this;
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri } of changes) {
        const path = pathOf(uri);
        if (path !== undefined) this.workspace.changed(path);
      }
      this.#changedOnDisk();
    });
    connection.onDidChangeConfiguration(({ settings }) => {
      this.#settings.changed(settings);
      this.#refresh();
      this.#background.touch();
    });
    connection.onNotification(trustedNotification, () => {
      this.workspace.isTrusted = true;
      this.workspace.reset();
      this.#changedOnDisk();
    });
  }

  #listenToRequests(): void {
    const { connection, workspace } = this;
    const background = this.#background;
    connection.languages.diagnostics.on((params, token) =>
      background.before(() => this.#pulling.document(params, token)),
    );
    connection.languages.diagnostics.onWorkspace((params, token) => this.#pulling.workspace(params, token));
    connection.onCodeAction((params) => background.before(() => this.#actions.at(params)));
    connection.onCodeLens(({ textDocument }) =>
      background.before(async () =>
        (await this.#settings.get()).codeLens
          ? codeLenses(
              textDocument.uri,
              workspace,
              this.#reports,
              this.#texts,
              this.abilities.options.commands === true,
            )
          : [],
      ),
    );
    connection.onHover(({ textDocument: { uri }, position }) =>
      background.before(async () => hoverAt(uri, position, workspace, this.#texts, await this.#shownIn(uri))),
    );
    connection.languages.inlayHint.on(async ({ textDocument, range }) =>
      (await this.#settings.get()).inlayHints
        ? inlayHints(textDocument.uri, range, workspace, this.#reports, this.#texts)
        : [],
    );
    const { callHierarchy } = connection.languages;
    callHierarchy.onPrepare(({ textDocument, position }) => this.#calls.prepare(textDocument.uri, position));
    callHierarchy.onIncomingCalls(({ item }) => this.#calls.incoming(item));
    callHierarchy.onOutgoingCalls(({ item }) => this.#calls.outgoing(item));
    connection.onExecuteCommand(async ({ command, arguments: given }) => {
      const argument: unknown = given?.[0];
      if (command === commands.explain && isObject(argument)) await this.#open(String(argument['page']));
    });
    connection.onRequest(timelineRequest, (params) => timelineAt(params, workspace, this.#texts));
    connection.onRequest(handlersRequest, () => handlerTree(workspace, this.#reports, this.#texts));
    connection.onRequest(scanRequest, (params, token) => this.#scan(params, token));
  }

  /** Which messages does VS Code say in a hover by itself? */
  async #shownIn(uri: string): Promise<(finding: { readonly ruleId: string; readonly message: string }) => boolean> {
    const path = this.documents.pathOf(uri);
    const shown = this.abilities.options.commands === true && path !== undefined ? await this.#reports.of(path) : [];
    return ({ ruleId, message }) =>
      shown.some(({ finding }) => finding.ruleId === ruleId && this.#texts.finding(finding) === message);
  }

  /** The client is ready for requests of ours. */
  async started(): Promise<void> {
    const { connection, abilities } = this;
    if (abilities.folders)
      connection.workspace.onDidChangeWorkspaceFolders(async () => {
        this.workspace.setFolders((await connection.workspace.getWorkspaceFolders()) ?? []);
        this.#changedOnDisk();
      });
    this.#background.touch();
    if (!abilities.watches) return;
    const watchers = WATCHED.map((globPattern) => ({ globPattern }));
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }

  /** A document was written to the disk. Clients that watch files say more. */
  saved(): void {
    if (this.abilities.watches) return;
    this.workspace.refresh();
    this.#changedOnDisk();
  }

  stop(): void {
    this.workspace.reset();
    this.#background.stop();
    this.#pushing?.stop();
  }

  #changed(path: string): void {
    this.#pushing?.changed(path);
    this.#background.touch();
  }

  #changedOnDisk(): void {
    for (const path of this.documents.paths()) this.#pushing?.changed(path);
    this.#refresh();
    this.#background.touch();
  }

  /** Clients ask again for what they show. */
  #refresh(): void {
    const { refreshes } = this.abilities;
    const { languages } = this.connection;
    if (refreshes.diagnostics) void languages.diagnostics.refresh().catch(this.#failed);
    if (refreshes.codeLens) void this.connection.sendRequest(CodeLensRefreshRequest.type).catch(this.#failed);
    if (refreshes.inlayHints) void languages.inlayHint.refresh().catch(this.#failed);
    this.#pulling.changed();
    this.#pushing?.all().catch(this.#failed);
  }

  #done(changed: boolean): void {
    this.#tellStatus('idle');
    if (!changed) return;
    this.#refresh();
    if (this.abilities.options.commands === true)
      void this.connection.sendNotification(handlersChangedNotification).catch(this.#failed);
  }

  /** Counts are those that were known last, until everything is known again. */
  #tellStatus(state: Status['state']): void {
    if (this.abilities.options.commands !== true) return;
    if (state === 'idle')
      this.#count()
        .then(() => this.#sendStatus(state))
        .catch(this.#failed);
    else this.#sendStatus(state).catch(this.#failed);
  }

  async #count(): Promise<void> {
    this.#unsafe = await this.#reports.count();
  }

  #sendStatus(state: Status['state']): Promise<void> {
    const known = this.workspace.engines().reduce((sum, engine) => sum + engine.knownProblems().length, 0);
    const problems = known + this.workspace.problems.length;
    return this.connection.sendNotification(statusNotification, { state, unsafe: this.#unsafe, problems });
  }

  async #scan(params: ScanParams, token: { readonly isCancellationRequested: boolean }): Promise<HandlerTree> {
    const progress = this.connection.window.attachWorkDoneProgress(params.workDoneToken);
    progress.begin(this.#texts('scan.title'), 0, undefined, true);
    this.workspace.refresh();
    let most = 0;
    try {
      for await (const left of this.#background.steps()) {
        if (token.isCancellationRequested)
          throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The scan was cancelled.');
        most = Math.max(most, left);
        progress.report(Math.round((1 - left / most) * 100), this.#texts('scan.files', { left }));
      }
    } finally {
      progress.done();
    }
    this.#done(true);
    return handlerTree(this.workspace, this.#reports, this.#texts);
  }

  async #open(page: string): Promise<void> {
    const { success } = await this.connection.window.showDocument({ uri: page, external: true });
    if (!success) this.connection.window.showInformationMessage(page);
  }
}
