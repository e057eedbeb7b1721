/** Trigger.dev: `run` starts from the top on each attempt; `idempotencyKey` dedups triggering only (consumers.md §14, 4.8.3). */
import type { CallModel, LibraryModel } from '../model.js';

const task: CallModel = {
  returns: 'Task',
  resource: [0, 'id'],
  register: {
    handler: [0, 'run'],
    parameters: [{}, { type: 'RunParams', is: 'none' }],
    ack: { mode: 'on-return', onThrow: 'redeliver' },
    name: 'task',
    source: [0, 'id'],
  },
};
/** A raw string key holds within one parent run only; a key from `idempotencyKeys.create(…, { scope: 'global' })` everywhere. */
const trigger: CallModel = {
  effect: {
    kind: 'publish',
    data: [0],
    idempotencyKey: [[1, 'idempotencyKey']],
    what: 'task run',
    repairs: [{ does: 'key', arguments: ['<0>', { '...': '<1>', idempotencyKey: '<id>' }] }],
  },
};
const batch: CallModel = {
  effect: { kind: 'publish', data: [0], idempotencyKey: [[0, '*', 'options', 'idempotencyKey']], what: 'task run' },
};
const byId: CallModel = {
  effect: {
    kind: 'publish',
    resource: [0],
    data: [1],
    idempotencyKey: [[2, 'idempotencyKey']],
    what: 'task run',
    repairs: [{ does: 'key', arguments: ['<0>', '<1>', { '...': '<2>', idempotencyKey: '<id>' }] }],
  },
};

export default {
  library: '@trigger.dev/sdk',
  packages: ['@trigger.dev/sdk', '@trigger.dev/sdk/*'],
  exports: {
    task: { call: task },
    schemaTask: { call: task },
    schedules: { value: 'Schedules' },
    tasks: { value: 'Tasks' },
    idempotencyKeys: { value: 'IdempotencyKeys' },
  },
  types: {
    Schedules: { members: { task: { call: task } } },
    Task: {
      members: {
        trigger: { call: trigger },
        triggerAndWait: { call: trigger },
        batchTrigger: { call: batch },
        batchTriggerAndWait: { call: batch },
      },
    },
    Tasks: { members: { trigger: { call: byId }, triggerAndWait: { call: byId } } },
    IdempotencyKeys: { members: { create: { call: { provenance: 'derived' } } } },
    RunParams: { provenance: 'message', members: { ctx: { type: 'Context' } } },
    Context: { provenance: 'message', members: { run: { type: 'Run' }, attempt: { provenance: 'fresh' } } },
    Run: { provenance: 'message', members: { id: { identity: true } } },
  },
} satisfies LibraryModel;
