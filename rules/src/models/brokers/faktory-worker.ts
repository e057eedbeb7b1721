/** Faktory: a job is acknowledged when its function resolves and comes again when it throws (consumers.md §12, 4.7.1). */
import type { CallModel, LibraryModel } from '../model.js';

const register: CallModel = {
  register: {
    handler: [1],
    parameters: [{}, {}, {}, {}],
    ack: { mode: 'on-return', onThrow: 'redeliver', ignoresResult: true },
    name: 'register',
    source: [0],
  },
};

export default {
  library: 'faktory-worker',
  packages: ['faktory-worker'],
  exports: {
    register: { call: register },
    connect: { call: { returns: 'Client' } },
    Client: { class: 'Client' },
    Worker: { class: 'Worker' },
  },
  types: {
    Worker: { members: { register: { call: register } } },
    Client: {
      members: {
        connect: { call: { returns: 'this' } },
        job: { call: { returns: 'Job', resource: [0] } },
        push: {
          call: {
            effect: {
              kind: 'publish',
              resource: [0, 'jobtype'],
              data: [0, 'args'],
              idempotencyKey: [[0, 'jid']],
              what: 'job',
            },
          },
        },
        pushBulk: { call: { effect: { kind: 'publish', what: 'job' } } },
      },
    },
    Job: { members: { push: { call: { effect: { kind: 'publish', what: 'job' } } } } },
  },
} satisfies LibraryModel;
