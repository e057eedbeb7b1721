/** Bundles client, language server and the timeline's page, from their sources, into `dist/`: `node scripts/bundle.mjs`. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { noticesOf } from './notices.mjs';

const here = fileURLToPath(new URL('../', import.meta.url));
const dist = join(here, 'dist');

/** Our own packages: what their manifests export is built from, so that nothing has to be built before. */
const ownPackages = {
  'eslint-plugin-idempotent-consumer': { folder: join(here, '../rules'), sources: './src/' },
  'idempotent-consumer-language-server': { folder: join(here, 'server'), sources: './' },
};
const ownSources = {
  name: 'own sources',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(${Object.keys(ownPackages).join('|')})(/|$)`) }, ({ path }) => {
      const [name, ...rest] = path.split('/');
      const { folder, sources } = ownPackages[name];
      const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const built = exports[['.', ...rest].join('/')]?.default;
      return built && { path: join(folder, built.replace('./dist/', sources).replace(/\.js$/, '.ts')) };
    });
  },
};

const common = {
  plugins: [ownSources],
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: here,
};
const node = { ...common, platform: 'node', target: 'node20' };

/** Each of these is tried by its package until one is there: they are looked for when the program runs. */
const nativeModules = {
  name: 'native modules',
  setup({ onResolve }) {
    onResolve(
      { filter: /\.node$|^@oxc-(parser|resolver)\/binding-|^jiti(\/|$)|\.wasi\.cjs$|webcontainer-fallback/ },
      ({ path }) => ({
        path,
        external: true,
      }),
    );
  },
};

const bundles = [
  { ...node, entryPoints: ['client/extension.ts'], outfile: 'dist/client.cjs', format: 'cjs', external: ['vscode'] },
  {
    ...node,
    // ESLint, half of it all, is read when the first file has a comment for it.
    entryPoints: [{ in: 'server/main.ts', out: 'server' }],
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    splitting: true,
    plugins: [ownSources, nativeModules],
    // What its CommonJS packages require of Node itself.
    banner: { js: "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);" },
  },
  // The engine requires it when it meets the first SQL, by its name.
  {
    ...node,
    entryPoints: [fileURLToPath(import.meta.resolve('sql-parser-cst'))],
    outfile: 'dist/node_modules/sql-parser-cst/index.js',
    format: 'cjs',
  },
  // The server starts it on a thread of its own, by its name, when there is a configuration to execute.
  {
    ...node,
    entryPoints: ['server/config-worker.ts'],
    outfile: 'dist/node_modules/idempotent-consumer-language-server/dist/config-worker.js',
    format: 'esm',
    plugins: [ownSources, nativeModules],
  },
  {
    ...common,
    platform: 'browser',
    target: 'chrome132',
    entryPoints: [{ in: 'client/timeline/view.ts', out: 'timeline' }],
    outdir: 'dist',
    format: 'iife',
  },
];

/** Fills `dist/`, all but the native modules of a platform. */
export async function bundle() {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  const results = await Promise.all(bundles.map((options) => build(options)));
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  writeFileSync(join(dist, 'NOTICES.txt'), noticesOf(inputs.map((input) => join(here, input))));
  const manifest = 'node_modules/idempotent-consumer-language-server/package.json';
  cpSync(join(here, 'server/package.json'), join(dist, manifest));
  cpSync(join(here, '../rules/docs/rules'), join(dist, 'rules'), { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
