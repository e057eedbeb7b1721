/** Where does an import lead? */
import { describe, expect, it } from 'vitest';
import { workspace } from './workspace.js';

const json = (value: unknown): string => JSON.stringify(value);
const paths = (map: Record<string, string[]>, more = {}): string => json({ compilerOptions: { paths: map, ...more } });

interface Case {
  readonly name: string;
  readonly files: Record<string, string>;
  readonly from?: string;
  /** Specifier → where it leads. */
  readonly leads: Record<string, string>;
}

const cases: readonly Case[] = [
  {
    name: 'relative, extensions, folders, compiled names',
    files: {
      'src/b.ts': '',
      'src/c.tsx': '',
      'src/d/index.ts': '',
      'src/e.mts': '',
      'src/f.js': '',
      'src/index.ts': '',
      'src/x.json': '{}',
      'src/push.lua': 'return redis.call',
    },
    leads: {
      './b': 'module src/b.ts',
      './b.js': 'module src/b.ts',
      './c.js': 'module src/c.tsx',
      './d': 'module src/d/index.ts',
      './d/': 'module src/d/index.ts',
      './e.mjs': 'module src/e.mts',
      './f.js': 'module src/f.js',
      '.': 'module src/index.ts',
      './': 'module src/index.ts',
      '../src/b': 'module src/b.ts',
      './nowhere': 'missing',
      './x.json': 'missing',
      './push.lua': 'missing',
    },
  },
  {
    name: 'a folder by its main',
    files: { 'src/lib/package.json': json({ main: 'start.js' }), 'src/lib/start.ts': '' },
    leads: { './lib': 'module src/lib/start.ts' },
  },
  {
    name: 'packages and built-in modules',
    files: {},
    leads: {
      amqplib: 'package amqplib',
      'mysql2/promise': 'package mysql2 (mysql2/promise)',
      '@a/b/c': 'package @a/b (@a/b/c)',
      'node:crypto': 'package crypto',
      crypto: 'package crypto',
      'fs/promises': 'package fs/promises',
      '.hidden/client': 'package .hidden (.hidden/client)',
    },
  },
  {
    name: 'an installed package stays a package',
    files: {
      'node_modules/pkg/package.json': json({ name: 'pkg', main: 'i.js' }),
      'node_modules/pkg/i.js': '',
      'tsconfig.json': paths({ 'y/*': ['./src/*'] }),
    },
    leads: { pkg: 'package pkg', '../node_modules/pkg/i.js': 'package pkg' },
  },
  {
    name: 'tsconfig paths: exact before star, longest first, fall through to the next target',
    files: {
      'tsconfig.json':
        '// comment\n{ "compilerOptions": { "paths": { "@/*": ["./nope/*", "./src/*",], "@/deep/*": ["./other/*"], "@/one": ["./other/only.ts"], }, /* , */ }, }',
      'src/b.ts': '',
      'src/one.ts': '',
      'other/b.ts': '',
      'other/only.ts': '',
    },
    leads: {
      '@/b': 'module src/b.ts',
      '@/deep/b': 'module other/b.ts',
      '@/one': 'module other/only.ts',
      '@/none': 'package @/none',
    },
  },
  {
    name: 'baseUrl; a local folder hides a built-in module as it does for the compiler',
    files: {
      'tsconfig.json': json({ compilerOptions: { baseUrl: './src' } }),
      'src/orders/index.ts': '',
      'src/events/index.ts': '',
    },
    leads: {
      orders: 'module src/orders/index.ts',
      events: 'module src/events/index.ts',
      'node:events': 'package events',
      pg: 'package pg',
    },
  },
  {
    name: 'extends: the paths of the base are relative to the base',
    files: {
      'base/tsconfig.json': paths({ '#b/*': ['./lib/*'] }),
      'base/lib/x.ts': '',
      'a/tsconfig.json': json({ extends: '../base/tsconfig.json' }),
    },
    from: 'a/a.ts',
    leads: { '#b/x': 'module base/lib/x.ts' },
  },
  {
    name: 'extends: own paths over an inherited baseUrl',
    files: {
      'base/url.json': json({ compilerOptions: { baseUrl: './lib' } }),
      'base/lib/x.ts': '',
      'b/tsconfig.json': json({ extends: '../base/url', compilerOptions: { paths: { '@x': ['./x'] } } }),
    },
    from: 'b/b.ts',
    leads: { '@x': 'module base/lib/x.ts', x: 'module base/lib/x.ts' },
  },
  {
    name: 'extends: the later of several wins, ${configDir} is the leaf',
    files: {
      '1.json': paths({ '@x': ['./one.ts'] }),
      '2.json': paths({ '@x': ['${configDir}/src/two.ts'] }),
      'app/tsconfig.json': json({ extends: ['../1.json', '../2.json'] }),
      'one.ts': '',
      'app/src/two.ts': '',
    },
    from: 'app/src/a.ts',
    leads: { '@x': 'module app/src/two.ts' },
  },
  {
    name: 'a missing extends breaks neither relative imports nor own paths',
    files: {
      'tsconfig.json': json({ extends: '@company/tsconfig', compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
      'src/b.ts': '',
    },
    leads: { './b': 'module src/b.ts', '@/b': 'module src/b.ts', pg: 'package pg' },
  },
  {
    name: 'extends a package of the workspace',
    files: {
      'config/package.json': json({ name: '@co/config' }),
      'config/base.json': paths({ '@/*': ['${configDir}/src/*'] }),
      'app/tsconfig.json': json({ extends: '@co/config/base.json' }),
      'app/src/b.ts': '',
    },
    from: 'app/src/a.ts',
    leads: { '@/b': 'module app/src/b.ts' },
  },
  {
    name: 'extends in a circle',
    files: {
      'tsconfig.json': json({ extends: './tsconfig.base.json' }),
      'tsconfig.base.json': json({ extends: './tsconfig.json', compilerOptions: { baseUrl: 'src' } }),
      'src/b.ts': '',
    },
    leads: { b: 'module src/b.ts' },
  },
  {
    name: 'project references',
    files: {
      'tsconfig.json': json({ files: [], references: [{ path: './tsconfig.server.json' }, { path: './web' }] }),
      'tsconfig.server.json': paths({ '~/*': ['./src/*'] }),
      'web/tsconfig.json': paths({ '%/*': ['./lib/*'] }),
      'src/b.ts': '',
      'web/lib/c.ts': '',
    },
    leads: { '~/b': 'module src/b.ts', '%/c': 'module web/lib/c.ts' },
  },
  {
    name: 'excluded files have paths too',
    files: {
      'tsconfig.json': json({ exclude: ['src/a.ts'], compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
      'src/b.ts': '',
    },
    leads: { '@/b': 'module src/b.ts' },
  },
  {
    name: 'jsconfig',
    files: { 'jsconfig.json': paths({ '@/*': ['./src/*'] }), 'src/b.js': '' },
    from: 'src/a.js',
    leads: { '@/b': 'module src/b.js' },
  },
  {
    name: 'workspace packages lead to their source, built or not',
    files: {
      'packages/a/package.json': json({ name: '@co/a', main: 'dist/index.js' }),
      'packages/a/src/index.ts': '',
      'packages/a/src/deep/x.ts': '',
      'packages/a/dist/index.js': '',
      'packages/b/package.json': json({
        name: 'b',
        exports: {
          '.': { types: './dist/main.d.ts', default: './dist/main.js' },
          './feature': './dist/cjs/feature.js',
          './p/*': './lib/parts/*.js',
        },
      }),
      'packages/b/src/main.ts': '',
      'packages/b/src/feature.ts': '',
      'packages/b/src/parts/q.ts': '',
      'packages/c/package.json': json({ name: 'c' }),
      'packages/c/index.js': '',
      'packages/e/package.json': json({ name: 'e', main: './dist/esm/start.js' }),
      'packages/e/src/start.ts': '',
    },
    leads: {
      '@co/a': 'module packages/a/src/index.ts',
      '@co/a/deep/x': 'module packages/a/src/deep/x.ts',
      '@co/a/none': 'package @co/a (@co/a/none)',
      b: 'module packages/b/src/main.ts',
      'b/feature': 'module packages/b/src/feature.ts',
      'b/p/q': 'module packages/b/src/parts/q.ts',
      c: 'module packages/c/index.js',
      d: 'package d',
      e: 'module packages/e/src/start.ts',
    },
  },
  {
    name: 'subpath imports',
    files: {
      'package.json': json({
        imports: { '#db': './dist/db.js', '#lib/*': { default: './src/lib/*.js' }, '#ext': 'pg' },
      }),
      'src/db.ts': '',
      'src/lib/x.ts': '',
    },
    leads: { '#db': 'module src/db.ts', '#lib/x': 'module src/lib/x.ts', '#none': 'missing' },
  },
  {
    name: 'a broken manifest and a broken tsconfig',
    files: { 'package.json': '{', 'tsconfig.json': '[', 'src/b.ts': '' },
    leads: { './b': 'module src/b.ts', pg: 'package pg' },
  },
];

describe('resolve', () => {
  it.each(cases)('$name', ({ files, from = 'src/a.ts', leads }) => {
    const made = workspace({ [from]: '', ...files });
    const found = Object.keys(leads).map((specifier) => [specifier, made.resolve(from, specifier)]);
    expect(Object.fromEntries(found)).toEqual(leads);
  });

  it('takes a generated client kept in the repository for its package', () => {
    const files = {
      'src/gen/index.js': '"use strict"',
      'src/gen/index.d.ts': '/* generated by Acme */',
      'src/gen2/client.ts': '// generated by Acme',
      'src/own.ts': `${'\n'.repeat(4000)}// generated by Acme`,
    };
    for (const marker of ['generated by Acme', /generated\s+by Acme/g]) {
      const made = workspace(files, { generated: [{ marker, package: '@acme/client' }] });
      expect(made.resolve('src/a.ts', './gen')).toBe('package @acme/client');
      expect(made.resolve('src/a.ts', './gen2/client')).toBe('package @acme/client');
      expect(made.resolve('src/a.ts', './own')).toBe('module src/own.ts');
    }
  });

  it('finds the version in the nearest manifest that names the package', () => {
    const made = workspace({
      'package.json': json({ dependencies: { pg: '^8.0.0', bullmq: '^5.0.0' } }),
      'app/package.json': json({ devDependencies: { pg: '^7.0.0' }, peerDependencies: { knex: '3' } }),
    });
    const version = (name: string) => made.project.packageVersion(made.at('app/src/a.ts'), name);
    expect([version('pg'), version('bullmq'), version('knex'), version('none')]).toEqual([
      '^7.0.0',
      '^5.0.0',
      '3',
      undefined,
    ]);
  });
});
