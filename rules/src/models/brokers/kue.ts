/** kue: only `done` settles a job; a job that failed runs again where it has attempts left (consumers.md §12, 0.11.6). */
import type { CallModel, LibraryModel, MemberModel } from '../model.js';

const create: CallModel = { returns: 'Job', resource: [0], sync: true };
const option: MemberModel = { call: { returns: 'this', sync: true } };

export default {
  library: 'kue',
  packages: ['kue'],
  exports: {
    createQueue: { call: { returns: 'Queue' } },
    Queue: { class: 'Queue' },
    Job: { class: 'Received' },
    DoneCallback: { class: 'Done' },
  },
  types: {
    Queue: {
      members: {
        process: {
          call: {
            register: {
              handler: [-1],
              parameters: [{ type: 'Received' }, { type: 'Done', is: 'none' }, { type: 'Done', is: 'none' }],
              ack: { mode: 'manual', onThrow: 'stuck' },
              name: 'process',
              source: [0],
            },
          },
        },
        create: { call: create },
        createJob: { call: create },
      },
    },
    Received: {
      provenance: 'message',
      members: {
        id: { identity: true },
        log: { call: { sync: true } },
        progress: { call: { sync: true } },
      },
    },
    Done: { call: { ack: { action: 'ack', unlessArgument: 0 }, sync: true } },
    Job: {
      members: {
        attempts: option,
        backoff: option,
        priority: option,
        delay: option,
        ttl: option,
        removeOnComplete: option,
        save: { call: { effect: { kind: 'publish', what: 'job' }, returns: 'this', sync: true } },
      },
    },
  },
} satisfies LibraryModel;
