/** Are the diagnostics of every fixture those that its comments announce? */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { caseFolders, fixtures } from './cases.js';
import { Editor, folderWith } from './editor.js';

/** `line rule` by file. */
function announced(folder: string): Record<string, string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.[cm]?[jt]sx?$/.test(path) && !path.includes('node_modules'),
  );
  const found = files.sort().flatMap((path) => {
    const lines = readFileSync(join(folder, path), 'utf8').split(/\r?\n/);
    const own = lines.flatMap((text, i) => {
      const said = /(?:\/\/|\/\*)\s*✗\s*(.*)$/.exec(text)?.[1] ?? '';
      return [...said.matchAll(/\b((?:no|require)-[a-z-]+)/g)].map(([, rule = '']) => `${String(i + 1)} ${rule}`);
    });
    return own.length > 0 ? [[path.replaceAll('\\', '/'), own] as const] : [];
  });
  return Object.fromEntries(found);
}

const groups = new Map<string, string[]>();
for (const name of caseFolders())
  groups.set(name.split('/')[0] ?? '', [...(groups.get(name.split('/')[0] ?? '') ?? []), name]);

describe('fixtures', () => {
  it.each([...groups.keys()])('%s', async (group) => {
    for (const name of groups.get(group) ?? []) {
      const root = folderWith({});
      cpSync(join(fixtures, name), root, { recursive: true });
      const editor = await Editor.start(root, { options: { settings: { config: 'strict' } } });
      const found = await editor.workspaceFound();
      const expected = Object.entries(announced(root));
      const lines = (all: readonly (readonly [string, readonly string[]])[]) =>
        Object.fromEntries(all.map(([path, own]) => [path, [...new Set(own)].sort()]));
      expect(lines(Object.entries(found)), name).toEqual(lines(expected));
      for (const path of Object.keys(found)) {
        await editor.open(path);
        expect((await editor.found(path)).sort(), `${name}/${path}`).toEqual([...(found[path] ?? [])].sort());
      }
      expect(editor.log).toEqual([]);
      await editor.stop();
    }
  });
});
