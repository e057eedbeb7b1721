/** What the server and its client say to each other beyond the Language Server Protocol. Positions and ranges are the protocol's own. */
import type { Picture } from 'eslint-plugin-idempotent-consumer/picture';
import {
  type Location,
  NotificationType0,
  NotificationType,
  type Position,
  ProtocolRequestType,
  RequestType,
  RequestType0,
  type WorkDoneProgressParams,
} from 'vscode-languageserver-protocol';

/**
 * What a repeated run of an effect does: `unsafe` has a finding, `accepted` one that a comment or the configuration silences,
 * `unknown` is neither proven safe nor reported.
 */
export type Verdict = 'unsafe' | 'accepted' | 'safe' | 'unknown';

export interface TimelineParams {
  readonly uri: string;
  /** Inside the handler, or on one of its effects in the handler's file. */
  readonly position: Position;
}

/**
 * Request `idempotentConsumer/timeline`: the picture of the handler at a place; null when no handler stands there.
 * Of handlers inside each other the innermost answers.
 */
export const timelineRequest = new RequestType<TimelineParams, TimelinePicture | null, void>(
  'idempotentConsumer/timeline',
);

export interface TimelinePicture {
  /** URI of the folder that the picture's paths are relative to. */
  readonly root: string;
  /** The handler as plain data: delivery, events, transactions, guards, crash points. */
  readonly picture: Picture;
}

/** Request `idempotentConsumer/handlers`: every handler of the workspace, as far as it was analysed by now. */
export const handlersRequest = new RequestType0<HandlerTree, void>('idempotentConsumer/handlers');

export interface HandlerTree {
  /** Sorted by name. */
  readonly packages: readonly PackageNode[];
}

/** One package.json's folder; files outside any package stand under their workspace folder. */
export interface PackageNode {
  /** As the manifest has it, else the folder's name. */
  readonly name: string;
  /** The package's folder. */
  readonly uri: string;
  /** In order of file and line. */
  readonly handlers: readonly HandlerNode[];
}

export interface HandlerNode {
  readonly library: string;
  /** Style of registration: `eachMessage`. */
  readonly name: string;
  /** When the broker forgets the message. */
  readonly ack: Picture['delivery']['ack'];
  /** Topic or queue, where it is constant. */
  readonly source: string | null;
  /** Where the handler stands. */
  readonly location: Location;
  /** In order of evaluation; reads are left out. */
  readonly effects: readonly EffectNode[];
  /** Findings that speak of none of the effects, those that are silenced left out: an early acknowledgement, a failure that is swallowed. */
  readonly faults: readonly FaultNode[];
}

export interface FaultNode {
  readonly ruleId: string;
  /** What is wrong, in a sentence. */
  readonly message: string;
  readonly location: Location;
}

export interface EffectNode {
  /** What it does, in words: `insert into “orders”`. */
  readonly label: string;
  /** `insert`, `relative`, `publish` … */
  readonly kind: string;
  /** The library that makes it. */
  readonly store: string;
  /** Table, collection, queue, URL; null when not seen. */
  readonly resource: string | null;
  readonly verdict: Verdict;
  /** Why, in a sentence; empty where nothing is to be said. */
  readonly why: string;
  /** Where the effect stands, which may be another file than the handler's. */
  readonly location: Location;
}

/**
 * Request `idempotentConsumer/scan`: analyses every folder of the workspace. Reports work-done progress where a token is
 * given and can be cancelled (the answer is then the error `RequestCancelled`). What is found reaches the client as
 * diagnostics; the answer is the tree.
 */
export const scanRequest = new ProtocolRequestType<ScanParams, HandlerTree, never, void, void>(
  'idempotentConsumer/scan',
);

export type ScanParams = WorkDoneProgressParams;

/** Notification `idempotentConsumer/status`, to the client: what the server is doing. */
export const statusNotification = new NotificationType<Status>('idempotentConsumer/status');

export interface Status {
  readonly state: 'idle' | 'analysing';
  /** Findings that are known by now and not silenced, whole workspace. */
  readonly unsafe: number;
  /** Files that could not be read or analysed. */
  readonly problems: number;
}

/** Notification `idempotentConsumer/handlersChanged`, to the client: the tree may be another than it was. */
export const handlersChangedNotification = new NotificationType0('idempotentConsumer/handlersChanged');

/** Commands of a client that says so in its {@link InitializationOptions}. */
export const commands = {
  /** Argument: {@link TimelineParams}. Code lenses call it. */
  showTimeline: 'idempotentConsumer.showTimeline',
  /** Shows the page of a rule. Argument: {@link ExplainArguments}. Code actions call it. */
  explain: 'idempotentConsumer.explain',
} as const;

export interface ExplainArguments {
  readonly ruleId: string;
  /** The rule's page, https. */
  readonly page: string;
  /** What was found, in a sentence or two. */
  readonly message: string;
}

/** What the client passes as `initializationOptions`. All of it may be left out. */
export interface InitializationOptions {
  /** Locale of the server's texts, such as `zh-cn`; else that of the initialize request. */
  readonly locale?: string;
  /** False in an untrusted workspace: nothing of the workspace is executed, its settings in JSON are read. Default true. */
  readonly trusted?: boolean;
  /** The client carries out {@link commands} itself. Else lenses only show, and the server opens a rule's page in a browser. */
  readonly commands?: boolean;
  /** Settings for clients that answer no `workspace/configuration`; see {@link Settings}. */
  readonly settings?: Partial<Settings>;
}

/** Notification `idempotentConsumer/trusted`, from the client: the user has come to trust the workspace. */
export const trustedNotification = new NotificationType0('idempotentConsumer/trusted');

/** The section `idempotentConsumer` of the client's settings. */
export interface Settings {
  /**
   * `off`: no diagnostics. `always`: diagnostics for every file. `auto`: none for files where the ESLint extension shows
   * our rules already. Lens, hover and the rest work in all three.
   */
  readonly run: 'auto' | 'always' | 'off';
  /** How much the rules weigh where no ESLint config says so. */
  readonly config: 'recommended' | 'strict';
  /** Severities of single rules, over `config`: `{ "no-bare-insert": "off" }`. */
  readonly rules: Readonly<Record<string, 'off' | 'information' | 'warning' | 'error'>>;
  /** Files in which no handler is looked for: patterns as in a `.gitignore` at the project's root. What they hold is still followed from elsewhere. */
  readonly exclude: readonly string[];
  readonly codeLens: boolean;
  /** A hint behind unsafe effects in files that handlers reach. */
  readonly inlayHints: boolean;
  /** Does the ESLint extension run beside us? The client knows. */
  readonly eslintExtension: boolean;
}

export const defaultSettings: Settings = {
  run: 'auto',
  config: 'recommended',
  rules: {},
  exclude: [],
  codeLens: true,
  inlayHints: false,
  eslintExtension: false,
};
