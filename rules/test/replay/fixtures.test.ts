/** Replay check: what a fixture announces, its replay shows, and nothing else. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Fixture } from '../../../fixtures/replay/fixture.js';
import { play } from '../../../fixtures/replay/play.js';
import { World } from '../../../fixtures/replay/world.js';
import { cases, fixturesRoot } from '../fixtures/announcements.js';
import { judge } from './agreement.js';

const replayed = cases().filter((name) => existsSync(join(fixturesRoot, name, 'replay.ts')));
let world: World;

beforeAll(async () => {
  world = await World.open();
  for (const name of ['log', 'info', 'warn', 'error'] as const)
    vi.spyOn(console, name).mockImplementation(() => undefined);
}, 120_000);
afterAll(() => world.close());

describe('replay', () => {
  it.each(replayed.filter((n) => !process.env.ONLY || new RegExp(process.env.ONLY).test(n)))('%s', async (name) => {
    const folder = join(fixturesRoot, name);
    const { default: fixture } = (await import(join(folder, 'replay.ts'))) as { default: Fixture };
    const played = await play(world, folder, fixture);
    expect(judge(folder, fixture, played).disagreements.join('\n\n')).toBe('');
  });
});
