/** Replay of repairs: what a suggestion leaves, delivered again and killed at every step, keeps what the analysis then says of it. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fixture } from '../../../fixtures/replay/fixture.js';
import { modelsOf, play, tablesOf } from '../../../fixtures/replay/play.js';
import { World } from '../../../fixtures/replay/world.js';
import { positionOf } from '../../src/analysis/describe.js';
import type { Effect } from '../../src/analysis/effect.js';
import { Engine } from '../../src/engine.js';
import { cases, fixturesRoot, within } from '../fixtures/announcements.js';
import { engineFor, type Repair, repairsOf } from '../fixtures/repair.js';
import { judge } from './agreement.js';

const replayed = cases().filter((name) => existsSync(join(fixturesRoot, name, 'replay.ts')));
const counts = { repairs: 0, schedules: 0, safe: 0, rest: 0, notRun: 0, byKind: new Map<string, number>() };
let world: World;

beforeAll(async () => {
  world = await World.open();
  for (const name of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, name).mockImplementation(() => undefined);
}, 240_000);
afterAll(async () => {
  await world.close();
  const kinds = [...counts.byKind].map(([kind, count]) => `${kind} ${String(count)}`).join(', ');
  process.stdout.write(
    `${String(counts.repairs)} repairs replayed (${kinds}), ${String(counts.schedules)} schedules: ${String(counts.safe)} leave their handler safe, ${String(counts.rest)} leave what other findings of it say; ${String(counts.notRun)} not run, as their handlers are not or no redis-server is installed\n`,
  );
});

describe('repairs, replayed', { timeout: 180_000 }, () => {
  it.each(replayed)('%s', async (name) => {
    const fixture = await fixtureOf(name);
    const faults: string[] = [];
    for (const repair of repairsOf(engineFor(name).allFindings())) {
      const messages = messagesOf(repair, fixture);
      if (messages.length === 0 || (fixture.needsRedis === true && !world.redis)) {
        counts.notRun++;
        continue;
      }
      faults.push(...(await faultsOf(name, fixture, repair, messages)));
    }
    expect(faults.join('\n\n')).toBe('');
  });

  it('a repair that leaves the handler unsafe is caught', async () => {
    const name = 'no-relative-update/example';
    const [repair] = repairsOf(engineFor(name).allFindings());
    if (!repair) throw new Error('the case offers no repair');
    const changes = repair.changes.map((c) => ({ ...c, text: c.text.replace('rowCount === 1', 'rowCount !== 2') }));
    const fixture = await fixtureOf(name);
    const wrong = await replayOf(name, fixture, { ...repair, changes }, messagesOf(repair, fixture), []);
    expect(wrong.disagreements).not.toEqual([]);
  });
});

async function fixtureOf(name: string): Promise<Fixture> {
  return ((await import(join(fixturesRoot, name, 'replay.ts'))) as { default: Fixture }).default;
}

/** Those that its handler gets. */
function messagesOf({ finding }: Repair, { messages, unrepaired }: Fixture): readonly string[] {
  const { source } = finding.timeline.handler;
  const all = Object.keys(messages).filter((name) => unrepaired?.[name] === undefined);
  return source === undefined ? all : all.filter((name) => name === source);
}

async function faultsOf(
  name: string,
  fixture: Fixture,
  repair: Repair,
  messages: readonly string[],
): Promise<readonly string[]> {
  const { disagreements, schedules, isSafe } = await replayOf(name, fixture, repair, messages);
  const { finding, fix } = repair;
  counts.repairs++;
  counts.schedules += schedules;
  counts.byKind.set(fix.kind, (counts.byKind.get(fix.kind) ?? 0) + 1);
  if (isSafe) counts.safe++;
  else counts.rest++;
  const at = `${within(join(fixturesRoot, name), finding.place.module.path)}:${String(positionOf(finding.place).line)}`;
  return disagreements.map((text) => `${at} ${finding.ruleId}, ${fix.kind}: ${fix.title}\n${text}`);
}

