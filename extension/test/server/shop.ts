/** A small project as users have it: a consumer that reaches its writes through a service. */

export const shop = {
  'package.json': '{ "name": "shop" }',
  'src/orders.consumer.ts': `import { Kafka } from 'kafkajs';
import { place } from './orders.service.js';

const consumer = new Kafka({ brokers: ['b:9092'] }).consumer({ groupId: 'orders' });

await consumer.run({
  eachMessage: async ({ message }) => {
    const order = JSON.parse(String(message.value));
    await place(order);
  },
});
`,
  'src/orders.service.ts': `import { Pool } from 'pg';

const pool = new Pool();

export async function place(order: { reference: string; total: number }): Promise<void> {
  await pool.query('INSERT INTO orders (reference, total) VALUES ($1, $2)', [order.reference, order.total]);
}
`,
};

export const safeInsert = 'INSERT INTO orders (reference, total) VALUES ($1, $2) ON CONFLICT (reference) DO NOTHING';
export const bareInsert = 'INSERT INTO orders (reference, total) VALUES ($1, $2)';

/** Two inserts in the handler itself. */
export const ledger = {
  'package.json': '{ "name": "ledger" }',
  'src/ledger.ts': `import { Kafka } from 'kafkajs';
import { Pool } from 'pg';

const pool = new Pool();
const consumer = new Kafka({ brokers: ['b:9092'] }).consumer({ groupId: 'ledger' });

await consumer.run({
  eachMessage: async ({ message }) => {
    const entry = JSON.parse(String(message.value));
    await pool.query('INSERT INTO debits (account, amount) VALUES ($1, $2)', [entry.account, entry.amount]);
    await pool.query('INSERT INTO credits (account, amount) VALUES ($1, $2)', [entry.account, entry.amount]);
  },
});
`,
};

/** Forgets the message before its work is done. */
export const acked = {
  'package.json': '{ "name": "stock" }',
  'src/stock.ts': `import { connect } from 'amqplib';
import { Pool } from 'pg';

const pool = new Pool();
const channel = await (await connect('amqp://b')).createChannel();

await channel.consume('stock', async (message) => {
  if (message === null) return;
  channel.ack(message);
  await pool.query('UPDATE stock SET count = $1 WHERE sku = $2', [3, message.properties.messageId]);
});
`,
};

/** An update that adds to what is stored, and a schema with its migrations: the repair needs a table of its own. */
export const wallet = {
  'package.json': '{ "name": "wallet" }',
  'src/payments.ts': `import { PrismaClient } from '@prisma/client';
import { Worker } from 'bullmq';

const prisma = new PrismaClient();

export const payments = new Worker<{ account: string; amount: number }>('payments', async (job) => {
  const { account, amount } = job.data;
  await prisma.account.update({ where: { id: account }, data: { balance: { decrement: amount } } });
});
`,
  'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

generator client {
  provider = "prisma-client-js"
}

model Account {
  id      String @id
  balance Int
}
`,
  'prisma/migrations/20240301101500_init/migration.sql': `CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "balance" INTEGER NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);
`,
};
