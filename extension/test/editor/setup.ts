/** Before the tests in editors: the VSIX of this platform is packed, the editors are set up. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { setUpEditor } from '../../scripts/setup-editor.mjs';
import { screenshots } from './places.js';

const extension = join(import.meta.dirname, '../..');

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of VS Code's server. */
    editor: string;
  }
}

export default function setup(project: TestProject): void {
  const packed = spawnSync(process.execPath, ['scripts/package.mjs'], { cwd: extension, stdio: 'inherit' });
  if (packed.status !== 0) throw new Error('The VSIX could not be packed.');
  rmSync(screenshots, { recursive: true, force: true });
  project.provide('editor', setUpEditor());
}
