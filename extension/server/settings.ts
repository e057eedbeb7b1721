/** What the user set, from the client's configuration. */
import type { Connection } from 'vscode-languageserver';
import { defaultSettings, type Settings } from './protocol.js';

const SECTION = 'idempotentConsumer';
const RUNS: readonly string[] = ['auto', 'always', 'off'];
const LEVELS: readonly string[] = ['off', 'information', 'warning', 'error'];

/** Settings of one window. Values of a wrong kind count as not given. */
export class SettingsReader {
  #known: Promise<Settings> | undefined;

  /** @param initial what came with the initialize request */
  constructor(
    readonly connection: Connection,
    readonly canAsk: boolean,
    private initial: unknown,
  ) {}

  get(): Promise<Settings> {
    this.#known ??= this.#read();
    return this.#known;
  }

  /** @param pushed what came with the notification, where the client sends the values themselves */
  changed(pushed: unknown): void {
    if (isObject(pushed) && isObject(pushed[SECTION])) this.initial = pushed[SECTION];
    this.#known = undefined;
  }

  async #read(): Promise<Settings> {
    const base = settingsOf(this.initial, defaultSettings);
    if (!this.canAsk) return base;
    const given: unknown = await this.connection.workspace.getConfiguration(SECTION);
    return settingsOf(given, base);
  }
}

function settingsOf(given: unknown, base: Settings): Settings {
  if (!isObject(given)) return base;
  const flag = (name: 'codeLens' | 'inlayHints' | 'eslintExtension'): boolean => {
    const value = given[name];
    return typeof value === 'boolean' ? value : base[name];
  };
  const levels = isObject(given['rules']) ? given['rules'] : {};
  const rules = Object.entries(levels).filter((entry): entry is [string, Settings['rules'][string]] =>
    LEVELS.includes(String(entry[1])),
  );
  return {
    run: RUNS.includes(String(given['run'])) ? (given['run'] as Settings['run']) : base.run,
    config: given['config'] === 'strict' ? 'strict' : given['config'] === 'recommended' ? 'recommended' : base.config,
    rules: { ...base.rules, ...Object.fromEntries(rules) },
    exclude: Array.isArray(given['exclude'])
      ? given['exclude'].filter((pattern: unknown) => typeof pattern === 'string')
      : base.exclude,
    codeLens: flag('codeLens'),
    inlayHints: flag('inlayHints'),
    eslintExtension: flag('eslintExtension'),
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
