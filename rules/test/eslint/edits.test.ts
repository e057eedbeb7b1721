/** After an edit only what leads to the file is analysed again: are the findings those of a fresh look at everything? */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { positionOf } from '../../src/analysis/describe.js';
import { Engine } from '../../src/engine.js';
import type { Finding } from '../../src/findings.js';
import { cases, fixturesRoot } from '../fixtures/announcements.js';
import { workspace } from '../project/workspace.js';

const shown = (findings: readonly Finding[]): readonly string[] =>
  findings.map((f) => {
    const { line, column } = positionOf(f.place);
    return `${f.place.module.path}:${String(line)}:${String(column)} ${f.ruleId} ${f.message}`;
  });

describe('every file of a fixture, with a line put on top', () => {
  it.each(cases())('%s', (name) => {
    const root = join(fixturesRoot, name);
    const edited = new Engine(root);
    edited.allFindings();
    for (const file of edited.project.files()) {
      const text = `\n${edited.project.text(file) ?? ''}`;
      edited.project.setBuffer(file, text);
      const fresh = new Engine(root);
      fresh.project.setBuffer(file, text);
      fresh.allFindings();
      expect(shown(edited.findings(file))).toEqual(shown(fresh.findings(file)));
      edited.project.setBuffer(file, undefined);
    }
    expect(shown(edited.allFindings())).toEqual(shown(new Engine(root).allFindings()));
  });
});

it('an edit that makes a file a user of a wrapper is seen at once', () => {
  const made = workspace({
    'consume.ts':
      "import { Worker } from 'bullmq';\nexport function consume(run: (m: any) => Promise<void>) { new Worker('q', async (job) => run(job.data)); }",
    'b.ts': 'export const nothing = 1;',
  });
  const engine = new Engine(made.project.root);
  expect(engine.allFindings()).toEqual([]);
  engine.project.setBuffer(
    made.at('b.ts'),
    "import { consume } from './consume';\nconsume(async (m) => { await fetch('https://x.example', { method: 'POST', body: m }); });",
  );
  expect(engine.findings(made.at('b.ts')).map((f) => f.ruleId)).toEqual(['no-unguarded-side-effect']);
});
