/** bee-queue: resolve is done, throw is failed and tried again with `.retries(n)` (consumers.md §12, 2.0.0). */
import type { ExportModel, LibraryModel } from '../model.js';

const queue: ExportModel = { class: 'Queue', construct: { resource: [0] } };

export default {
  library: 'bee-queue',
  packages: ['bee-queue'],
  exports: { '*': queue },
  types: {
    Queue: {
      members: {
        process: {
          call: {
            register: {
              handler: [-1],
              parameters: [{ type: 'Job' }, { type: 'Done', is: 'none' }],
              ack: { mode: 'on-return', onThrow: 'redeliver', ignoresResult: true },
              name: 'process',
            },
          },
        },
        createJob: { call: { returns: 'NewJob', lazy: true, effect: { kind: 'publish', data: [0], what: 'job' } } },
        getJob: { call: { returns: 'Job', effect: { kind: 'read', key: [0] }, provenance: 'state' } },
        saveAll: { call: { effect: { kind: 'publish', data: [0], what: 'job' } } },
        on: {
          call: {
            returns: 'this',
            register: { handler: [1], parameters: [], ack: { mode: 'none' }, name: 'event', inProcess: true },
          },
        },
      },
    },
    Job: {
      provenance: 'message',
      members: { id: { identity: true }, reportProgress: { call: { effect: { kind: 'absolute', harmless: true } } } },
    },
    NewJob: {
      members: {
        setId: { call: { returns: 'this', lazy: true, effect: { idempotencyKey: [[0]] } } },
        save: { call: { run: true, returns: 'Job' } },
      },
      anyMember: { call: { returns: 'this' } },
    },
    Done: { call: { ack: { action: 'ack', unlessArgument: 0 } } },
  },
} satisfies LibraryModel;
