/** Trigger.dev: `run` starts from the top on each attempt; `idempotencyKey` dedups triggering only (consumers.md §14, 4.8.3, 2.3.9). */
import type { CallModel, EffectModel, LibraryModel, RegistrationModel } from '../model.js';

/** Runs after the last attempt; the run is settled whatever comes of it. */
const hook: RegistrationModel = {
  parameters: [{}, {}, { type: 'RunParams', is: 'none' }],
  ack: { mode: 'on-return', onThrow: 'lost' },
  source: [0, 'id'],
};
const task: CallModel = {
  returns: 'Task',
  resource: [0, 'id'],
  register: {
    handler: [0, 'run'],
    parameters: [{}, { type: 'RunParams', is: 'none' }],
    ack: { mode: 'on-return', onThrow: 'redeliver' },
    name: 'task',
    source: [0, 'id'],
    also: [
      { ...hook, handler: [0, 'onSuccess'], name: 'onSuccess' },
      { ...hook, handler: [0, 'onFailure'], name: 'onFailure' },
    ],
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

/** Version 2: `run` is entered again for each task of it, as far as `io` has not recorded it. */
const job: RegistrationModel = {
  handler: [0, 'run'],
  parameters: [{}, { type: 'Io', is: 'none' }, { type: 'JobContext', is: 'none' }],
  ack: { mode: 'on-return', onThrow: 'redeliver' },
  name: 'defineJob',
  source: [0, 'id'],
};
/** An event whose id was seen is not taken again. */
const event: EffectModel = {
  kind: 'publish',
  resource: [0, 'name'],
  data: [0, 'payload'],
  idempotencyKey: [[0, 'id']],
  what: 'event',
};

export default {
  library: '@trigger.dev/sdk',
  packages: ['@trigger.dev/sdk', '@trigger.dev/sdk/*'],
  exports: {
    task: { call: task },
    schemaTask: { call: task },
    schedules: { value: 'Schedules' },
    tasks: { value: 'Tasks' },
    TriggerClient: { class: 'TriggerClient' },
    idempotencyKeys: { value: 'IdempotencyKeys' },
  },
  types: {
    TriggerClient: {
      members: {
        defineJob: { call: { register: job } },
        sendEvent: { call: { effect: event } },
        sendEvents: {
          call: {
            effect: {
              ...event,
              resource: [0, '*', 'name'],
              data: [0, '*', 'payload'],
              idempotencyKey: [[0, '*', 'id']],
            },
          },
        },
      },
    },
    Io: {
      members: {
        runTask: {
          call: {
            callbacks: [{ at: [1], parameters: [{ is: 'none' }, { type: 'Io', is: 'none' }] }],
            provenance: 'state',
          },
        },
        sendEvent: {
          call: {
            effect: { ...event, resource: [1, 'name'], data: [1, 'payload'], idempotencyKey: [[1, 'id']] },
          },
        },
      },
    },
    JobContext: { provenance: 'message', members: { run: { type: 'Run' }, event: { type: 'Run' } } },
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
