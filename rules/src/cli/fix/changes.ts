/** What a repair does to files, and whether it may be done. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import { applyEdits, filesOf, type Fix } from '../../fixes/fix.js';
import { decode, encodeLike } from '../../project/disk.js';

/** Texts are without byte order mark. */
export interface FileChange {
  /** Absolute, forward slashes. */
  readonly path: string;
  /** Undefined where there is no such file yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Of each file that the repair changes or makes. */
export function changesOf({ edits }: Fix): readonly FileChange[] {
  return filesOf(edits).map((file) => ({
    path: file.path,
    before: file.isNew === true ? undefined : file.text,
    after: applyEdits(file, edits),
  }));
}

/** A file is not what the repair was made for. */
export class StaleError extends Error {}

/**
 * Writes the changes, each file whole or not at all: beside the file first, then in its place. Encoding, byte order mark and
 * permissions stay. Folders of new files are made.
 *
 * @throws {StaleError} when a file no longer holds the text before, or a new one is there already; nothing is written then
 */
export function writeChanges(changes: readonly FileChange[]): void {
  const staged: { readonly temporary: string; readonly path: string }[] = [];
  const folders: string[] = [];
  let isDone = false;
  try {
    for (const change of changes) {
      const { path } = change;
      const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
      staged.push({ temporary, path });
      if (change.before === undefined) {
        const made = mkdirSync(posix.dirname(path), { recursive: true });
        if (made !== undefined) folders.push(made);
      }
      stage(change, temporary);
    }
    for (const { temporary, path } of staged) renameSync(temporary, path);
    isDone = true;
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    if (!isDone) for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes what the file shall hold to `temporary`. */
function stage({ path, before, after }: FileChange, temporary: string): void {
  if (before === undefined) {
    if (existsSync(path)) throw new StaleError(`${path} is there already.`);
    writeFileSync(temporary, after, { flag: 'wx' });
    return;
  }
  const bytes = readFileSync(path);
  if (decode(bytes) !== before) throw new StaleError(`${path} was changed in the meantime.`);
  writeFileSync(temporary, encodeLike(bytes, after), { mode: statSync(path).mode, flag: 'wx' });
}
