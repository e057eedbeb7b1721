/** Which files were asked for, and which project are they a part of? */
import { posix, resolve } from 'node:path';
import { isFileNow, isFolderNow, slashes } from '../project/disk.js';
import { findProjectRoot } from '../project/root.js';
import { UsageError } from './arguments.js';
import type { Scope } from './result.js';

export interface ProjectScope extends Scope {
  /** The folder that is analysed: the whole project around the paths, so that calls out of them are followed. */
  readonly project: string;
}

/** @throws {UsageError} when a path does not exist */
export function scopeOf(paths: readonly string[], cwd: string): ProjectScope {
  const given = paths.map((path) => slashes(resolve(cwd, path)));
  for (const [i, path] of given.entries()) {
    if (!isFileNow(path) && !isFolderNow(path)) throw new UsageError(`No such file or folder: ${paths[i] ?? path}`);
  }
  const folders = given.map((path) => (isFileNow(path) ? posix.dirname(path) : path));
  const shared = folders.reduce(sharedFolder);
  const [only] = given;
  return {
    root: given.length === 1 && only === shared ? shared : isWithin(slashes(cwd), shared) ? slashes(cwd) : shared,
    project: findProjectRoot(shared) ?? shared,
    holds: (file) => given.some((path) => isWithin(path, file)),
  };
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function sharedFolder(a: string, b: string): string {
  let folder = a;
  while (!isWithin(folder, b)) folder = posix.dirname(folder);
  return folder;
}
