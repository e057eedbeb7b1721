/** Installs packages into folders of their own: a few together, and one by one where they do not go together. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest, typesPackage } from './packages.js';

export interface Installed {
  /** By package: the folder whose `node_modules` holds it. */
  readonly folders: ReadonlyMap<string, string>;
  /** By package: what npm said. */
  readonly failed: ReadonlyMap<string, string>;
}

const BATCH = 8;
const TIMEOUT_MS = 8 * 60_000;
const FLAGS = [
  '--ignore-scripts',
  '--omit=optional',
  '--no-audit',
  '--no-fund',
  '--no-package-lock',
  '--loglevel=error',
];

/** What npm is told to do: `spec` is a name, or `name@version`. Returns nothing when it went well, else what went wrong. */
export type Npm = (folder: string, specs: readonly string[]) => string | undefined;

/** Versions of a package before its newest one, newest first. */
export type Earlier = (name: string) => readonly string[];

/** So many are tried where the newest one depends on something that cannot be had. */
const TRIED = 3;

/**
 * @param specs packages, `name` or `name@range`
 * @param root an empty folder, or one that an earlier call filled: what is there is not installed again
 * @param write is told how it goes on
 * @param npm takes the place of the real one in tests, and so does `before`
 */
export function install(
  specs: readonly string[],
  root: string,
  write: (text: string) => void,
  npm: Npm = realNpm,
  before: Earlier = versionsBefore,
): Installed {
  const record = join(root, 'installed.json');
  const folders = new Map<string, string>(existsSync(record) ? earlier(record) : []);
  const failed = new Map<string, string>();
  const open = batches(specs.filter((spec) => !folders.has(spec)));
  for (let batch = open.shift(); batch; batch = open.shift()) {
    const folder = mkdtempSync(join(root, 'batch-'));
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const first = npm(folder, [...batch, '@types/node'].map(current));
    const [only] = batch;
    const older =
      first?.includes(CANNOT_BE_HAD) && batch.length === 1 && only === nameOf(only ?? '')
        ? before(only)
            .slice(0, TRIED)
            .find((version) => npm(folder, [`${only}@${version}`, current('@types/node')]) === undefined)
        : undefined;
    const fault = older === undefined ? first : undefined;
    if (fault === undefined) for (const spec of batch) folders.set(spec, folder);
    else if (batch.length === 1) failed.set(batch[0] ?? '', fault);
    else open.unshift(...batch.map((spec) => [spec]));
    if (fault === undefined) addTypes(batch, folder, npm);
    const said = fault ?? (older && `at ${older}, as the newest version depends on something that is not there`);
    write(`  ${fault === undefined ? '✓' : '✗'} ${batch.join(' ')}${said === undefined ? '' : `: ${said}`}\n`);
    writeFileSync(record, JSON.stringify([...folders]));
  }
  return { folders, failed };
}

function earlier(record: string): readonly (readonly [string, string])[] {
  return JSON.parse(readFileSync(record, 'utf8')) as [string, string][];
}

/** Several versions of one package do not stand in one folder. */
function batches(specs: readonly string[]): string[][] {
  const found: string[][] = [];
  for (const spec of specs) {
    const free = found.find((batch) => batch.length < BATCH && !batch.some((s) => nameOf(s) === nameOf(spec)));
    if (free) free.push(spec);
    else found.push([spec]);
  }
  return found;
}

/** Packages without types get those of DefinitelyTyped, where there are any. */
function addTypes(batch: readonly string[], folder: string, npm: Npm): void {
  for (const spec of batch) {
    const name = nameOf(spec);
    if (!hasTypes(name, folder)) npm(folder, [typesPackage(name) + majorOf(spec)]);
  }
}

/** `name@6` → `name`. */
export function nameOf(spec: string): string {
  return /^(?:@[^@/]+\/)?[^@/]+/.exec(spec)?.[0] ?? spec;
}

/** Left to itself npm takes the newest version that this Node may run; nothing is run here. */
function current(spec: string): string {
  return majorOf(spec) === '' ? `${spec}@latest` : spec;
}

function majorOf(spec: string): string {
  return spec.slice(nameOf(spec).length);
}

/** Does the installed package bring declarations of its own? */
export function hasTypes(name: string, folder: string): boolean {
  const own = manifest(name, folder);
  if (!own) return false;
  if ('types' in own || 'typings' in own) return true;
  if (JSON.stringify(own['exports'] ?? null).includes('.d.')) return true;
  const main = typeof own['main'] === 'string' ? own['main'] : 'index.js';
  const beside = [main.replace(/\.[cm]?js$/, '') + '.d.ts', `${main}/index.d.ts`, 'index.d.ts'];
  return beside.some((file) => existsSync(join(folder, 'node_modules', name, file)));
}

/** Peers that contradict each other are no fault: the second try takes them as they come. */
function realNpm(folder: string, specs: readonly string[]): string | undefined {
  const first = runNpm(folder, specs, []);
  return first?.includes('ERESOLVE') === true ? runNpm(folder, specs, ['--force']) : first;
}

/** What npm says of a package, or of one that it needs, which has no such version. */
const CANNOT_BE_HAD = 'ETARGET';

function versionsBefore(name: string): readonly string[] {
  const { stdout } = spawnSync('npm', ['view', name, 'versions', '--json'], {
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    shell: process.platform === 'win32',
  });
  const told: unknown = stdout === '' ? [] : JSON.parse(stdout);
  const versions = Array.isArray(told) ? told.filter((v): v is string => typeof v === 'string') : [];
  return versions
    .filter((version) => /^[\d.]+$/.test(version))
    .toReversed()
    .slice(1);
}

function runNpm(folder: string, specs: readonly string[], more: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync('npm', ['install', ...FLAGS, ...more, ...specs], {
    cwd: folder,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    shell: process.platform === 'win32',
  });
  if (status === 0) return undefined;
  return error?.message ?? (stderr.trim().split('\n').slice(0, 3).join(' ') || `npm ended with ${String(status)}`);
}
