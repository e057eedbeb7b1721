/** pg-boss: since v10 the handler takes an array of jobs, all completed or all retried (consumers.md §12, 12.38.0, 10.4.2, 9.0.3). */
import type { EffectModel, ExportModel, LibraryModel } from '../model.js';

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

export default {
  library: 'pg-boss',
  packages: ['pg-boss'],
  exports: { '*': boss, PgBoss: boss, Job: { class: 'Job' } },
  types: {
    PgBoss: {
      members: {
        work: {
          call: {
            register: {
              handler: [-1],
              parameters: [{ type: 'Jobs' }, { is: 'none' }],
              ack: { mode: 'on-return', onThrow: 'redeliver', ignoresResult: true },
              name: 'work',
              source: [0],
            },
          },
        },
        fetch: {
          call: {
            returns: 'Jobs',
            receives: { handler: 'loop', type: 'Jobs', ack: { mode: 'manual', onThrow: 'redeliver' }, name: 'fetch' },
          },
        },
        complete: { call: { ack: { action: 'ack' } } },
        fail: { call: { ack: { action: 'nack' } } },
        touch: { call: { ack: { action: 'extend' } } },
        send: {
          call: [
            {
              when: { has: [0, 'name'] },
              effect: {
                kind: 'publish',
                resource: [0, 'name'],
                data: [0, 'data'],
                idempotencyKey: [
                  [0, 'options', 'id'],
                  [0, 'options', 'singletonKey'],
                ],
                what: 'job',
              },
            },
            { effect: send },
          ],
        },
        sendAfter: { call: { effect: send } },
        sendThrottled: { call: { effect: { ...send, idempotencyKey: [[4]] } } },
        sendDebounced: { call: { effect: { ...send, idempotencyKey: [[4]] } } },
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
        schedule: { call: { effect: { kind: 'absolute', key: [0], data: [2] } } },
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
} satisfies LibraryModel;
