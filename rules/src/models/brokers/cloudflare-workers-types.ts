/** Cloudflare Queues: a normal return acknowledges the rest of the batch, a throw retries it (consumers.md §11, 5.20261117.1). */
import type { ExportModel, LibraryModel, RegistrationModel } from '../model.js';

const queue: RegistrationModel = {
  parameters: [{ type: 'MessageBatch' }, { is: 'none' }, { is: 'none' }],
  ack: { mode: 'on-return', onThrow: 'redeliver', ignoresResult: true },
  name: 'queue',
};
const worker: ExportModel = { annotatedMembers: { queue } };
const batch: ExportModel = { class: 'MessageBatch', annotatedParameter: queue };

export default {
  library: '@cloudflare/workers-types',
  packages: ['@cloudflare/workers-types', '@cloudflare/workers-types/*', 'cloudflare:workers'],
  /** The types are global where `wrangler types` made them. */
  globals: { MessageBatch: batch, ExportedHandler: worker, Queue: { class: 'Queue' } },
  deployed: [{ sources: ['cloudflare-queue'], registration: queue }],
  exports: {
    MessageBatch: batch,
    ExportedHandler: worker,
    Message: { class: 'Message' },
    Queue: { class: 'Queue' },
    WorkerEntrypoint: { class: 'WorkerEntrypoint' },
  },
  types: {
    WorkerEntrypoint: { overrides: { queue } },
    MessageBatch: {
      provenance: 'message',
      members: {
        messages: { type: 'Messages' },
        ackAll: { call: { ack: { action: 'ack' }, sync: true } },
        retryAll: { call: { ack: { action: 'nack' }, sync: true } },
      },
    },
    Messages: { element: 'Message' },
    Message: {
      provenance: 'message',
      members: {
        id: { identity: true },
        attempts: { provenance: 'fresh' },
        ack: { call: { ack: { action: 'ack' }, sync: true } },
        retry: { call: { ack: { action: 'nack' }, sync: true } },
      },
    },
    /** There is no id to give: a stable one belongs into the body. */
    Queue: {
      members: {
        send: { call: { effect: { kind: 'publish', data: [0], what: 'message' } } },
        sendBatch: { call: { effect: { kind: 'publish', data: [0, '*', 'body'], what: 'message' } } },
      },
    },
  },
} satisfies LibraryModel;
