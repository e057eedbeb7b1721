/** Where the tests in editors find and leave things. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const extension = join(import.meta.dirname, '../..');

/** Pictures of what was seen; not in git. */
export const screenshots = join(extension, 'dist/screenshots');

export const fixtures = join(extension, '../fixtures');

/** The VSIX that was packed for this machine. */
export function vsix(): string {
  const files = readdirSync(extension).filter((file) => file.endsWith('.vsix'));
  if (files.length !== 1) throw new Error(`One VSIX was expected, not ${String(files.length)}.`);
  return join(extension, ...files);
}
