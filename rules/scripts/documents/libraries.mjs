/** What we know of each library, told from its rows. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { table } from './sections.mjs';

const models = fileURLToPath(new URL('../../src/models/', import.meta.url));

/** Columns of the table, each with the test that a library passes. */
const kinds = [
  { name: 'consumers', title: 'Consumers', holds: ({ rows }) => rows.some(consumes) },
  { name: 'publishing', title: 'Published messages', holds: ({ rows }) => rows.some((r) => r.kind === 'publish') },
  { name: 'stores', title: 'Stores', holds: ({ folder }) => folder === 'stores' },
  {
    name: 'side effects',
    title: 'Side effects',
    holds: ({ folder, rows }) => folder === 'services' && rows.some((r) => r.kind === 'external'),
  },
  { name: 'keys', title: 'Keys, stable and fresh', holds: ({ folder }) => folder === 'keys' },
  { name: 'injection', title: 'Dependency injection', holds: ({ rows }) => rows.some(injects) },
];

/** Every library with its rows, the objects of its model and of the types it builds on, at any depth. */
export async function readLibraries(load) {
  const read = await readModels(load);
  const found = new Map();
  for (const { folder, model } of read) {
    // `uuid/v4` is a door to `uuid`.
    const name = model.library.startsWith('@') ? model.library : model.library.split('/')[0];
    const rows = [...(found.get(name)?.rows ?? []), ...objectsIn(model), ...objectsIn(typesBuiltOn(model, read))];
    found.set(name, { name, folder: found.get(name)?.folder ?? folder, rows });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

async function readModels(load) {
  const read = [];
  for (const folder of ['brokers', 'stores', 'services', 'keys']) {
    for (const file of readdirSync(models + folder).sort()) {
      read.push({ folder, model: (await load(`/src/models/${folder}/${file}`)).default });
    }
  }
  return read;
}

/** Types of other libraries that the model's own types extend. */
function typesBuiltOn(model, read) {
  return Object.values(model.types ?? {}).flatMap(({ extends: base }) => {
    const [library, type] = base?.includes('#') ? base.split('#') : [];
    return read.flatMap((other) => (other.model.library === library ? [other.model.types[type]] : []));
  });
}

/** One line a kind. */
export function librarySummary(libraries) {
  const rows = kinds.map((kind) => [
    kind.title,
    libraries
      .filter(kind.holds)
      .map((library) => `\`${library.name}\``)
      .join(', '),
  ]);
  return table(['What is understood', 'Libraries'], rows);
}

/** One line a library. */
export function libraryTable(libraries) {
  const rows = libraries.map((library) => [
    `\`${library.name}\``,
    ...kinds.map((kind) => (kind.holds(library) ? '✓' : '')),
  ]);
  return table(['Library', ...kinds.map((kind) => kind.name)], rows);
}

function consumes(row) {
  return row.ack?.mode !== undefined && row.ack.mode !== 'none' && row.inProcess !== true;
}

function injects(row) {
  return ['inject', 'binds', 'returnsInstanceOf', 'providers'].some((field) => field in row);
}

function objectsIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((v) => objectsIn(v));
  return Array.isArray(value) ? inner : [value, ...inner];
}
