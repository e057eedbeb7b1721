/** What does the configuration file at a project's root give? Its value is not looked at here. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { decode, isFileNow } from './disk.js';

const NAMES = ['js', 'mjs', 'cjs', 'ts', 'mts', 'json'].map((extension) => `idempotent-consumer.config.${extension}`);

export interface ConfigFile {
  readonly path: string;
  /** What it exports by default. */
  readonly value: unknown;
}

/** Path of the configuration file at a project's root, where there is one. */
export function configFileOf(root: string): string | undefined {
  return NAMES.map((name) => `${root}/${name}`).find(isFileNow);
}

/** @throws {Error} when the file cannot be loaded: its path and what is wrong */
export function loadConfigFile(root: string): ConfigFile | undefined {
  const path = configFileOf(root);
  if (path === undefined) return undefined;
  try {
    return { path, value: load(path) };
  } catch (error) {
    throw new Error(`${path} cannot be loaded: ${(error as Error).message}`, { cause: error });
  }
}

/** Is there a module at `path`, written with its extension, without, or as its folder? */
export function hasModule(root: string, path: string): boolean {
  const at = `${root}/${path}`;
  return ['', ...ENDINGS, ...ENDINGS.map((ending) => `/index${ending}`)].some((ending) => isFileNow(at + ending));
}
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

function load(path: string): unknown {
  if (path.endsWith('.json')) return JSON.parse(decode(readFileSync(path)));
  const required: unknown = /\.m?ts$/.test(path) && !stripsTypes() ? transpiled(path) : createRequire(path)(path);
  const hasDefault = typeof required === 'object' && required !== null && 'default' in required;
  return hasDefault ? required.default : required;
}

/** Does this Node load TypeScript by itself? */
function stripsTypes(): boolean {
  return Boolean((process.features as { readonly typescript?: unknown }).typescript);
}

/** An older Node needs a compiler: the project's own, else the one that is installed beside this package. */
function transpiled(path: string): unknown {
  const require = createRequire(path);
  const compiler = compilerOf(require);
  const { outputText } = compiler.transpileModule(decode(readFileSync(path)), {
    compilerOptions: { module: compiler.ModuleKind.CommonJS },
  });
  const module: { exports: unknown } = { exports: {} };
  const run = compileFunction(outputText, ['module', 'exports', 'require'], { filename: path });
  Reflect.apply(run, undefined, [module, module.exports, require]);
  return module.exports;
}

interface Compiler {
  transpileModule(text: string, options: { compilerOptions: { module: number } }): { readonly outputText: string };
  readonly ModuleKind: { readonly CommonJS: number };
}

function compilerOf(require: NodeJS.Require): Compiler {
  const paths = [require, createRequire(import.meta.url)];
  try {
    const own = paths.find((r) => isInstalled(r)) ?? require;
    return own('typescript') as Compiler;
  } catch (error) {
    throw new Error('this Node does not load TypeScript; use Node 22.18, or write it in JavaScript', { cause: error });
  }
}

function isInstalled(require: NodeJS.Require): boolean {
  try {
    require.resolve('typescript');
    return true;
  } catch {
    return false; // asked, not needed: the caller goes on to the next place
  }
}
