/** Writes what is generated from the sources; `--check` fails when a file is not up to date. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const check = process.argv.includes('--check');
let stale = 0;
for (const file of readdirSync(join(here, 'generators')).sort()) {
  const { generate } = await import(pathToFileURL(join(here, 'generators', file)).href);
  for (const { path, content } of await generate()) {
    const current = existsSync(path) ? readFileSync(path, 'utf8') : '';
    if (current === content) continue;
    stale++;
    if (check) console.error(`not up to date: ${path} (run npm run generate)`);
    else writeFileSync(path, content);
  }
}
if (check && stale > 0) process.exit(1);
