/** A small `node_modules` in a temporary folder that is gone after the test. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** @param files by path below `node_modules` */
export function tree(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'idempotent-consumer-drift-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  put(folder, { 'node_modules/@types/node/package.json': '{ "name": "@types/node", "types": "index.d.ts" }' });
  put(folder, { 'node_modules/@types/node/index.d.ts': 'declare const process: { env: Record<string, string> };' });
  for (const [path, text] of Object.entries(files)) put(folder, { [`node_modules/${path}`]: text });
  return folder;
}

export function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
