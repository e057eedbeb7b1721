/**
 * Installs the servers that fixtures are replayed on, where it may: as root, on Debian. Elsewhere it says what is missing,
 * and the fixtures that need it count as not run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Commands, and the packages that bring them. */
const engines = { 'redis-server': 'redis-server' };

const missing = Object.keys(engines).filter((command) => !isInstalled(command));
if (missing.length > 0) {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (mayInstall) install(missing.map((command) => engines[command]));
  for (const command of missing.filter((name) => !isInstalled(name))) {
    const reason = mayInstall ? 'could not be installed' : 'is not installed, and only root may do so, on Debian';
    console.log(`${command} ${reason}: fixtures that need it are not replayed.`);
  }
}

function isInstalled(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** What is known of packages may be too old, or nothing at all: then it is asked for, and tried once more. */
function install(packages) {
  console.log(`Installing ${packages.join(', ')} …`);
  const get = ['install', '--yes', '--no-install-recommends', ...packages];
  if (!apt(get) && apt(['update'])) apt(get);
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['--quiet', ...args], { stdio: 'ignore', env, timeout: 120_000 }).status === 0;
}
