/** graphile-worker: a resolved task's row is deleted, a thrown one is tried again up to 25 times (consumers.md §12, 0.18.0). */
import type { CallModel, EffectModel, LibraryModel, RegistrationModel } from '../model.js';

const task: RegistrationModel = {
  parameters: [{}, { type: 'JobHelpers', is: 'none' }],
  ack: { mode: 'on-return', onThrow: 'redeliver', ignoresResult: true },
  name: 'task',
};
const addJob: EffectModel = { kind: 'publish', resource: [0], data: [1], idempotencyKey: [[2, 'jobKey']], what: 'job' };
const addJobs: EffectModel = {
  kind: 'publish',
  data: [0, '*', 'payload'],
  idempotencyKey: [[0, '*', 'jobKey']],
  what: 'job',
};
const run: CallModel = { register: { ...task, handler: [0, 'taskList', '*'] } };

export default {
  library: 'graphile-worker',
  packages: ['graphile-worker'],
  exports: {
    run: { call: run },
    runOnce: { call: [{ when: { has: [1] }, register: { ...task, handler: [1, '*'] } }, run] },
    runTaskList: { call: { register: { ...task, handler: [1, '*'] } } },
    Task: { annotatedHandler: task },
    JobHelpers: { class: 'JobHelpers' },
    WorkerUtils: { class: 'WorkerUtils' },
    makeWorkerUtils: { call: { returns: 'WorkerUtils' } },
    quickAddJob: {
      call: { effect: { kind: 'publish', resource: [1], data: [2], idempotencyKey: [[3, 'jobKey']], what: 'job' } },
    },
  },
  types: {
    JobHelpers: {
      extends: 'WorkerUtils',
      members: {
        job: { type: 'Job' },
        query: { call: { sql: { text: [0], parameters: [1], dialect: 'postgresql' } } },
      },
    },
    WorkerUtils: {
      members: {
        addJob: { call: { effect: addJob } },
        addJobs: { call: { effect: addJobs } },
        withPgClient: {
          call: {
            callbacks: [{ at: [0], parameters: [{ type: 'pg#Client', is: 'none' }] }],
            returnsArgument: [0, '()'],
          },
        },
      },
    },
    Job: {
      provenance: 'message',
      members: {
        id: { identity: true },
        key: { identity: 'if-set' },
        attempts: { provenance: 'fresh' },
        locked_by: { provenance: 'fresh' },
        locked_at: { provenance: 'fresh' },
      },
    },
  },
} satisfies LibraryModel;
