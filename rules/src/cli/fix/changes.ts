/** What a repair does to files, and whether it may be done. */
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { applyEdits, type Fix } from '../../fixes/fix.js';
import { decode, encodeLike } from '../../project/disk.js';

/** Texts are without byte order mark. */
export interface FileChange {
  /** Absolute, forward slashes. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Of each file that the repair changes. */
export function changesOf({ edits }: Fix): readonly FileChange[] {
  const modules = [...new Set(edits.map((edit) => edit.module))];
  return modules.map((module) => ({ path: module.path, before: module.text, after: applyEdits(module, edits) }));
}

/** A file is not what the repair was made for. */
export class StaleError extends Error {}

/**
 * Writes the changes, each file whole or not at all: beside the file first, then in its place. Encoding, byte order mark and
 * permissions stay.
 *
 * @throws {StaleError} when a file no longer holds the text before; nothing is written then
 */
export function writeChanges(changes: readonly FileChange[]): void {
  const staged: { readonly temporary: string; readonly path: string }[] = [];
  try {
    for (const { path, before, after } of changes) {
      const bytes = readFileSync(path);
      if (decode(bytes) !== before) throw new StaleError(`${path} was changed in the meantime.`);
      const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
      staged.push({ temporary, path });
      writeFileSync(temporary, encodeLike(bytes, after), { mode: statSync(path).mode, flag: 'wx' });
    }
    for (const { temporary, path } of staged) renameSync(temporary, path);
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}
