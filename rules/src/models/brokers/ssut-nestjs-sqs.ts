/** @ssut/nestjs-sqs: decorated methods over sqs-consumer 11, where a void return deletes the message (consumers.md §8, 3.0.1). */
import type { LibraryModel } from '../model.js';

export default {
  library: '@ssut/nestjs-sqs',
  packages: ['@ssut/nestjs-sqs'],
  exports: {
    SqsMessageHandler: {
      decorator: {
        method: {
          parameters: [{ type: 'MessageOrBatch' }],
          ack: { mode: 'on-return', onThrow: 'redeliver' },
          name: '@SqsMessageHandler',
          source: [0],
        },
      },
    },
    SqsConsumerEventHandler: {
      decorator: {
        method: {
          parameters: [],
          ack: { mode: 'none' },
          name: '@SqsConsumerEventHandler',
          source: [0],
          inProcess: true,
        },
      },
    },
    SqsService: { class: 'SqsService' },
  },
  types: {
    /** One message, or an array of them with `batch = true`. */
    MessageOrBatch: {
      extends: '@aws-sdk/client-sqs#Message',
      provenance: 'message',
      element: '@aws-sdk/client-sqs#Message',
    },
    SqsService: {
      members: {
        send: {
          call: {
            effect: {
              kind: 'publish',
              resource: [0],
              data: [1],
              idempotencyKey: [
                [1, 'deduplicationId'],
                [1, '*', 'deduplicationId'],
              ],
              what: 'message',
            },
          },
        },
      },
    },
  },
} satisfies LibraryModel;
