/** How much do the rules weigh by the user's own ESLint config? Executes it: only for workspaces that the user trusts. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isObject } from './settings.js';

const NAMES = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((ending) => `eslint.config.${ending}`);
const PLUGIN = 'eslint-plugin-idempotent-consumer';

export interface EslintLevels {
  /** By rule id without prefix: 0 off, 1 warning, 2 error. Rules the config does not name are off. */
  readonly levels: ReadonlyMap<string, number>;
  /** The user's own rows, as they stand in `settings['idempotent-consumer']`. */
  readonly rows: unknown;
}

interface Calculator {
  calculateConfigForFile(file: string): Promise<unknown>;
}

export class EslintConfigs {
  readonly #calculators = new Map<string, Promise<Calculator | undefined>>();
  readonly #files = new Map<string, Promise<EslintLevels | undefined>>();

  /** @param onProblem told once for each config that cannot be read */
  constructor(private readonly onProblem: (config: string, message: string) => void) {}

  /** Of a file (absolute path); undefined where no config enables one of our rules for it. */
  levels(file: string): Promise<EslintLevels | undefined> {
    const known = this.#files.get(file) ?? this.#read(file);
    this.#files.set(file, known);
    return known;
  }

  /** A config, or something it may have read, was changed. */
  forget(): void {
    this.#calculators.clear();
    this.#files.clear();
  }

  async #read(file: string): Promise<EslintLevels | undefined> {
    const config = configAbove(file);
    if (config === undefined) return undefined;
    const known = this.#calculators.get(config) ?? this.#load(config);
    this.#calculators.set(config, known);
    const calculator = await known;
    try {
      return levelsOf(await calculator?.calculateConfigForFile(file));
    } catch (error) {
      this.onProblem(config, (error as Error).message);
      this.#calculators.set(config, Promise.resolve(undefined));
      return undefined;
    }
  }

  /** The workspace's own ESLint. */
  async #load(config: string): Promise<Calculator | undefined> {
    try {
      const entry = createRequire(config).resolve('eslint');
      const loaded = (await import(pathToFileURL(entry).href)) as {
        ESLint?: new (options: { cwd: string }) => Calculator;
        default?: { ESLint?: new (options: { cwd: string }) => Calculator };
      };
      const Eslint = loaded.ESLint ?? loaded.default?.ESLint;
      return Eslint && new Eslint({ cwd: dirname(config) });
    } catch (error) {
      this.onProblem(config, (error as Error).message);
      return undefined;
    }
  }
}

function configAbove(file: string): string | undefined {
  for (let at = posix.dirname(file); ; at = posix.dirname(at)) {
    const found = NAMES.map((name) => join(at, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (posix.dirname(at) === at || at === '.') return undefined;
  }
}

function levelsOf(config: unknown): EslintLevels | undefined {
  if (!isObject(config) || !isObject(config['rules'])) return undefined;
  const prefixes = prefixesIn(config['plugins']);
  const levels = new Map<string, number>();
  for (const [name, entry] of Object.entries(config['rules'])) {
    const prefix = prefixes.find((p) => name.startsWith(`${p}/`));
    const level: unknown = Array.isArray(entry) ? entry[0] : entry;
    if (prefix !== undefined) levels.set(name.slice(prefix.length + 1), LEVELS[String(level)] ?? 0);
  }
  if (![...levels.values()].some((level) => level > 0)) return undefined;
  return { levels, rows: isObject(config['settings']) ? config['settings']['idempotent-consumer'] : undefined };
}
const LEVELS: Readonly<Record<string, number>> = { '0': 0, '1': 1, '2': 2, off: 0, warn: 1, error: 2 };

/** Whatever name the user gave the plugin. ESLint gives plugins as objects or, flattened, as `name:package@version`. */
function prefixesIn(plugins: unknown): readonly string[] {
  if (Array.isArray(plugins))
    return plugins.flatMap((p: unknown) => {
      const [name, pack] = String(p).split(':');
      return name !== undefined && (pack ?? name).startsWith(pack === undefined ? 'idempotent-consumer' : PLUGIN)
        ? [name]
        : [];
    });
  if (!isObject(plugins)) return ['idempotent-consumer'];
  return Object.entries(plugins).flatMap(([name, plugin]) => {
    const meta = isObject(plugin) ? plugin['meta'] : undefined;
    return isObject(meta) && meta['name'] === PLUGIN ? [name] : [];
  });
}
