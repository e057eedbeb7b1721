/** The workspace that most editors open: the example shop and a consumer with a repository, without the comments that announce findings. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixtures } from './places.js';

/** @returns the folder, filled */
export function fillShop(folder: string): string {
  cpSync(join(fixtures, 'shop'), folder, { recursive: true });
  cpSync(join(fixtures, 'pg/repository'), join(folder, 'apps/archive/src'), { recursive: true });
  for (const app of ['.', 'apps/archive/src']) rmSync(join(folder, app, 'expected.md'));
  return withoutAnnouncements(folder);
}

/** A handler that adds to an account, with the schema and its migrations: the repair adds a table by one more of them. */
export function fillWallet(folder: string): string {
  cpSync(join(fixtures, 'repair/records-prisma'), folder, { recursive: true });
  rmSync(join(folder, 'expected.md'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "wallet", "private": true }\n');
  return withoutAnnouncements(folder);
}

function withoutAnnouncements(folder: string): string {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/[ \t]*\/\/ [✗✓].*$/gm, ''));
  }
  return folder;
}
