/** A handler that leads to more functions than are followed: what is near is seen all the same, whatever stands before it. */
import { expect, it } from 'vitest';
import { Engine } from '../../src/engine.js';
import { workspace } from '../project/workspace.js';

const ROWS = 150;
const LENGTH = 30;

/** Functions in rows of which each writes something and runs the next one. */
function rows(): string {
  const step = (row: number, i: number): string => {
    const next = i + 1 < LENGTH ? `await f${String(row)}_${String(i + 1)}(id);` : '';
    return `export async function f${String(row)}_${String(i)}(id) { await redis.set('f${String(row)}', id); ${next} }`;
  };
  const all = Array.from({ length: ROWS }, (_, row) => Array.from({ length: LENGTH }, (_, i) => step(row, i)));
  return [`import Redis from 'ioredis';`, `const redis = new Redis();`, ...all.flat()].join('\n');
}

it('what stands behind thousands of calls is found, and the bound is said', () => {
  const calls = Array.from({ length: ROWS }, (_, row) => `  await rows.f${String(row)}_0(job.data.id);`);
  const made = workspace({
    'rows.js': rows(),
    'place.js': `import { MongoClient } from 'mongodb';
const orders = new MongoClient('mongodb://localhost').db('shop').collection('orders');
export const place = (order) => orders.insertOne({ total: order.total });
`,
    'handler.js': `import { Worker } from 'bullmq';
import { place } from './place.js';
import * as rows from './rows.js';
export const worker = new Worker('orders', async (job) => {
${calls.join('\n')}
  await place(job.data);
}, { connection: {} });
`,
  });
  const engine = new Engine(made.project.root);
  expect(engine.allFindings().map((f) => `${f.ruleId} ${made.short(f.effect.module.path)}`)).toEqual([
    'no-bare-insert place.js',
  ]);
  expect(engine.timelines().flatMap((t) => t.limits)).toContain('the handler is too large to follow completely');
});