/** Runs the repaired files from a copy, on a schema that has what the repair asks for. */
async function replayOf(
  name: string,
  fixture: Fixture,
  repair: Repair,
  messages: readonly string[],
  findings?: [],
): Promise<{ readonly disagreements: readonly string[]; readonly schedules: number; readonly isSafe: boolean }> {
  const original = join(fixturesRoot, name);
  const folder = join(mkdtempSync(join(tmpdir(), 'repaired-')), basename(name));
  cpSync(original, folder, { recursive: true });
  for (const { file, text } of repair.changes) {
    const path = join(folder, within(original, file.path));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const few: Fixture = {
    ...fixture,
    messages: Object.fromEntries(messages.map((m) => [m, fixture.messages[m]])),
    ...(await schemaOf(original, folder, fixture, repair)),
    indexes: { ...fixture.indexes, ...indexesOf(repair) },
  };
  const played = await play(world, folder, few);
  const { unannounced: disagreements } = judge(folder, few, played, findings ?? new Engine(folder).allFindings());
  rmSync(dirname(folder), { recursive: true });
  return {
    disagreements,
    schedules: played.reduce((sum, { verdict }) => sum + verdict.schedules, 0),
    isSafe: played.every(({ verdict }) => verdict.safe),
  };
}

/** The tables of the fixture, what the repair's migration makes of them, and what its title says has to be done; and the models. */
async function schemaOf(
  original: string,
  folder: string,
  fixture: Fixture,
  { finding, fix, changes }: Repair,
): Promise<Pick<Fixture, 'schema' | 'models'>> {
  const effect = effectOf(finding);
  const models = modelsOf(folder, fixture);
  const migrations = changes.filter(({ file }) => /(?<!\.down)\.sql$/.test(file.path));
  if (models !== undefined) {
    const wanted = withAsked(models, fix.title, effect?.resource ?? '');
    if (migrations.length === 0) return { models: wanted };
    const before = await tablesOf(original, fixture);
    return { models: wanted, schema: [before, ...migrations.map((m) => m.text)].join(';\n') };
  }
  const isOwn =
    fixture.schema === undefined && !existsSync(join(folder, 'tables.txt')) && existsSync(join(folder, 'schema.sql'));
  const statements = [await tablesOf(folder, fixture)];
  for (const { file, text } of migrations) {
    if (file.isNew === true || !isOwn) statements.push(text.slice(file.text.length));
  }
  const table = tableOf(fix.title);
  if (table && migrations.length === 0)
    statements.push(`CREATE TABLE IF NOT EXISTS ${table.name} (${table.column} text PRIMARY KEY)`);
  const key = keyOf(fix.title);
  const isMade = fixture.prepare !== undefined || migrations.length > 0;
  if (key !== undefined && !isMade && !isDocument(effect))
    statements.push(`CREATE UNIQUE INDEX ON ${effect?.resource ?? ''} (${key.map((c) => `"${c}"`).join(', ')})`);
  return { schema: statements.join(';\n') };
}

/** Models of Prisma with what the repair's title says they need, where it has not put it there itself. */
function withAsked(models: string, title: string, resource: string): string {
  const table = tableOf(title);
  const isThere = table && new RegExp(`^model ${table.name} `, 'm').test(models);
  const more = table && !isThere ? `\nmodel ${table.name} {\n  ${table.column} String @id\n}` : '';
  const key = /needs a unique key/.test(title) ? keyOf(title) : undefined;
  if (!key) return models + more;
  return (
    models.replace(new RegExp(`^(model ${resource} \\{[^}]*)`, 'im'), `$1\n  @@unique([${key.join(', ')}])\n`) + more
  );
}

/** The table of the messages that a title says is needed, or made. */
function tableOf(title: string): { readonly name: string; readonly column: string } | undefined {
  const [, name, column = 'id'] = /(?:needs a|adds the) table (\w+)(?: with a unique column (\w+))?/.exec(title) ?? [];
  return name === undefined ? undefined : { name, column };
}

/** The unique index that the repair's title says it needs: of documents that have the field, as columns without a value are left out. */
function indexesOf({ finding, fix }: Repair): Fixture['indexes'] {
  const effect = effectOf(finding);
  const [, made, collection] = /^Make \(([^)]+)\) unique in (\S+)/.exec(fix.title) ?? [];
  const key = keyOf(fix.title) ?? made?.split(', ');
  if (!key || !isDocument(effect)) return {};
  return {
    [collection ?? effect?.resource ?? '']: [
      { key: Object.fromEntries(key.map((field) => [field, 1])), unique: true, sparse: true },
    ],
  };
}

function effectOf({ timeline, effect }: Repair['finding']): Effect | undefined {
  const event = timeline.events.find((e) => e.node === effect.node);
  return event?.type === 'effect' ? event : undefined;
}

function isDocument(effect: Effect | undefined): boolean {
  return effect !== undefined && /^mongo(?:db|ose)$/.test(effect.store);
}

/** Columns of the key that a title says is needed. */
function keyOf(title: string): readonly string[] | undefined {
  return /(?:needs|adds) a unique key on \(([^)]+)\)/.exec(title)?.[1]?.split(', ');
}
