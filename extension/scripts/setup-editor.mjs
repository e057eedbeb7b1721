/**
 * What the tests in editors need: chromium and neovim (by apt-get, as root, where they are missing) and VS Code's workbench with
 * its own server, which the npm package code-server holds. It is kept by version in the user's cache, outside of the repository.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Holds VS Code 1.100.3, the oldest version that the manifest allows. */
const codeServer = {
  name: 'code-server@4.100.3',
  integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
};

/** Built-in extensions that take memory and offer fixes of their own, or want the network. */
const leftOut =
  /^(typescript-language-features|git|git-base|github|.*-authentication|tunnel-forwarding|ms-vscode\..*)$/;

/** @returns {string} the folder of VS Code's server */
export function setUpEditor() {
  const missing = ['chromium', 'nvim'].filter((program) => !isInstalled(program));
  if (missing.length > 0) installPrograms(missing.map((program) => (program === 'nvim' ? 'neovim' : program)));
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'idempotent-consumer');
  const editor = join(cache, codeServer.name.replace('@', '-'));
  if (!existsSync(editor)) makeEditor(cache, editor);
  return editor;
}

function isInstalled(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

function installPrograms(names) {
  console.log(`Installing ${names.join(' and ')} …`);
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { DEBIAN_FRONTEND: 'noninteractive' });
}

/** Native addons stay out: log files and the Output panel need one, the tests do not, and it takes half a minute to compile. */
function makeEditor(cache, editor) {
  console.log(`Setting up ${codeServer.name} …`);
  const making = `${editor}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  const [{ filename, integrity }] = JSON.parse(run('npm', ['pack', '--json', codeServer.name], {}, making));
  if (integrity !== codeServer.integrity) throw new Error(`${codeServer.name} is not the package it was.`);
  run('tar', ['-xzf', filename, '--strip-components=3', 'package/lib/vscode'], {}, making);
  rmSync(join(making, filename));
  run('npm', ['install', '--silent', '--ignore-scripts', '--omit=dev'], {}, making);
  for (const name of readdirSync(join(making, 'extensions'))) {
    if (leftOut.test(name)) rmSync(join(making, 'extensions', name), { recursive: true });
  }
  mkdirSync(cache, { recursive: true });
  renameSync(making, editor);
}

function run(command, args, env = {}, cwd = process.cwd()) {
  const options = { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' };
  const { status, stdout } = spawnSync(command, args, options);
  if (status !== 0) throw new Error(`${command} ${args[0]} failed.`);
  return stdout;
}
