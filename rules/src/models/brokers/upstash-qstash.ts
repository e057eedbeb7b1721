/** QStash: messages come as HTTP requests, again until one is answered with success; Upstash drops repeats of a `deduplicationId` (`@upstash/qstash` 2.12.0). */
import type { CallModel, EffectModel, ExportModel, LibraryModel } from '../model.js';

const sent: EffectModel = {
  kind: 'publish',
  resource: [0, 'url'],
  data: [0, 'body'],
  idempotencyKey: [[0, 'deduplicationId']],
  what: 'message',
  repairs: [{ does: 'key', arguments: [{ '...': '<0>', deduplicationId: '<id>' }] }],
};
const publish: readonly CallModel[] = [
  /** Two messages of one content are one. */
  { when: { equals: { at: [0, 'contentBasedDeduplication'], values: [true] } }, effect: { ...sent, harmless: true } },
  { effect: sent },
];
const publishBatch: CallModel = {
  effect: { kind: 'publish', data: [0], idempotencyKey: [[0, '*', 'deduplicationId']], what: 'message' },
};
const verified: ExportModel = {
  call: {
    register: {
      handler: [0],
      parameters: [{ type: 'Request' }],
      ack: { mode: 'on-return', onThrow: 'redeliver' },
      name: 'message',
    },
  },
};

export default {
  library: '@upstash/qstash',
  packages: ['@upstash/qstash', '@upstash/qstash/nextjs'],
  exports: {
    Client: { class: 'Client' },
    Receiver: { class: 'Receiver' },
    verifySignature: verified,
    verifySignatureAppRouter: verified,
    verifySignatureEdge: verified,
  },
  types: {
    Client: {
      members: {
        publish: { call: publish },
        publishJSON: { call: publish },
        enqueue: { call: publish },
        enqueueJSON: { call: publish },
        batch: { call: publishBatch },
        batchJSON: { call: publishBatch },
        queue: { call: { returns: 'Client' } },
      },
    },
    Receiver: {
      members: {
        verify: {
          call: {
            receives: {
              handler: 'function',
              verifies: true,
              ack: { mode: 'on-return', onThrow: 'redeliver' },
              name: 'message',
            },
          },
        },
      },
    },
    Request: { provenance: 'message' },
  },
} satisfies LibraryModel;
