/** Replay check: what a fixture announces, its replay shows, and nothing else. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fixture } from '../../../fixtures/replay/fixture.js';
import { play } from '../../../fixtures/replay/play.js';
import { World } from '../../../fixtures/replay/world.js';
import { Engine } from '../../src/engine.js';
import type { Finding } from '../../src/findings.js';
import { cases, fixturesRoot } from '../fixtures/announcements.js';
import { judge } from './agreement.js';
import { hindrance, isReplayed, tally } from './coverage.js';

const all = cases();
const replayed = all.filter(isReplayed);
const counts = { messages: 0, schedules: 0, shown: 0, unshown: 0, unannounced: 0, notRun: [] as string[] };
let world: World;

beforeAll(async () => {
  world = await World.open();
  // What the handlers and their libraries have to say.
  for (const name of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, name).mockImplementation(() => undefined);
}, 240_000);
afterAll(async () => {
  await world.close();
  process.stdout.write(`${summary()}\n`);
});

describe('replay', { timeout: 180_000 }, () => {
  it.each(replayed)('%s', async (name) => {
    const { folder, fixture } = await caseOf(name);
    if (fixture.needsRedis === true && !world.redis) {
      counts.notRun.push(name);
      return;
    }
    const played = await play(world, folder, fixture);
    const { shown, unshown, disagreements } = judge(folder, fixture, played);
    expect(disagreements.join('\n\n')).toBe('');
    counts.messages += played.length;
    counts.schedules += played.reduce((sum, p) => sum + p.verdict.schedules, 0);
    counts.shown += shown.length;
    counts.unshown += unshown.length;
    counts.unannounced += Object.keys({ ...fixture.overlapping, ...fixture.unannounced }).length;
  });
});

describe('a wrong verdict is caught', () => {
  it('that takes an unsafe handler for safe', async () => {
    const { folder, fixture } = await caseOf('no-bare-insert/example');
    expect(judge(folder, fixture, await play(world, folder, fixture), []).disagreements).toEqual([
      expect.stringContaining('not announced: repeated ledger'),
      expect.stringContaining('not announced: repeated ledger'),
      expect.stringContaining('not announced: repeated ledger'),
      expect.stringContaining('not announced: repeated ledger'),
    ]);
  });

  it('that takes a safe handler for unsafe', async () => {
    const { folder, fixture } = await caseOf('no-bare-insert/postgresql');
    const [timeline] = new Engine(folder).timelines();
    const effect = timeline?.events.find((e) => e.type === 'effect');
    if (!timeline || !effect) throw new Error('the case has no effect');
    const place = { module: timeline.handler.place.module, node: effect.node };
    const wrong: Finding = {
      ruleId: 'no-bare-insert',
      messageId: '',
      data: {},
      message: '',
      place,
      effect: place,
      event: place,
      timeline,
      trace: [],
      fixes: [],
      also: [],
      declared: undefined,
    };
    const { disagreements } = judge(folder, fixture, await play(world, folder, fixture), [wrong]);
    expect(disagreements).toEqual([expect.stringMatching(/^no schedule shows handler\.ts:\d+ no-bare-insert$/)]);
  });
});

async function caseOf(name: string): Promise<{ folder: string; fixture: Fixture }> {
  const folder = join(fixturesRoot, name);
  const { default: fixture } = (await import(join(folder, 'replay.ts'))) as { default: Fixture };
  return { folder, fixture };
}

function summary(): string {
  const libraries = replayed.map((name) => name.slice(0, name.indexOf('/')));
  const hindrances = all.filter((name) => !isReplayed(name)).map((name) => hindrance(name) ?? 'none, not written yet');
  const { messages, schedules, shown, unshown, unannounced, notRun } = counts;
  return [
    `replayed ${String(replayed.length - notRun.length)} of ${String(all.length)} fixtures: ${tally(libraries)}`,
    `not replayed, by what has no engine or driver: ${tally(hindrances)}`,
    `${String(messages)} messages, ${String(schedules)} schedules; ${String(shown)} findings shown, ${String(unshown)} not to be shown; ${String(unannounced)} messages spoilt in a way that no rule announces`,
    ...(notRun.length > 0 ? [`not run, as no redis-server is installed: ${notRun.join(', ')}`] : []),
  ].join('\n');
}
