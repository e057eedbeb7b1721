/** Which installed packages are read as if they were the project's own? */
import { expect, it } from 'vitest';
import { workspace } from './workspace.js';

const packages = {
  isKnown: (name: string) => /^(?:queue|util)(?:\/|$)/.test(name),
  matters: (name: string) => name === 'queue',
};
const base = {
  'package.json': '{ "name": "app" }',
  'src/a.ts': "import { Base } from '@acme/common';\nexport class A extends Base {}\n",
  'node_modules/@acme/common/package.json':
    '{ "main": "dist/index.js", "types": "dist/index.d.ts", "dependencies": { "queue": "1" } }',
  'node_modules/@acme/common/dist/index.js': '__exportStar(require("./base"), exports);',
  'node_modules/@acme/common/dist/index.d.ts': "export * from './base';",
  'node_modules/@acme/common/dist/base.js': 'const queue = require("queue");\nclass Base {}\nexports.Base = Base;',
  'node_modules/@acme/common/dist/unused.js': 'exports.x = 1;',
};

it('reads what the imports lead to, and nothing else of the package', () => {
  const { project, short, resolve, files } = workspace(base, { packages });
  expect(files()).toEqual(['src/a.ts']);
  expect(project.sources().map(short)).toEqual([
    'src/a.ts',
    'node_modules/@acme/common/dist/index.js',
    'node_modules/@acme/common/dist/base.js',
  ]);
  expect(resolve('src/a.ts', '@acme/common')).toBe('module node_modules/@acme/common/dist/index.js');
  expect(resolve('node_modules/@acme/common/dist/index.js', './base')).toBe(
    'module node_modules/@acme/common/dist/base.js',
  );
  expect(resolve('node_modules/@acme/common/dist/base.js', 'queue')).toBe('package queue');
  expect(project.filesWithWord('Base').map(short)).toContain('node_modules/@acme/common/dist/base.js');
});

it.each([
  ['depends on nothing that matters', { dependencies: { util: '1' } }],
  ['needs it for its own tests only', { devDependencies: { queue: '1' } }],
])('leaves a package that %s', (_, manifest) => {
  const files = {
    ...base,
    'node_modules/@acme/common/package.json': JSON.stringify({ main: 'dist/index.js', ...manifest }),
  };
  const { project, short, resolve } = workspace(files, { packages });
  expect(project.sources().map(short)).toEqual(['src/a.ts']);
  expect(resolve('src/a.ts', '@acme/common')).toBe('package @acme/common');
});

it('leaves packages that are known, and everything where nobody says what is', () => {
  const known = { isKnown: () => true, matters: () => true };
  expect(workspace(base, { packages: known }).project.sources()).toHaveLength(1);
  expect(workspace(base).project.sources()).toHaveLength(1);
});

it('lives with manifests that are broken or lead nowhere', () => {
  for (const manifest of ['{', 'null', '{ "main": "no.js", "dependencies": { "queue": "1" } }']) {
    const files = { ...base, 'node_modules/@acme/common/package.json': manifest };
    expect(workspace(files, { packages }).resolve('src/a.ts', '@acme/common')).toBe('package @acme/common');
  }
});

it('takes the declarations where the code is machine-made', () => {
  const code = `var a=1;${'b();'.repeat(8000)}`;
  const { resolve } = workspace({ ...base, 'node_modules/@acme/common/dist/index.js': code }, { packages });
  expect(resolve('src/a.ts', '@acme/common')).toBe('module node_modules/@acme/common/dist/index.d.ts');
});

it('reads a sub-path, and what one such package imports of another', () => {
  const files = {
    ...base,
    'src/b.ts': "import { other } from '@acme/other/consumers';",
    'node_modules/@acme/other/package.json':
      '{ "exports": { "./*": { "types": "./lib/*.d.ts", "import": "./lib/*.js" } }, "peerDependencies": { "queue": "*" } }',
    'node_modules/@acme/other/lib/consumers.js': "import { Base } from '@acme/common';\nexport const other = Base;",
  };
  const { resolve } = workspace(files, { packages });
  expect(resolve('src/b.ts', '@acme/other/consumers')).toBe('module node_modules/@acme/other/lib/consumers.js');
  expect(resolve('node_modules/@acme/other/lib/consumers.js', '@acme/common')).toBe(
    'module node_modules/@acme/common/dist/index.js',
  );
});

it('says where it stopped', () => {
  const parts = Array.from({ length: 400 }, (_, i) => `part${String(i)}`);
  const files: Record<string, string> = {
    ...base,
    'node_modules/@acme/common/dist/index.js': parts.map((p) => `require("./${p}");`).join('\n'),
  };
  for (const part of parts) files[`node_modules/@acme/common/dist/${part}.js`] = '';
  const { project, short } = workspace(files, { packages });
  expect(project.sources()).toHaveLength(301);
  expect(project.problems.map(({ file, message }) => `${short(file)}: ${message}`)).toEqual([
    'node_modules/@acme/common: installed code beyond this package was not read: too much of it',
  ]);
});

it('sees another import at once', () => {
  const { project, at, short, resolve } = workspace({ ...base, 'src/a.ts': 'export {};' }, { packages });
  expect(project.sources()).toHaveLength(1);
  project.setBuffer(at('src/a.ts'), base['src/a.ts']);
  expect(resolve('src/a.ts', '@acme/common')).toBe('module node_modules/@acme/common/dist/index.js');
  expect(project.filesWithWord('queue').map(short)).toEqual(['node_modules/@acme/common/dist/base.js']);
});

it('sees at once what an installed file imports by now', () => {
  const made = workspace(base, { packages });
  const { project, at, short } = made;
  const index = 'node_modules/@acme/common/dist/index.js';
  const read = ['src/a.ts', index, 'node_modules/@acme/common/dist/base.js'];
  expect(project.sources().map(short)).toEqual(read);
  const { revision } = project;
  project.setBuffer(at(index), '');
  expect(project.changesSince(revision)).toBeUndefined();
  expect(project.sources().map(short)).toEqual(read.slice(0, 2));
  expect(project.filesWithWord('queue')).toEqual([]);
  project.setBuffer(at(index), base[index]);
  expect(project.sources().map(short)).toEqual(read);
  expect(project.filesWithWord('queue').map(short)).toEqual(read.slice(2));
  made.write(index, 'require("./unused");');
  project.setBuffer(at(index), undefined);
  project.changed(at(index));
  expect(project.sources().map(short)).toEqual([...read.slice(0, 2), 'node_modules/@acme/common/dist/unused.js']);
});
