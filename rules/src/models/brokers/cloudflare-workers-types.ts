/**
 * Cloudflare Workers: queues, where a normal return acknowledges the rest of the batch and a throw retries it (consumers.md §11,
 * 5.20261117.1), and what they keep things in: D1 (SQLite; a `batch` commits as a whole, there are no other transactions), KV and R2.
 */
import type { CallModel, ExportModel, LibraryModel, RegistrationModel } from '../model.js';

/** Queries of D1 answer with rows; `run()` tells how many rows changed as well, as `meta.changes`. */
const run: CallModel = { run: true, provenance: 'state' };
const put = { call: { effect: { kind: 'absolute', key: [0], data: [1] } } } as const;
const look = { call: { effect: { kind: 'read', key: [0] }, provenance: 'state' } } as const;
const remove = { call: { effect: { kind: 'delete', key: [0] } } } as const;

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
  globals: {
    MessageBatch: batch,
    ExportedHandler: worker,
    Queue: { class: 'Queue' },
    D1Database: { class: 'D1Database' },
    D1PreparedStatement: { class: 'D1PreparedStatement' },
    KVNamespace: { class: 'KVNamespace' },
    R2Bucket: { class: 'R2Bucket' },
  },
  dialect: 'sqlite',
  duplicateErrors: ['UNIQUE constraint failed'],
  outcomes: ['changes', 'results'],
  deployed: [{ sources: ['cloudflare-queue'], registration: queue }],
  exports: {
    MessageBatch: batch,
    ExportedHandler: worker,
    Message: { class: 'Message' },
    Queue: { class: 'Queue' },
    WorkerEntrypoint: { class: 'WorkerEntrypoint' },
    D1Database: { class: 'D1Database' },
    D1PreparedStatement: { class: 'D1PreparedStatement' },
    KVNamespace: { class: 'KVNamespace' },
    R2Bucket: { class: 'R2Bucket' },
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
    D1Database: {
      members: {
        prepare: { call: { returns: 'D1PreparedStatement', lazy: true, sync: true, sql: { text: [0] } } },
        batch: { call: { transaction: { form: 'array', at: [0] } } },
        exec: { call: { sql: { text: [0] } } },
        withSession: { call: { returns: 'this', sync: true } },
      },
    },
    D1PreparedStatement: {
      members: {
        bind: { call: { returns: 'this', lazy: true, sync: true, sql: { fragment: true, binds: { from: 0 } } } },
        run: { call: run },
        first: { call: run },
        all: { call: run },
        raw: { call: run },
      },
    },
    KVNamespace: { members: { put, get: look, getWithMetadata: look, list: look, delete: remove } },
    R2Bucket: { members: { put, get: look, head: look, list: look, delete: remove } },
  },
} satisfies LibraryModel;
