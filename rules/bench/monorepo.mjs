/** A monorepo of 2,000 source files to measure on: always the same, one file in twenty a consumer. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { consumerSource } from './monorepo-consumers.mjs';
import { entitySources, indexSource, platformSources, wiringSource } from './monorepo-sources.mjs';

const AREAS =
  'billing catalog shipping returns loyalty pricing search reviews support fraud taxes invoices vouchers wishlists carts profiles sessions media reports alerts'.split(
    ' ',
  );
const ENTITIES = 'account batch contract document entry'.split(' ');
const PACKAGES = 40;

/** Writes the monorepo below `root` and says how much it holds. */
export function writeMonorepo(root) {
  write(root, 'package.json', json({ name: 'acme', private: true, workspaces: ['packages/*'] }));
  write(root, 'tsconfig.base.json', json(baseConfig));
  writePackage(root, 'platform', platformSources(ENTITIES.slice(0, 4)));
  let files = 50;
  let consumers = 0;
  for (let i = 1; i < PACKAGES; i++) {
    const area = areaName(i);
    const sources = areaSources(i);
    writePackage(root, area, sources);
    files += Object.keys(sources).length;
    consumers += Object.keys(sources).filter((path) => path.endsWith('.consumer.ts')).length;
  }
  return { files, consumers };
}

/** Fifty files; each consumer reaches its writes through services of this package and of the one before it. */
function areaSources(i) {
  const area = areaName(i);
  const neighbour = i === 1 ? undefined : areaName(i - 1);
  const sources = Object.assign({}, ...ENTITIES.map((entity, nth) => entitySources(area, entity, i + nth)));
  sources['wiring.ts'] = wiringSource(area, ENTITIES);
  for (let nth = 0; nth < 2 + (i % 2); nth++)
    sources[`${ENTITIES[nth]}.consumer.ts`] = consumerSource({ area, neighbour, entity: ENTITIES[nth], kind: i + nth });
  if (i % 2 === 0) sources['constants.ts'] = `export const AREA = '${area}';\nexport const PAGE_SIZE = ${10 + i};\n`;
  sources['index.ts'] = indexSource(ENTITIES);
  return sources;
}

function areaName(i) {
  return i <= AREAS.length ? AREAS[i - 1] : `${AREAS[i - AREAS.length - 1]}-archive`;
}

function writePackage(root, name, sources) {
  const folder = `packages/${name}`;
  write(root, `${folder}/package.json`, json({ name: `@acme/${name}`, type: 'module', exports: './dist/index.js' }));
  write(root, `${folder}/tsconfig.json`, json({ extends: '../../tsconfig.base.json', include: ['src'] }));
  for (const [path, text] of Object.entries(sources)) write(root, `${folder}/src/${path}`, text);
}

const baseConfig = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    paths: { '@acme/*': ['./packages/*/src/index.ts'] },
  },
};

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function write(root, path, text) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
