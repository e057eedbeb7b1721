/**
 * Executes the configurations of a workspace that the user trusts, on a thread of its own: what they import is cached as long as
 * the thread lives, so that a changed one is read by another. What they print goes nowhere near the messages to the editor.
 */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { ConfigError, configFileOf, userRows } from 'eslint-plugin-idempotent-consumer/configuration';
import { inputsOf } from './config-inputs.js';
import type { ConfigRequest, EslintLevels, LevelsAnswer, RowsAnswer } from './config-messages.js';

const PLUGIN = 'eslint-plugin-idempotent-consumer';

interface Calculator {
  calculateConfigForFile(file: string): Promise<unknown>;
}

const calculators = new Map<string, Promise<Calculator | undefined>>();

parentPort?.on('message', (request: ConfigRequest) => {
  if (request.kind === 'levels') void levels(request).then((answer) => parentPort?.postMessage(answer));
  else rows(request);
});

function rows({ root, settings, port, flag }: ConfigRequest & { readonly kind: 'rows' }): void {
  const file = configFileOf(root);
  const inputs = file === undefined ? [] : inputsOf(file);
  const raise = (): void => {
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  };
  const ended = (): void => {
    port.postMessage({ inputs, fault: `${String(file)} cannot be used: it ended the process.` } satisfies RowsAnswer);
    raise();
  };
  process.once('exit', ended);
  try {
    port.postMessage({ inputs, value: userRows(root, settings) } satisfies RowsAnswer);
  } catch (error) {
    const { message } = error as Error;
    const fault = error instanceof ConfigError ? message : `${String(file)} cannot be used: ${message}`;
    port.postMessage({ inputs, fault } satisfies RowsAnswer);
  }
  process.off('exit', ended);
  raise();
}

async function levels({ id, config, file }: ConfigRequest & { readonly kind: 'levels' }): Promise<LevelsAnswer> {
  const inputs = inputsOf(config);
  try {
    const known = calculators.get(config) ?? load(config);
    calculators.set(config, known);
    const value = levelsOf(await (await known)?.calculateConfigForFile(file));
    return { id, inputs, value: structuredClone(value) };
  } catch (error) {
    return { id, inputs, fault: (error as Error).message };
  }
}

/** The workspace's own ESLint. */
async function load(config: string): Promise<Calculator | undefined> {
  const entry = createRequire(config).resolve('eslint');
  const loaded = (await import(pathToFileURL(entry).href)) as {
    ESLint?: new (options: { cwd: string }) => Calculator;
    default?: { ESLint?: new (options: { cwd: string }) => Calculator };
  };
  const Eslint = loaded.ESLint ?? loaded.default?.ESLint;
  return Eslint && new Eslint({ cwd: dirname(config) });
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
