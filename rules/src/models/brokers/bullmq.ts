/** BullMQ jobs: run again on a stall whatever `attempts` says; a job id dedups additions while the job is kept (consumers.md §12, 6.7.0). */
import type { EffectModel, IgnoredKeyModel, LibraryModel, RegistrationModel } from '../model.js';

const keyNote =
  'A `jobId` also drops every later job of that id while the first is kept, finished or not; an id in the data does not.';
const whyOption = 'The options of a job have no `id`; the queue knows a job again by its `jobId`.';
const whyEntry = 'The queue reads `jobId` from the `opts` of each job.';
/** Integers are refused as job ids, and colons. */
const refuses: IgnoredKeyModel['refuses'] = { numbers: true, text: ':' };
const add: EffectModel = {
  kind: 'publish',
  keyNote,
  data: [1],
  idempotencyKey: [
    [2, 'jobId'],
    [2, 'deduplication', 'id'],
    [2, 'debounce', 'id'],
  ],
  ignoredKeys: [{ at: [2, 'id'], why: whyOption, becomes: [2, 'jobId'], refuses }],
  what: 'job',
  repairs: [{ does: 'key', arguments: ['<0>', '<1>', { '...': '<2>', jobId: '<id>' }] }],
};
const flow: EffectModel = {
  kind: 'publish',
  keyNote,
  resource: [0, 'queueName'],
  data: [0, 'data'],
  idempotencyKey: [[0, 'opts', 'jobId']],
  ignoredKeys: [
    { at: [0, 'opts', 'id'], why: whyOption, becomes: [0, 'opts', 'jobId'], refuses },
    { at: [0, 'jobId'], why: whyEntry, becomes: [0, 'opts', 'jobId'], refuses },
  ],
  what: 'job',
  repairs: [{ does: 'key', arguments: [{ '...': '<0>', opts: { jobId: '<id>' } }] }],
};
const inBulk: EffectModel['ignoredKeys'] = [
  { at: [0, '*', 'opts', 'id'], why: whyOption, becomes: [0, '*', 'opts', 'jobId'], refuses },
  { at: [0, '*', 'jobId'], why: whyEntry },
];
const observer: RegistrationModel = {
  handler: [1],
  parameters: [{ type: 'Job' }],
  ack: { mode: 'none' },
  name: 'event',
  inProcess: true,
};
const processor: RegistrationModel = {
  parameters: [{ type: 'Job' }, { is: 'fresh' }, { is: 'none' }],
  ack: { mode: 'on-return', onThrow: 'redeliver', ignoresResult: true },
  name: 'Processor',
};

export default {
  library: 'bullmq',
  packages: ['bullmq'],
  exports: {
    Worker: {
      class: 'Worker',
      construct: {
        register: {
          handler: [1],
          parameters: [{ type: 'Job' }, { is: 'fresh' }, { is: 'none' }],
          ack: { mode: 'on-return', onThrow: 'redeliver', ignoresResult: true },
          name: 'Worker',
          source: [0],
        },
      },
    },
    Processor: { annotatedHandler: processor },
    Queue: { class: 'Queue', construct: { resource: [0] } },
    FlowProducer: { class: 'FlowProducer' },
    QueueEvents: { class: 'QueueEvents' },
    Job: { class: 'Job', static: 'JobClass' },
    /** Only a processor in a file of its own gets one: nothing in the code registers it but a path. */
    SandboxedJob: { class: 'Job', annotatedParameter: processor },
  },
  types: {
    Job: {
      provenance: 'message',
      members: {
        id: { identity: true },
        deduplicationId: { identity: 'if-set' },
        token: { provenance: 'fresh' },
        attemptsMade: { provenance: 'fresh' },
        attemptsStarted: { provenance: 'fresh' },
        stalledCounter: { provenance: 'fresh' },
        processedBy: { provenance: 'fresh' },
        processedOn: { provenance: 'fresh' },
        log: { call: { effect: { kind: 'absolute', harmless: true } } },
        updateProgress: { call: { effect: { kind: 'absolute', harmless: true } } },
        updateData: { call: { effect: { kind: 'absolute', data: [0] } } },
        extendLock: { call: { ack: { action: 'extend' } } },
        moveToCompleted: { call: { ack: { action: 'ack' } } },
        moveToFailed: { call: { ack: { action: 'nack' } } },
      },
    },
    JobClass: {
      members: { fromId: { call: { returns: 'Job', effect: { kind: 'read', key: [1] }, provenance: 'state' } } },
    },
    Worker: {
      members: {
        on: { call: { returns: 'this', register: observer } },
        once: { call: { returns: 'this', register: observer } },
        getNextJob: {
          call: {
            returns: 'Job',
            receives: {
              handler: 'function',
              type: 'Job',
              ack: { mode: 'manual', onThrow: 'stuck' },
              name: 'getNextJob',
            },
          },
        },
      },
    },
    Queue: {
      members: {
        add: { call: { returns: 'Job', effect: add } },
        addBulk: {
          call: {
            effect: {
              kind: 'publish',
              keyNote,
              data: [0, '*', 'data'],
              idempotencyKey: [
                [0, '*', 'opts', 'jobId'],
                [0, '*', 'opts', 'deduplication', 'id'],
              ],
              ignoredKeys: inBulk,
              what: 'job',
            },
          },
        },
        upsertJobScheduler: { call: { effect: { kind: 'absolute', key: [0], data: [2, 'data'] } } },
        removeJobScheduler: { call: { effect: { kind: 'delete', key: [0] } } },
        getJob: { call: { returns: 'Job', effect: { kind: 'read', key: [0] }, provenance: 'state' } },
        remove: { call: { effect: { kind: 'delete', key: [0] } } },
      },
    },
    FlowProducer: {
      members: {
        add: { call: { effect: flow } },
        addBulk: {
          call: {
            effect: {
              kind: 'publish',
              keyNote,
              data: [0, '*', 'data'],
              idempotencyKey: [[0, '*', 'opts', 'jobId']],
              ignoredKeys: inBulk,
              what: 'job',
            },
          },
        },
      },
    },
    QueueEvents: { members: { on: { call: { returns: 'this', register: observer } } } },
  },
} satisfies LibraryModel;
