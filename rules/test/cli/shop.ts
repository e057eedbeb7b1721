/** A small project with one handler that is not safe, for tests of what is around the analysis. */

/** Line 6 inserts anew on each delivery. */
export const handler = [
  "import { Worker } from 'bullmq';",
  "import { MongoClient } from 'mongodb';",
  '',
  "const orders = new MongoClient('mongodb://localhost').db('shop').collection('orders');",
  "export const worker = new Worker('orders', async (job) => {",
  '  await orders.insertOne({ customer: job.data.customer });',
  '});',
  '',
].join('\n');

/** The same, with the write in a service of another folder. */
export const split = {
  'package.json': '{}',
  'services/orders.ts': [
    "import { MongoClient } from 'mongodb';",
    "const orders = new MongoClient('mongodb://localhost').db('shop').collection('orders');",
    'export async function place(customer: string) {',
    '  await orders.insertOne({ customer });',
    '}',
    '',
  ].join('\n'),
  'workers/orders.ts': [
    "import { Worker } from 'bullmq';",
    "import { place } from '../services/orders';",
    "export const worker = new Worker('orders', async (job) => {",
    '  await place(job.data.customer);',
    '});',
    '',
  ].join('\n'),
};

/** Sets by key: safe. */
export const safe = handler.replace(
  'insertOne({ customer: job.data.customer })',
  'updateOne({ _id: job.data.orderId }, { $set: { customer: job.data.customer } })',
);
