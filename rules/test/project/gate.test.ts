/** Which files can matter, by their text alone? */
import { expect, it } from 'vitest';
import { Gate } from '../../src/project/gate.js';
import { workspace, type Workspace } from './workspace.js';

const gateOf = (made: Workspace): Gate => new Gate(made.project, ['kafkajs', '@co/queue'], ['Processor', '$on']);
const short = (made: Workspace, files: Iterable<string>): string[] => [...files].map(made.short).sort();

it.each([
  ["import { Kafka } from 'kafkajs'", true],
  ['require("kafkajs/lib/x")', true],
  ['import("@co/queue")', true],
  ["import 'kafkajs-other'", false],
  ['// kafkajs', false],
  ['@Processor() class A {}', true],
  ['a.$on(f)', true],
  ['PreProcessor $Processor Processors', false],
])('%s: %s', (text, names) => {
  const made = workspace({ 'a.ts': text });
  expect(gateOf(made).seeds().length).toBe(names ? 1 : 0);
});

it('lets nothing through when nothing is modelled', () => {
  const made = workspace({ 'a.ts': "import 'kafkajs'" });
  expect(new Gate(made.project, [], []).seeds()).toEqual([]);
});

it('follows imports of every form, through re-exports and circles, and keeps up with changes', () => {
  const made = workspace({
    'base.ts': "import 'kafkajs'; import './circle';",
    'barrel.ts': "export * from './base'",
    'barrel2.ts': "export {\n  A,\n} from './barrel.js'",
    'uses.ts': "import { A } from './barrel2'",
    'required.js': "const x = require('./base')",
    'lazy.ts': "await import('./uses')",
    'equals.ts': "import b = require('./base');",
    'circle.ts': "import './uses'",
    'apart.ts': "import './unrelated'",
    'unrelated.ts': '',
  });
  const gate = gateOf(made);
  const dependents = [
    'barrel.ts',
    'barrel2.ts',
    'base.ts',
    'circle.ts',
    'equals.ts',
    'lazy.ts',
    'required.js',
    'uses.ts',
  ];
  expect(short(made, gate.dependents(gate.seeds()))).toEqual(dependents);
  expect(
    short(
      made,
      made.project.files().filter((f) => gate.mayMatter(f)),
    ),
  ).toEqual(dependents);
  expect(gate.mayMatter(made.at('apart.ts'))).toBe(false);
  made.project.setBuffer(made.at('unrelated.ts'), "export * from './uses'");
  expect(gate.mayMatter(made.at('apart.ts'))).toBe(true);
});

it('remembers answers until the project changes', () => {
  const made = workspace({ 'a.ts': "import './b'", 'b.ts': "import './c'", 'c.ts': '' });
  const gate = gateOf(made);
  expect(made.project.files().map((f) => gate.mayMatter(f))).toEqual([false, false, false]);
  made.project.setBuffer(made.at('c.ts'), "import 'kafkajs'");
  expect(made.project.files().map((f) => gate.mayMatter(f))).toEqual([true, true, true]);
  made.project.setBuffer(made.at('b.ts'), '');
  expect(made.project.files().map((f) => gate.mayMatter(f))).toEqual([false, false, true]);
});

it('lets calls through once the project names their package, and shared names only where imports lead there', () => {
  const made = workspace({
    'connections.ts': "export * from 'kafkajs'",
    'runs.ts': 'export const start = (consumer) => consumer.run<T>({})',
    'gets.ts': "import { consumer } from './connections'; consumer.get('q')",
    'reads.ts': "new Map().get('q')",
    'works.ts': 'boss.work(f)',
  });
  const calls = new Map([
    ['kafkajs', ['run', 'get']],
    ['@co/queue', ['work']],
  ]);
  const gate = new Gate(made.project, ['kafkajs', '@co/queue'], [], calls);
  expect(short(made, gate.seeds())).toEqual(['connections.ts', 'gets.ts', 'runs.ts']);
  made.project.setBuffer(made.at('connections.ts'), "export * from '@co/queue'");
  expect(short(made, gate.seeds())).toEqual(['connections.ts', 'works.ts']);
});
