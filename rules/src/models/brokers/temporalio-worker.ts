/** Temporal: an activity is recorded when it resolves, and runs again for ever when it throws or times out (consumers.md §14, 1.24.0). */
import type { EffectModel, LibraryModel } from '../model.js';

const start: EffectModel = {
  kind: 'publish',
  resource: [0],
  data: [1, 'args'],
  idempotencyKey: [[1, 'workflowId']],
  what: 'workflow',
};

/** An update that came with that id is answered as the first time. */
const update: EffectModel = {
  kind: 'publish',
  resource: [0],
  data: [1, 'args'],
  idempotencyKey: [[1, 'updateId']],
  what: 'update',
};

export default {
  library: '@temporalio/worker',
  packages: ['@temporalio/worker', '@temporalio/activity', '@temporalio/client'],
  exports: {
    Worker: { static: 'WorkerClass' },
    activityInfo: { call: { returns: 'Info', sync: true } },
    heartbeat: { call: { ack: { action: 'extend' }, sync: true } },
    Client: { class: 'Client' },
    WorkflowClient: { class: 'WorkflowClient' },
    Context: { static: 'ActivityContext' },
    ScheduleClient: { class: 'ScheduleClient' },
  },
  types: {
    WorkerClass: {
      members: {
        create: {
          call: {
            register: {
              handler: [0, 'activities', '*'],
              parameters: [{}, {}, {}, {}],
              ack: { mode: 'on-return', onThrow: 'redeliver' },
              name: 'activity',
              source: [0, 'taskQueue'],
            },
          },
        },
      },
    },
    Info: {
      provenance: 'message',
      members: {
        activityId: { identity: true },
        attempt: { provenance: 'fresh' },
        taskToken: { provenance: 'fresh' },
        base64TaskToken: { provenance: 'fresh' },
        currentAttemptScheduledTimestampMs: { provenance: 'fresh' },
      },
    },
    Client: { members: { workflow: { type: 'WorkflowClient' }, schedule: { type: 'ScheduleClient' } } },
    WorkflowClient: {
      members: {
        start: { call: { effect: start, returns: 'Handle' } },
        execute: { call: { effect: start } },
        signalWithStart: { call: { effect: start, returns: 'Handle' } },
        getHandle: { call: { returns: 'Handle', sync: true } },
      },
    },
    Handle: {
      members: {
        signal: { call: { effect: { kind: 'publish', resource: [0], what: 'signal' } } },
        executeUpdate: { call: { effect: update } },
        startUpdate: { call: { effect: update } },
      },
    },
    ScheduleClient: {
      members: { create: { call: { effect: { kind: 'conditional', key: [0, 'scheduleId'], data: [0, 'action'] } } } },
    },
    ActivityContext: { members: { current: { call: { returns: 'CurrentContext', sync: true } } } },
    CurrentContext: {
      members: { info: { type: 'Info' }, heartbeat: { call: { ack: { action: 'extend' }, sync: true } } },
    },
  },
} satisfies LibraryModel;
