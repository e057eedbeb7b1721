/** Installs the dependencies where they are missing or older than the lock file. Uses Node alone. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const lock = join(root, 'package-lock.json');
const installed = join(root, 'node_modules/.package-lock.json');

if (!isUpToDate()) {
  console.log('Installing dependencies …');
  process.exitCode = npm('ci') || npm('install') ? 0 : 1;
}

function isUpToDate() {
  if (!existsSync(installed)) return false;
  return !existsSync(lock) || statSync(lock).mtimeMs <= statSync(installed).mtimeMs;
}

function npm(command) {
  const options = { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' };
  return spawnSync('npm', [command, '--no-audit', '--no-fund'], options).status === 0;
}
