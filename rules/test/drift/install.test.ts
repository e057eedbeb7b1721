/** Does one package that cannot be installed stop the others? */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { install } from '../../scripts/drift/install.js';
import { importable, packagesOf } from '../../scripts/drift/packages.js';
import { put, tree } from './tree.js';

/** What npm would do: `broken` cannot be had, and packages without types get theirs from elsewhere. */
function npm(folder: string, specs: readonly string[]): string | undefined {
  if (specs.some((spec) => spec.startsWith('broken'))) return 'E404 broken';
  for (const spec of specs) {
    const name = spec.replace(/(?<=.)@.*$/, '');
    const manifest = name === 'bare' ? '{}' : '{ "types": "index.d.ts" }';
    put(folder, { [`node_modules/${name}/package.json`]: manifest });
  }
  return undefined;
}

it('installs the rest one by one where one fails', () => {
  const { folders, failed } = install(['a', 'broken', 'bare'], tree({}), () => undefined, npm);
  expect([...folders.keys()]).toEqual(['a', 'bare']);
  expect([...failed]).toEqual([['broken', 'E404 broken']]);
  expect(existsSync(join(folders.get('bare') ?? '', 'node_modules/@types/bare/package.json'))).toBe(true);
});

it('takes an earlier version where the newest depends on what cannot be had', () => {
  const said: string[] = [];
  const held = (folder: string, specs: readonly string[]): string | undefined =>
    specs.some((s) => /^(?:held@(?:latest|3)|lost@.*)$/.test(s)) ? 'npm error code ETARGET' : npm(folder, specs);
  const before = (name: string): readonly string[] => (name === 'held' ? ['3', '2', '1'] : []);
  const { folders, failed } = install(['held', 'lost'], tree({}), (text) => said.push(text), held, before);
  expect([...folders.keys()]).toEqual(['held']);
  expect([...failed.keys()]).toEqual(['lost']);
  expect(said.join('')).toContain('✓ held: at 2, as the newest version');
});

it('keeps the versions of a package apart', () => {
  const { folders } = install(['a', 'b@1', 'b@2', '@s/b', 'c'], tree({}), () => undefined, npm);
  expect([...folders.keys()].sort()).toEqual(['@s/b', 'a', 'b@1', 'b@2', 'c']);
  expect(folders.get('b@1')).not.toBe(folders.get('b@2'));
  expect(folders.get('c')).toBe(folders.get('a'));
});

it('leaves what an earlier run installed', () => {
  const root = tree({});
  const first = install(['a'], root, () => undefined, npm);
  const said: string[] = [];
  const second = install(['a', 'b'], root, (text) => said.push(text), npm);
  expect(second.folders.get('a')).toBe(first.folders.get('a'));
  expect(said.join('')).toBe('  ✓ b\n');
});

it('knows which packages a library speaks of', () => {
  const packages = ['queue', 'queue/deep', 'crypto', 'https://example.com/x', 'env:module'];
  expect(packagesOf({ library: 'queue', packages })).toEqual([
    { name: 'queue', installed: true, specifiers: ['queue', 'queue/deep', 'env:module'] },
    { name: 'crypto', installed: false, specifiers: ['crypto'] },
  ]);
});

it('opens every path of a package', () => {
  const exports = { '.': './a.js', './pg': './pg.js', './package.json': './package.json', './x/*': './x/*.js' };
  const folder = tree({ 'orm/package.json': JSON.stringify({ exports }) });
  expect(importable({ name: 'orm', installed: true, specifiers: ['orm/*'] }, folder)).toEqual(['orm', 'orm/pg']);
});
