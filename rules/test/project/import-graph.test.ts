/** Who may get hold of what a module defines? */
import { expect, it } from 'vitest';
import { Engine } from '../../src/engine.js';
import { isLinkedAnew } from '../../src/project/import-graph.js';
import { workspace } from './workspace.js';

it('whatever imports a module may hand it to all that it imports; another program gets nothing of it', () => {
  const made = workspace({
    'server/app.ts': "import './store'; import { run } from './run';",
    'server/store.ts': "import '../shared/types';",
    'server/run.ts': "import './deep';",
    'server/deep.ts': "import './run';",
    'shared/types.ts': '',
    'web/page.ts': "import '../shared/types'; import './view';",
    'web/view.ts': '',
    'plugins.ts': 'const load = (name) => require(`./plugins/${name}`);',
  });
  const around = (file: string): string[] => [...made.project.imports.around(made.at(file))].map(made.short).sort();
  const server = [
    'plugins.ts',
    'server/app.ts',
    'server/deep.ts',
    'server/run.ts',
    'server/store.ts',
    'shared/types.ts',
  ];
  expect(around('server/store.ts')).toEqual(server);
  expect(around('server/deep.ts')).toEqual(server);
  expect(around('web/view.ts')).toEqual(['plugins.ts', 'shared/types.ts', 'web/page.ts', 'web/view.ts']);
  expect(around('shared/types.ts')).toEqual([...server, 'web/page.ts', 'web/view.ts'].sort());
});

it.each([
  ["import './a';", "import './b';", true],
  ["import './a'; a();", "b(); import './a';", false],
  ['load(name);', 'require(name);', true],
])('%s to %s: %s', (before, after, is) => {
  expect(isLinkedAnew(before, after)).toBe(is);
});

it('what a caller passes is known as soon as a third module brings both together', () => {
  const made = workspace({
    'package.json': '{}',
    'store.js': `import { MongoClient } from 'mongodb';
export const orders = new MongoClient('mongodb://localhost').db('shop').collection('orders');
`,
    'worker.js': `import { Worker } from 'bullmq';
export function consume(collection) {
  return new Worker('orders', async (job) => { await collection.insertOne({ total: job.data.total }); }, {});
}
`,
    'start.js': `import { orders } from './store.js';
export const start = (workers) => workers.consume(orders);
`,
    'main.js': '',
  });
  const engine = new Engine(made.project.root);
  expect(engine.allFindings().map((f) => f.ruleId)).toEqual([]);
  const linked = "import { start } from './start.js'; import * as workers from './worker.js'; start(workers);";
  engine.project.setBuffer(made.at('main.js'), linked);
  expect(engine.allFindings().map((f) => f.ruleId)).toEqual(['no-bare-insert']);
});
