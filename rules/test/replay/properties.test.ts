/** Random handlers, analysed and replayed: the two may not disagree on an unsafe one, and seldom on a safe one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Engine } from '../../src/engine.js';
import { play } from '../../../fixtures/replay/play.js';
import { World } from '../../../fixtures/replay/world.js';
import { fixture, programs, schema, textOf } from './programs.js';

const count = Number(process.env['REPLAY_PROGRAMS'] ?? 2000);
const seed = 20_260_101;
const folder = mkdtempSync(join(tmpdir(), 'replay-programs-'));
const file = join(folder, 'handler.ts');
let world: World;
let engine: Engine;

beforeAll(async () => {
  writeFileSync(join(folder, 'schema.sql'), schema);
  writeFileSync(file, '');
  engine = new Engine(folder);
  world = await World.open('sqlite');
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

describe('programs', () => {
  it('are judged as they replay', { timeout: 600_000 }, async () => {
    const chosen = fc.sample(programs, { numRuns: count, seed });
    const judged = new Map<string, Judged>();
    for (const text of chosen.map(textOf)) if (!judged.has(text)) judged.set(text, await judge(text));
    const all = chosen.map((program) => judged.get(textOf(program)) as Judged);
    const missed = [...judged.values()].filter((j) => j.harm !== undefined && j.findings.length === 0);
    const alarms = all.filter((j) => j.harm === undefined && j.findings.length > 0);
    const unsafe = all.filter((j) => j.harm !== undefined);
    const figures = `${String(all.length)} programs (${String(judged.size)} different), ${String(unsafe.length)} unsafe, ${String(missed.length)} missed, ${String(alarms.length)} false alarms`;
    process.stdout.write(`${figures}\n`);
    expect(missed.slice(0, 5).map(describeJudged)).toEqual([]);
    expect(alarms.length / all.length, [...new Set(alarms.map(describeJudged))].slice(0, 5).join('\n\n')).toBeLessThan(
      0.02,
    );
  });
});

interface Judged {
  readonly text: string;
  /** Of the analysis. */
  readonly findings: readonly string[];
  /** Of the replay. */
  readonly harm: string | undefined;
}

async function judge(text: string): Promise<Judged> {
  writeFileSync(file, text);
  engine.project.setBuffer(file, text);
  const findings = engine.allFindings().filter((f) => f.ruleId !== 'require-message-id');
  const [played] = await play(world, folder, fixture, { limit: 10, quiet: 1, stopsAtFirst: true });
  const harm = played?.verdict.safe === false ? played.verdict.text : undefined;
  return { text, findings: findings.map((f) => `${f.ruleId}: ${f.message}`), harm };
}

function describeJudged({ text, findings, harm }: Judged): string {
  return [text, ...findings, harm ?? 'replays safely'].join('\n');
}
