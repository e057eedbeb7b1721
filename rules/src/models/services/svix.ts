/** svix and standardwebhooks: verifying a delivery makes the code around it the handler (consumers.md §16, 2.5.0 and 1.1.1). */
import type { EffectModel, LibraryModel } from '../model.js';

const created: EffectModel = {
  kind: 'publish',
  resource: [0],
  data: [1, 'payload'],
  idempotencyKey: [
    [2, 'idempotencyKey'],
    [1, 'eventId'],
  ],
  what: 'webhook',
  repairs: [{ does: 'key', arguments: ['<0>', '<1>', { '...': '<2>', idempotencyKey: '<id>' }] }],
};

export default {
  library: 'svix',
  packages: ['svix', 'standardwebhooks'],
  exports: { Webhook: { class: 'Webhook' }, Svix: { class: 'Svix' } },
  types: {
    Webhook: {
      members: {
        verify: {
          call: {
            provenance: 'message',
            receives: {
              handler: 'function',
              type: 'Payload',
              ack: { mode: 'on-return', onThrow: 'redeliver' },
              name: 'webhook',
            },
          },
        },
      },
    },
    Payload: { provenance: 'message' },
    Svix: { members: { message: { type: 'Messages' } } },
    Messages: { members: { create: { call: { effect: created } } } },
  },
} satisfies LibraryModel;
