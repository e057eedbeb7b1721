/** The fixtures as workspaces. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const fixtures = join(import.meta.dirname, '../../../fixtures');

/** Folders with a `handler.*`, and roots of several packages. */
export function caseFolders(): string[] {
  return readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules') && (/\/handler\.[cm]?[jt]sx?$/.test(path) || isRoot(path)))
    .map((path) => path.slice(0, path.lastIndexOf('/')))
    .filter((path, i, all) => all.indexOf(path) === i)
    .sort();
}

function isRoot(path: string): boolean {
  return (
    path.endsWith('/package.json') && 'workspaces' in (JSON.parse(readFileSync(join(fixtures, path), 'utf8')) as object)
  );
}
