/** Which folder is a file's project? */
import { expect, it } from 'vitest';
import { findProjectRoot, projectRootOf } from '../../src/project/root.js';
import { workspace } from './workspace.js';

it.each<[string, Record<string, string>, string | undefined]>([
  ['nothing above', { 'a/b/c.ts': '' }, undefined],
  ['a package', { 'a/package.json': '{}', 'a/b/c.ts': '' }, 'a'],
  ['a repository', { 'a/.git/HEAD': '', 'a/b/c.ts': '' }, 'a'],
  [
    'a package of its own in a repository',
    { '.git/HEAD': '', 'package.json': '{}', 'a/package.json': '{}', 'a/b/c.ts': '' },
    'a',
  ],
  ['a workspace', { 'package.json': '{"workspaces":["a"]}', 'a/package.json': '{}', 'a/b/c.ts': '' }, '.'],
  [
    'a workspace by pattern',
    { 'package.json': '{"workspaces":{"packages":["./a/*"]}}', 'a/b/package.json': '{}', 'a/b/c.ts': '' },
    '.',
  ],
  [
    'not one of the workspaces',
    { 'package.json': '{"workspaces":["x/*"]}', 'a/package.json': '{}', 'a/b/c.ts': '' },
    'a',
  ],
  ['pnpm', { 'pnpm-workspace.yaml': '', 'a/package.json': '{}', 'a/b/c.ts': '' }, '.'],
  [
    'a workspace outside the repository',
    { 'pnpm-workspace.yaml': '', 'a/.git/HEAD': '', 'a/b/package.json': '{}', 'a/b/c.ts': '' },
    'a/b',
  ],
  ['a broken manifest', { 'package.json': '{', 'a/package.json': '{}', 'a/b/c.ts': '' }, 'a'],
])('%s', (_, files, root) => {
  const { at, project } = workspace(files);
  const found = findProjectRoot(at('a/b'));
  expect(found).toBe(root === undefined ? undefined : root === '.' ? project.root : at(root));
});

it('a linter started above several packages sees all of them', () => {
  const { at, project } = workspace({ '.git/HEAD': '', 'a/package.json': '{}', 'a/b/c.ts': '' });
  expect(projectRootOf(at('a/b/c.ts'), project.root)).toBe(project.root);
  expect(projectRootOf(at('a/b/c.ts'), at('a'))).toBe(at('a'));
  expect(projectRootOf(at('a/b/c.ts'), '/elsewhere')).toBe(at('a'));
});
