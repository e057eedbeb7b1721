/** Shows what the command says about the example shop. Findings are what the example is for, so they are no failure. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const paths = process.argv.length > 2 ? process.argv.slice(2) : ['fixtures/shop'];
const { status } = spawnSync(process.execPath, [command, ...paths], { cwd: root, stdio: 'inherit' });

process.exitCode = status === 1 ? 0 : (status ?? 2);
