/** What does git say of a file? */
import { spawnSync } from 'node:child_process';
import { posix } from 'node:path';

/**
 * Does the file hold something that no commit holds: changed, staged or not tracked? Outside of a repository, and where
 * there is no git, nothing is known and the answer is no.
 *
 * @param path absolute, forward slashes
 */
export function hasUncommittedChanges(path: string): boolean {
  const args = ['-C', posix.dirname(path), 'status', '--porcelain', '--ignored', '--', posix.basename(path)];
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return status === 0 && stdout.trim() !== '';
}
