/** The consumers of the generated monorepo: three brokers, in turn right and wrong. */
import { pascal } from './monorepo-sources.mjs';

export function consumerSource({ area, neighbour, entity, kind }) {
  const write = [kafka, rabbit, bull][kind % 3];
  return write({
    area,
    entity,
    type: pascal(entity),
    guarded: kind % 4 === 0,
    // Every second consumer goes on to a service of the package before.
    neighbour: kind % 2 === 0 ? neighbour : undefined,
  });
}

function kafka({ area, entity, type, guarded, neighbour }) {
  return `import { kafka } from '@acme/platform';
${neighbourImport(neighbour, entity)}import { read${type}Event } from './${entity}.events.js';
import { ${entity}Service } from './wiring.js';

const consumer = kafka.consumer({ groupId: '${area}-${entity}' });

export async function start${type}Consumer(): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: ['${area}.${entity}'] });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const event = read${type}Event(message.value);
      ${body({ entity, type, guarded, neighbour })}
    },
  });
}
`;
}

function rabbit({ area, entity, type, guarded, neighbour }) {
  return `import { openChannel } from '@acme/platform';
${neighbourImport(neighbour, entity)}import { read${type}Event } from './${entity}.events.js';
import { ${entity}Service } from './wiring.js';

export async function start${type}Consumer(): Promise<void> {
  const channel = await openChannel();
  await channel.assertQueue('${area}.${entity}', { durable: true });
  await channel.consume('${area}.${entity}', async (message) => {
    if (message === null) return;
    const event = read${type}Event(message.content);
    try {
      ${body({ entity, type, guarded, neighbour })}
      channel.ack(message);
    } catch (error) {
      console.error('${area}.${entity}', error);
      channel.nack(message, false, false);
    }
  });
}
`;
}

function bull({ area, entity, type, guarded, neighbour }) {
  return `import { redisConnection } from '@acme/platform';
import { type Job, Worker } from 'bullmq';
${neighbourImport(neighbour, entity)}import type { ${type}Event } from './${entity}.events.js';
import { ${entity}Service } from './wiring.js';

export const ${entity}Worker = new Worker<${type}Event>(
  '${area}.${entity}',
  async (job: Job<${type}Event>) => {
    const event = job.data;
    ${body({ entity, type, guarded, neighbour })}
  },
  { connection: redisConnection, concurrency: 5 },
);
`;
}

function neighbourImport(neighbour, entity) {
  return neighbour === undefined ? '' : `import { ${entity}Service as ${entity}Upstream } from '@acme/${neighbour}';\n`;
}

function body({ entity, type, guarded, neighbour }) {
  const calls = [
    guarded
      ? `await ${entity}Service.replace${type}(event.${entity});`
      : `await ${entity}Service.create${type}(event.${entity});`,
    ...(neighbour === undefined ? [] : [`await ${entity}Upstream.touch${type}(event.${entity}.id);`]),
  ];
  return calls.join('\n      ');
}
