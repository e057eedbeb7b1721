/** Which folder is the project that a file or folder belongs to? */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { posix } from 'node:path';
import ignore from 'ignore';
import { decode, isFileNow, isFolderNow, slashes } from './disk.js';

/** Files whose presence makes a folder the top of several packages. */
const WORKSPACE_FILES = ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'rush.json'];

/**
 * The workspace root that `folder` (absolute) belongs to, else the nearest folder upwards with a package.json or a
 * repository, else undefined. The home folder is never a project, whatever lies in it.
 */
export function findProjectRoot(folder: string): string | undefined {
  const above = foldersAbove(slashes(folder));
  const nearest = above.find((at) => isFileNow(`${at}/package.json`) || isRepository(at));
  if (nearest === undefined) return undefined;
  const known = workspaces.get(nearest) ?? workspaceAround(nearest, above);
  workspaces.set(nearest, known);
  return known;
}

/** By package. Whoever makes a workspace of packages restarts the editor. */
const workspaces = new Map<string, string>();

function workspaceAround(nearest: string, above: readonly string[]): string {
  const top = above.findIndex((at) => isRepository(at));
  const outer = above.slice(above.indexOf(nearest), top < 0 ? undefined : top + 1);
  return outer.find((at) => at !== nearest && isWorkspaceOf(at, nearest)) ?? nearest;
}

/**
 * The project of a linted file. A run that was started further up, at the top of several packages, sees all of them.
 *
 * @param file absolute path
 * @param cwd where the linter was started
 */
export function projectRootOf(file: string, cwd: string): string {
  const folder = posix.dirname(file);
  const within = folder === cwd || folder.startsWith(`${cwd}/`);
  const own = findProjectRoot(folder);
  const around = within ? findProjectRoot(cwd) : undefined;
  if (own === undefined || around === undefined) return own ?? around ?? (within ? cwd : folder);
  return around.length < own.length ? around : own;
}

function foldersAbove(folder: string): readonly string[] {
  const home = slashes(homedir());
  const found: string[] = [];
  for (let at = folder; ; at = posix.dirname(at)) {
    // Above the root of a drive there is nothing.
    if (at === '.' && found.length > 0) return found;
    if (at !== home || found.length === 0) found.push(at);
    if (posix.dirname(at) === at) return found;
  }
}

function isRepository(folder: string): boolean {
  return isFolderNow(`${folder}/.git`) || isFileNow(`${folder}/.git`);
}

/** Does the folder declare packages, and `member` among them? Where it does not list them by pattern, every package below is one. */
function isWorkspaceOf(folder: string, member: string): boolean {
  const patterns = workspacePatterns(folder);
  if (!patterns) return WORKSPACE_FILES.some((name) => isFileNow(`${folder}/${name}`));
  const relative = member.slice(folder.length).replace(/^\//, '');
  return ignore().add(patterns.map(anchored)).ignores(relative);
}

/** `packages/*` of a manifest means the folders right there, not at any depth. */
function anchored(pattern: string): string {
  const negated = pattern.startsWith('!');
  const path = pattern.replace(/^!/, '').replace(/^\.?\//, '');
  return `${negated ? '!' : ''}/${path}`;
}

function workspacePatterns(folder: string): readonly string[] | undefined {
  const manifest = readJson(`${folder}/package.json`);
  const declared = isObject(manifest) ? manifest['workspaces'] : undefined;
  const list = isObject(declared) ? declared['packages'] : declared;
  return Array.isArray(list) ? list.filter((p): p is string => typeof p === 'string') : undefined;
}

function readJson(path: string): unknown {
  if (!isFileNow(path)) return undefined;
  try {
    return JSON.parse(decode(readFileSync(path)));
  } catch {
    // A broken manifest declares nothing.
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
