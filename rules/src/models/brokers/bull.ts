/** Bull jobs: as BullMQ, and a processor that takes `done` settles by calling it (consumers.md §12, 4.16.5). */
import type { CallModel, ExportModel, LibraryModel, RegistrationModel } from '../model.js';

const keyNote =
  'A `jobId` also drops every later job of that id while the first is kept, finished or not; an id in the data does not.';
const whyOption = 'The options of a job have no `id`; the queue knows a job again by its `jobId`.';
const whyEntry = 'The queue reads `jobId` from the `opts` of each job.';
const observer: RegistrationModel = {
  handler: [1],
  parameters: [{ type: 'Job' }],
  ack: { mode: 'none' },
  name: 'event',
  inProcess: true,
};
/** `add(name, data, options)`, `add(name, data)`, `add(data, options)`. */
const add: CallModel[] = [
  {
    when: { atLeast: 3 },
    returns: 'Job',
    effect: {
      kind: 'publish',
      keyNote,
      data: [1],
      idempotencyKey: [
        [2, 'jobId'],
        [2, 'debounce', 'id'],
      ],
      ignoredKeys: [{ at: [2, 'id'], why: whyOption, becomes: [2, 'jobId'] }],
      what: 'job',
      repairs: [{ does: 'key', arguments: ['<0>', '<1>', { '...': '<2>', jobId: '<id>' }] }],
    },
  },
  {
    returns: 'Job',
    effect: {
      kind: 'publish',
      keyNote,
      data: [0],
      idempotencyKey: [
        [1, 'jobId'],
        [1, 'debounce', 'id'],
      ],
      what: 'job',
    },
  },
];
const queue: ExportModel = {
  class: 'Queue',
  construct: { resource: [0] },
  call: { returns: 'Queue', resource: [0] },
  static: 'Bull',
};

export default {
  library: 'bull',
  packages: ['bull'],
  exports: {
    '*': queue,
    Queue: { class: 'Queue', construct: { resource: [0] } },
    Job: { class: 'Job' },
    DoneCallback: { class: 'DoneCallback' },
  },
  types: {
    Bull: {},
    Job: {
      provenance: 'message',
      members: {
        id: { identity: true },
        attemptsMade: { provenance: 'fresh' },
        processedOn: { provenance: 'fresh' },
        log: { call: { effect: { kind: 'absolute', harmless: true } } },
        progress: { call: { effect: { kind: 'absolute', harmless: true } } },
        update: { call: { effect: { kind: 'absolute', data: [0] } } },
        extendLock: { call: { ack: { action: 'extend' } } },
        moveToCompleted: { call: { ack: { action: 'ack' } } },
        moveToFailed: { call: { ack: { action: 'nack' } } },
      },
    },
    DoneCallback: { call: { ack: { action: 'ack', unlessArgument: 0 } } },
    Queue: {
      members: {
        process: {
          call: {
            register: {
              handler: [-1],
              parameters: [{ type: 'Job' }, { type: 'DoneCallback', is: 'none' }],
              ack: { mode: 'on-return', onThrow: 'redeliver', ignoresResult: true },
              name: 'process',
              source: [0],
            },
          },
        },
        on: { call: { returns: 'this', register: observer } },
        add: { call: add },
        addBulk: {
          call: {
            effect: {
              kind: 'publish',
              keyNote,
              data: [0, '*', 'data'],
              idempotencyKey: [[0, '*', 'opts', 'jobId']],
              ignoredKeys: [
                { at: [0, '*', 'opts', 'id'], why: whyOption, becomes: [0, '*', 'opts', 'jobId'] },
                { at: [0, '*', 'jobId'], why: whyEntry },
              ],
              what: 'job',
            },
          },
        },
        getJob: { call: { returns: 'Job', effect: { kind: 'read', key: [0] }, provenance: 'state' } },
      },
    },
  },
} satisfies LibraryModel;
