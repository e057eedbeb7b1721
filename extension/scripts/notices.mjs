/** Whose code is in the bundles, and under which licence. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @param {readonly string[]} files absolute paths of what was bundled
 * @returns {string} name, version and licence of each package among them that is not ours
 */
export function noticesOf(files) {
  const folders = new Set(files.filter((file) => file.includes('/node_modules/')).map(packageOf));
  return [...folders].map(noticeOf).sort().join('\n\n');
}

function packageOf(file) {
  let folder = dirname(file);
  while (!existsSync(join(folder, 'package.json')) || readPackage(folder).name === undefined) folder = dirname(folder);
  return folder;
}

function noticeOf(folder) {
  const { name, version, license } = readPackage(folder);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const text = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
  return `${name} ${version} (${license})${text}\n${'-'.repeat(80)}`;
}

function readPackage(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
