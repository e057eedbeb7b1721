/** What a user wrote, checked and turned into models. */
import type { LibraryModel } from '../models/model.js';
import { type ConfigFile, hasModule, loadConfigFile } from '../project/config-file.js';
import { expand } from './expand.js';
import type { FunctionRow, GuardRow, HandlerRow, NamedThing, StoreRow, UserConfig } from './rows.js';
import { shapes } from './shapes.js';
import { faultsOf } from './validate.js';

/** The user's mistake, in words for the user: each fault names its field. */
export class ConfigError extends Error {}

/**
 * @param value what stands in the configuration
 * @param where how the user calls the place: a file's path, a setting's name
 * @param root the project's folder
 * @throws {ConfigError}
 */
export function readConfig(value: unknown, where: string, root: string): readonly LibraryModel[] {
  const faults = faultsOf(value, 'UserConfig', shapes);
  const config = value as UserConfig;
  const all = faults.length > 0 ? faults : [...rowFaults(config), ...sourceFaults(config, root)];
  if (all.length > 0)
    throw new ConfigError([`${where} is not as it should be:`, ...all.map((f) => `  ${f}`)].join('\n'));
  return expand(config);
}

/**
 * All rows of a user: those of the file at the project's root, and those of the linter's settings over them.
 *
 * @throws {ConfigError}
 */
export function userRows(root: string, settings?: unknown): readonly LibraryModel[] {
  const file = configFile(root);
  return [
    ...(file ? readConfig(file.value, file.path, root) : []),
    ...(settings === undefined ? [] : readConfig(settings, "settings['idempotent-consumer']", root)),
  ];
}

function configFile(root: string): ConfigFile | undefined {
  try {
    return loadConfigFile(root);
  } catch (error) {
    throw new ConfigError((error as Error).message, { cause: error });
  }
}

/** What is wrong with rows whose fields are all right, one by one. */
function rowFaults(config: UserConfig): readonly string[] {
  return [
    ...each('handlers', config.handlers, handlerFaults),
    ...each('stores', config.stores, storeFaults),
    ...each('sideEffects', config.sideEffects, callFaults),
    ...each('guards', config.guards, guardFaults),
    ...each('keys', config.keys, callFaults),
    ...each('functions', config.functions, functionFaults),
  ];
}

/** A row about a module that is not there would be silent for ever. */
function sourceFaults(
  { handlers, stores, sideEffects, guards, keys, functions }: UserConfig,
  root: string,
): readonly string[] {
  const lists = Object.entries({ handlers, stores, sideEffects, guards, keys, functions });
  return lists.flatMap(([name, rows]) =>
    each<{ readonly from: string }>(name, rows, ({ from }) => {
      if (/^(?:\.\.|\/|[A-Za-z]:[\\/])/.test(from))
        return [`'from' names a package, or a module from the project's root on: './src/…'.`];
      if (!from.startsWith('./') || hasModule(root, from)) return [];
      return [`there is no module '${from}' in ${root}.`];
    }),
  );
}

function each<T>(
  name: string,
  rows: readonly T[] | undefined,
  faults: (row: T) => readonly string[],
): readonly string[] {
  return (rows ?? []).flatMap((row, i) => faults(row).map((fault) => `${name}[${String(i)}]: ${fault}`));
}

function handlerFaults(row: HandlerRow): readonly string[] {
  const faults = nameFaults(row);
  if (faults.length > 0) return faults;
  if (row.function !== undefined && row.handler === undefined)
    return [`'handler' is missing: which argument of ${row.function}() is the handler? The first is 0.`];
  if (row.object !== undefined && row.handler === undefined)
    return [
      `'handler' is missing: which argument of ${row.object}.${row.method ?? ''}() is the handler? The first is 0.`,
    ];
  return [];
}

function storeFaults(row: StoreRow): readonly string[] {
  return (row.class === undefined) === (row.object === undefined) ? ["give either 'class' or 'object'."] : [];
}

function callFaults(row: NamedThing): readonly string[] {
  return row.decorator === undefined
    ? nameFaults(row)
    : ["a decorator says nothing here; give 'function', or 'class' and 'method'."];
}

function guardFaults(row: GuardRow): readonly string[] {
  const faults = nameFaults(row);
  if (faults.length > 0) return faults;
  const given = [row.answers, row.runs, row.wraps].filter((v) => v !== undefined).length;
  if (row.decorator === undefined && given !== 1)
    return ["give one of 'answers', 'runs' and 'wraps': how does it guard?"];
  return [];
}

function functionFaults(row: FunctionRow): readonly string[] {
  const faults = callFaults(row);
  if (faults.length > 0) return faults;
  return (row.is === undefined) === (row.idempotencyKey === undefined)
    ? ["give either 'is' or 'idempotencyKey': what is known of calling it again?"]
    : [];
}

function nameFaults(row: NamedThing): readonly string[] {
  const given = [row.function, row.class, row.object, row.decorator].filter((name) => name !== undefined).length;
  if (given !== 1) return ["name what it speaks of with one of 'function', 'class', 'object' and 'decorator'."];
  const owned = row.class !== undefined || row.object !== undefined;
  if (owned && row.method === undefined) return ["'method' is missing: which method of it?"];
  if (!owned && row.method !== undefined) return ["'method' belongs to a 'class' or 'object'."];
  return [];
}
