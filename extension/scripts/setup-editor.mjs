/**
 * What the tests in editors need: some programs (by apt-get, as root, where they are missing) and VS Code's workbench with its
 * own server, which the npm package code-server holds. It is kept by version in the user's cache, outside of the repository.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
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

/** Debian packages, each with a shell command that says something where it is there. */
const packages = {
  chromium: 'command -v chromium',
  neovim: 'command -v nvim',
  // VS Code looks for files with it; its own copy would be downloaded when it is installed.
  ripgrep: 'command -v rg',
  unzip: 'command -v unzip',
  fontconfig: 'command -v fc-list',
  // Chinese letters.
  'fonts-wqy-microhei': 'fc-list :lang=zh',
};

/** @returns {string} the folder of VS Code's server */
export function setUpEditor() {
  const missing = Object.keys(packages).filter((name) => ask(packages[name]) === '');
  if (missing.length > 0) installPackages(missing);
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'idempotent-consumer');
  const editor = join(cache, codeServer.name.replace('@', '-'));
  if (!existsSync(editor)) makeEditor(editor);
  return editor;
}

/** What a shell command says. */
function ask(command) {
  return spawnSync('sh', ['-c', command], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }).stdout.trim();
}

function installPackages(names) {
  console.log(`Installing ${names.join(', ')} …`);
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { DEBIAN_FRONTEND: 'noninteractive' });
}

/** Native addons stay out: log files and the Output panel need one, the tests do not, and it takes half a minute to compile. */
function makeEditor(editor) {
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
  const bin = join(making, 'node_modules/@vscode/ripgrep/bin');
  mkdirSync(bin, { recursive: true });
  symlinkSync(ask('command -v rg'), join(bin, 'rg'));
  renameSync(making, editor);
}

function run(command, args, env = {}, cwd = process.cwd()) {
  const options = { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' };
  const { status, stdout } = spawnSync(command, args, options);
  if (status !== 0) throw new Error(`${command} ${args[0]} failed.`);
  return stdout;
}
