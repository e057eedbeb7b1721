/** sqs-producer: sends to SQS; `id` is local to the batch, only `deduplicationId` dedups (consumers.md §8, 8.0.4). */
import type { LibraryModel } from '../model.js';

export default {
  library: 'sqs-producer',
  packages: ['sqs-producer'],
  exports: {
    Producer: { class: 'Producer', construct: { resource: [0, 'queueUrl'] }, static: 'ProducerClass' },
  },
  types: {
    ProducerClass: { members: { create: { call: { returns: 'Producer', resource: [0, 'queueUrl'] } } } },
    Producer: {
      members: {
        send: {
          call: {
            effect: {
              kind: 'publish',
              data: [0],
              idempotencyKey: [
                [0, 'deduplicationId'],
                [0, '*', 'deduplicationId'],
              ],
              what: 'message',
            },
          },
        },
      },
    },
  },
} satisfies LibraryModel;
