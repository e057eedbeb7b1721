/**
 * Writes the VSIX of this machine's platform, of those named, or of all: `node scripts/package.mjs [--all | TARGET …]`.
 *
 * One VSIX a platform, with the native parser and resolver, not one for all with their WebAssembly builds. Measured over 1,220
 * TypeScript files and 1,704 imports on Linux x64 with Node 20 (oxc-parser 0.159 and 0.156, oxc-resolver 11.24):
 *
 *                                native    WebAssembly
 *   load both                     75 ms         960 ms
 *   parse all files              4.1 s         10.3 s
 *   resolve all imports          120 ms       1,290 ms
 *   memory of the process         88 MB         105 MB
 *   compressed                   2.2 MB         1.0 MB
 *
 * The WebAssembly resolver sees the drive of the current folder only, so it would find nothing on a second drive of Windows; and
 * the WebAssembly parser is not published for each version.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';

const here = fileURLToPath(new URL('../', import.meta.url));
const root = join(here, '..');
const { version } = readJson(join(here, 'package.json'));
const lock = readJson(join(root, 'package-lock.json')).packages;

/** VS Code's name of a platform, and the suffix of the packages that hold the native modules. */
const platforms = {
  'linux-x64': 'linux-x64-gnu',
  'linux-arm64': 'linux-arm64-gnu',
  'linux-armhf': 'linux-arm-gnueabihf',
  'alpine-x64': 'linux-x64-musl',
  'alpine-arm64': 'linux-arm64-musl',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-x64-msvc',
  'win32-arm64': 'win32-arm64-msvc',
};

const given = process.argv.slice(2);
const targets = given[0] === '--all' ? Object.keys(platforms) : given.length > 0 ? given : [ownTarget()];
const unknown = targets.filter((target) => !Object.hasOwn(platforms, target));
if (unknown.length > 0) {
  throw new Error(`No such platform: ${unknown.join(', ')}. Platforms: ${Object.keys(platforms).join(', ')}.`);
}

await bundle();
for (const target of targets) {
  const modules = ['parser', 'resolver'].map((part) => addNativeModule(part, platforms[target]));
  const file = join(here, `idempotent-consumer-${target}-${version}.vsix`);
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  run(process.execPath, [
    join(root, 'node_modules/@vscode/vsce/vsce'),
    'package',
    ...options,
    '--target',
    target,
    '-o',
    file,
  ]);
  for (const module of modules) rmSync(module);
}

function ownTarget() {
  const isMusl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
  const arch = process.arch === 'arm' ? 'armhf' : process.arch;
  return `${isMusl ? 'alpine' : process.platform}-${arch}`;
}

/** Puts the module into `dist/`, from the installed packages or from the registry, as the lock file has it. */
function addNativeModule(part, suffix) {
  const name = `@oxc-${part}/binding-${suffix}`;
  const file = `${part}.${suffix}.node`;
  const to = join(here, 'dist', file);
  const installed = installedFile(`${name}/${file}`);
  if (installed) copyFileSync(installed, to);
  else download(name, file, to);
  return to;
}

function installedFile(path) {
  try {
    return createRequire(join(root, 'rules/package.json')).resolve(path);
  } catch {
    return undefined;
  }
}

function download(name, file, to) {
  const locked = lock[`node_modules/${name}`];
  if (!locked) throw new Error(`${name} is not in package-lock.json.`);
  const folder = mkdtempSync(join(tmpdir(), 'native-'));
  const [packed] = JSON.parse(
    run('npm', ['pack', `${name}@${locked.version}`, '--json', '--pack-destination', folder], 'pipe'),
  );
  if (packed.integrity !== locked.integrity) throw new Error(`${name}: not the package that package-lock.json has.`);
  const archive = readdirSync(folder).find((entry) => entry.endsWith('.tgz'));
  run('tar', ['-xzf', join(folder, archive), '-C', folder]);
  copyFileSync(join(folder, 'package', file), to);
  rmSync(folder, { recursive: true });
}

function run(command, args, stdout = 'inherit') {
  const shell = process.platform === 'win32' && command === 'npm';
  const result = spawnSync(command, args, { cwd: here, stdio: ['ignore', stdout, 'inherit'], encoding: 'utf8', shell });
  if (result.status !== 0) throw new Error(`${command} ${args[0]} failed.`);
  return result.stdout;
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
