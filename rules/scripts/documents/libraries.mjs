/** What we know of each library, told from its rows and from what is found in the fixtures. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { table } from './sections.mjs';

const models = fileURLToPath(new URL('../../src/models/', import.meta.url));
const fixtures = fileURLToPath(new URL('../../../fixtures/', import.meta.url));

const WRITES = ['insert', 'relative', 'absolute', 'upsert', 'conditional', 'delete', 'claim', 'save'];

/** What can be known of a library, each with the test that it passes. */
const facts = {
  handlers: { title: 'Handlers', holds: ({ rows }) => rows.some(consumes) },
  ack: {
    title: 'Ack',
    holds: ({ rows }) =>
      rows.some((r) => ['ack', 'nack', 'commit'].includes(r.action) || (consumes(r) && r.ack.options)),
  },
  publish: { title: 'Publish', holds: ({ rows }) => rows.some((r) => r.kind === 'publish') },
  writes: { title: 'Writes', holds: ({ rows }) => rows.some((r) => WRITES.includes(r.kind) || r.sql !== undefined) },
  transaction: {
    title: 'Transaction',
    holds: ({ rows }) => rows.some((r) => r.transaction !== undefined || r.session === true),
  },
  duplicate: { title: 'Duplicate error', holds: ({ duplicateErrors }) => duplicateErrors.length > 0 },
  external: { title: 'Side effects', holds: ({ rows }) => rows.some((r) => r.kind === 'external') },
  key: {
    title: 'Idempotency key',
    holds: ({ rows }) => rows.some((r) => ['external', 'publish'].includes(r.kind) && r.idempotencyKey !== undefined),
  },
  fresh: { title: 'Fresh', holds: ({ rows }) => rows.some((r) => r.provenance === 'fresh') },
  stable: { title: 'Stable', holds: ({ rows }) => rows.some((r) => r.provenance === 'derived') },
  guard: { title: 'Guard', holds: ({ rows }) => rows.some((r) => r.guard !== undefined) },
  followed: { title: 'Followed through', holds: ({ rows }) => rows.some(leadsOn) },
  injection: { title: 'Injection', holds: ({ rows }) => rows.some(injects) },
  fix: { title: 'Fix', holds: ({ fixed }) => fixed },
  replay: { title: 'Replay', holds: ({ replayed }) => replayed },
};

/** One table a group; a column that no library of the group has a mark in is left out. */
const groups = [
  {
    folder: 'brokers',
    title: 'Brokers',
    columns: ['handlers', 'ack', 'publish', 'key', 'transaction', 'guard', 'followed', 'injection', 'fix', 'replay'],
  },
  {
    folder: 'stores',
    title: 'Stores',
    columns: ['writes', 'transaction', 'duplicate', 'handlers', 'ack', 'publish', 'injection', 'fix', 'replay'],
  },
  {
    folder: 'services',
    title: 'Services',
    columns: ['external', 'publish', 'key', 'handlers', 'followed', 'injection', 'fix', 'replay'],
  },
  { folder: 'keys', title: 'Keys', columns: ['stable', 'fresh', 'followed', 'fix', 'replay'] },
];

/**
 * Every library with its rows, the objects of its model and of the types it builds on, at any depth.
 *
 * @param fixedLibraries those that a suggestion in the fixtures repairs something of
 */
export async function readLibraries(load, fixedLibraries) {
  const read = await readModels(load);
  const found = new Map();
  for (const { folder, file, model } of read) {
    // `uuid/v4` is a door to `uuid`.
    const name = model.library.startsWith('@') ? model.library : model.library.split('/')[0];
    const known = found.get(name) ?? { name, folder, rows: [], duplicateErrors: [], fixed: false, replayed: false };
    found.set(name, {
      ...known,
      rows: [...known.rows, ...objectsIn(model), ...objectsIn(typesBuiltOn(model, read))],
      duplicateErrors: [...known.duplicateErrors, ...(model.duplicateErrors ?? [])],
      fixed: known.fixed || fixedLibraries.has(model.library),
      replayed: known.replayed || isReplayed(file),
    });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

async function readModels(load) {
  const read = [];
  for (const { folder } of groups) {
    for (const file of readdirSync(models + folder).sort()) {
      read.push({ folder, file, model: (await load(`/src/models/${folder}/${file}`)).default });
    }
  }
  return read;
}

/** Is there a fixture of the model's that is run, message by message? */
function isReplayed(file) {
  const folder = fixtures + file.replace(/\.ts$/, '');
  return (
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((path) => /(?:^|[\\/])replay\.ts$/.test(path))
  );
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
  const kinds = [
    ['Consumers', facts.handlers.holds],
    ['Published messages', facts.publish.holds],
    ['Stores', ({ folder }) => folder === 'stores'],
    ['Side effects', (library) => library.folder === 'services' && facts.external.holds(library)],
    ['Keys, stable and fresh', ({ folder }) => folder === 'keys'],
    ['Dependency injection', facts.injection.holds],
  ];
  const names = (holds) => libraries.filter(holds).map((library) => `\`${library.name}\``);
  return table(
    ['What is understood', 'Libraries'],
    kinds.map(([title, holds]) => [title, names(holds).join(', ')]),
  );
}

/** A table a group, under its heading, or folded away. */
export function libraryTables(libraries, folded) {
  return groups
    .map((group) => {
      const own = libraries.filter(({ folder }) => folder === group.folder);
      const rows = groupTable(group, own);
      return folded
        ? `<details>\n<summary>${group.title} (${own.length})</summary>\n\n${rows}\n\n</details>`
        : `## ${group.title}\n\n${rows}`;
    })
    .join('\n\n');
}

function groupTable({ columns }, libraries) {
  const told = columns.map((name) => facts[name]).filter(({ holds }) => libraries.some(holds));
  const rows = libraries.map((library) => [
    `\`${library.name}\``,
    ...told.map(({ holds }) => (holds(library) ? '✓' : '')),
  ]);
  return table(['Library', ...told.map(({ title }) => title)], rows);
}

function consumes(row) {
  return row.ack?.mode !== undefined && row.ack.mode !== 'none' && row.inProcess !== true;
}

/** Calls that hand a function or a message on to code of the project, or give back what they were given. */
function leadsOn(row) {
  return ['dispatches', 'callbacks', 'returnsArgument'].some((field) => field in row);
}

function injects(row) {
  return ['inject', 'binds', 'returnsInstanceOf', 'providers'].some((field) => field in row);
}

function objectsIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap((v) => objectsIn(v));
  return Array.isArray(value) ? inner : [value, ...inner];
}
