/** rocketmq-client-nodejs: a push listener acknowledges by returning SUCCESS, a simple consumer by hand (consumers.md §5, 1.0.8). */
import type { LibraryModel } from '../model.js';

export default {
  library: 'rocketmq-client-nodejs',
  packages: ['rocketmq-client-nodejs'],
  exports: {
    PushConsumer: {
      class: 'PushConsumer',
      construct: {
        register: {
          handler: [0, 'messageListener', 'consume'],
          parameters: [{ type: 'MessageView' }],
          ack: { mode: 'on-return', onThrow: 'redeliver', needsResult: true },
          name: 'messageListener',
        },
      },
    },
    SimpleConsumer: { class: 'SimpleConsumer' },
    Producer: { class: 'Producer' },
    MessageView: { class: 'MessageView' },
    ConsumeResult: { static: 'ConsumeResult' },
  },
  types: {
    PushConsumer: {},
    ConsumeResult: { members: { SUCCESS: { type: 'Success' }, FAILURE: { type: 'Failure' } } },
    Success: { settles: 'ack' },
    Failure: { settles: 'nack' },
    SimpleConsumer: {
      members: {
        receive: {
          call: {
            returns: 'Messages',
            receives: {
              handler: 'loop',
              type: 'Messages',
              ack: { mode: 'manual', onThrow: 'redeliver' },
              name: 'receive',
            },
          },
        },
        ack: { call: { ack: { action: 'ack' } } },
        changeInvisibleDuration: { call: { ack: { action: 'extend' } } },
      },
    },
    Messages: { provenance: 'message', element: 'MessageView' },
    MessageView: {
      provenance: 'message',
      members: {
        messageId: { identity: true },
        receiptHandle: { provenance: 'fresh' },
        deliveryAttempt: { provenance: 'fresh' },
      },
    },
    Producer: {
      members: {
        send: {
          call: {
            effect: {
              kind: 'publish',
              resource: [0, 'topic'],
              data: [0, 'body'],
              idempotencyKey: [
                [0, 'keys', '*'],
                [0, 'properties', 'id'],
              ],
              what: 'message',
            },
          },
        },
      },
    },
  },
} satisfies LibraryModel;
