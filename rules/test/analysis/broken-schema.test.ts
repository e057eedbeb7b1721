/** A file that declares tables and does not parse: it is told, and counts as it was before it broke. */
import { expect, it } from 'vitest';
import { Engine } from '../../src/engine.js';
import { workspace } from '../project/workspace.js';
import { keysOf } from '../schema/reading.js';

const HANDLER = `import { Worker } from 'bullmq';
import { Pool } from 'pg';
const pool = new Pool();
export const orders = new Worker('orders', async (job) => {
  await pool.query('INSERT INTO orders (no) VALUES ($1)', [job.data.no]);
}, { connection: {} });
`;

it('is among the problems, whether findings were asked for or not', () => {
  const { project, at } = workspace({
    'handler.ts': HANDLER,
    'tables.ts': "export const up = 'CREATE TABLE orders (no text PRIMARY KEY)';\nexport const down = (;\n",
  });
  const engine = new Engine(project.root);
  expect(engine.problems().map(({ file }) => file)).toEqual([at('tables.ts')]);
});

it('says what it said, wherever the text has moved since', () => {
  const tables = `import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
export const orders = pgTable('orders', { no: text('no').default(sql\`next_no()\`).primaryKey(), of: text('of') });
`;
  const { project, at } = workspace({ 'handler.ts': HANDLER, 'tables.ts': tables });
  const engine = new Engine(project.root);
  const keys = (): readonly string[] => keysOf(engine.analysis.schema.find('orders'));
  expect(keys()).toEqual(['primary no*']);
  engine.project.setBuffer(at('tables.ts'), `const broken = (;\n// ${'A long remark. '.repeat(30)}\n${tables}`);
  expect(engine.problems().map(({ file }) => file)).toEqual([at('tables.ts')]);
  expect(keys()).toEqual(['primary no*']);
});
