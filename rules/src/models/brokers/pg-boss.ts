/** pg-boss: since v10 the handler takes an array of jobs, all completed or all retried (consumers.md §12, 12.38.0, 10.4.2, 9.0.3, 6.2.2). */
import type { EffectModel, ExportModel, LibraryModel, MemberModel, RegistrationModel } from '../model.js';

const boss: ExportModel = { class: 'PgBoss' };
/** `singletonKey` dedups only under a queue policy or within `singletonSeconds`. */
const send: EffectModel = {
  kind: 'publish',
  resource: [0],
  data: [1],
  idempotencyKey: [
    [2, 'id'],
    [2, 'singletonKey'],
  ],
  what: 'job',
};

const work: RegistrationModel = {
  handler: [-1],
  parameters: [{ type: 'Jobs' }, { is: 'none' }],
  ack: { mode: 'on-return', onThrow: 'redeliver', ignoresResult: true },
  name: 'work',
  source: [0],
};
/** The state of a job is told to the one who waits for it by another job. */
const onComplete: MemberModel = { call: { register: { ...work, name: 'onComplete' } } };
/** What settles and fetches, in every version. */
const queue: Readonly<Record<string, MemberModel>> = {
  fetch: {
    call: {
      returns: 'Jobs',
      receives: { handler: 'loop', type: 'Jobs', ack: { mode: 'manual', onThrow: 'redeliver' }, name: 'fetch' },
    },
  },
  complete: { call: { ack: { action: 'ack' } } },
  fail: { call: { ack: { action: 'nack' } } },
  onComplete,
  schedule: { call: { effect: { kind: 'absolute', key: [0], data: [2] } } },
  on: {
    call: {
      returns: 'this',
      register: { handler: [1], parameters: [], ack: { mode: 'none' }, name: 'event', inProcess: true },
    },
  },
};
/** A job as one object: `{ name, data, options }`. */
const request: EffectModel = {
  kind: 'publish',
  resource: [0, 'name'],
  data: [0, 'data'],
  idempotencyKey: [
    [0, 'options', 'id'],
    [0, 'options', 'singletonKey'],
  ],
  what: 'job',
};
const sending: MemberModel = { call: [{ when: { has: [0, 'name'] }, effect: request }, { effect: send }] };
const byTime: MemberModel = { call: { effect: { ...send, idempotencyKey: [[4]] } } };

export default {
  library: 'pg-boss',
  packages: ['pg-boss'],
  exports: { '*': boss, PgBoss: boss, Job: { class: 'Job' } },
  types: {
    PgBoss: {
      members: {
        ...queue,
        work: { call: { register: work } },
        touch: { call: { ack: { action: 'extend' } } },
        send: sending,
        sendAfter: { call: { effect: send } },
        sendThrottled: byTime,
        sendDebounced: byTime,
        insert: {
          call: {
            effect: {
              kind: 'publish',
              resource: [0],
              data: [1, '*', 'data'],
              idempotencyKey: [[1, '*', 'id']],
              what: 'job',
            },
          },
        },
        publish: { call: { effect: { kind: 'publish', resource: [0], data: [1], what: 'event' } } },
      },
    },
    Job: {
      provenance: 'message',
      members: {
        id: { identity: true },
        singletonKey: { identity: 'if-set' },
        retryCount: { provenance: 'fresh' },
        startedOn: { provenance: 'fresh' },
      },
    },
    /** An array of jobs; a single job up to v9. */
    Jobs: { extends: 'Job', element: 'Job' },
  },
  versions: [
    {
      major: '<7',
      types: {
        PgBoss: {
          members: {
            ...queue,
            subscribe: { call: { register: { ...work, name: 'subscribe' } } },
            publish: sending,
            publishAfter: { call: { effect: send } },
            publishOnce: { call: { effect: { ...send, idempotencyKey: [[3]] } } },
            publishSingleton: { call: { effect: send } },
            publishThrottled: byTime,
            publishDebounced: byTime,
          },
        },
      },
    },
  ],
} satisfies LibraryModel;
