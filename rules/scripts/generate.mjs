/**
 * Writes what is generated from the sources; `--check` writes nothing and fails where a file is not up to date. Each
 * module of `generators/` exports `generate()`, which returns the files it owns as `{ path, content }`, with absolute
 * paths. Works before the first build.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, getFileInfo, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('../../', import.meta.url));
const generators = new URL('generators/', import.meta.url);
const check = process.argv.includes('--check');

for (const name of readdirSync(generators).sort()) {
  if (!name.endsWith('.mjs')) continue;
  const { generate } = await import(new URL(name, generators).href);
  for (const { path, content } of await generate()) await settle(path, await formatted(path, content));
}

async function settle(path, content) {
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
  if (check) {
    console.error(`not up to date: ${relative(root, path)} (run npm run generate)`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  console.log(`written: ${relative(root, path)}`);
}

/** As prettier would have it, so that the format check and this one never disagree. */
async function formatted(path, content) {
  const { ignored, inferredParser } = await getFileInfo(path, { ignorePath: join(root, '.prettierignore') });
  if (ignored || inferredParser === null) return content;
  return format(content, { ...(await resolveConfig(path)), filepath: path });
}
