/** agenda: a lock older than ten minutes gives the job to another worker; recurring jobs keep one `_id` (consumers.md §12, 6.2.6 and 5.0.0). */
import type { LibraryModel, RegistrationModel } from '../model.js';

const registration: RegistrationModel = {
  handler: [1],
  parameters: [{ type: 'Job' }, { type: 'Done', is: 'none' }],
  ack: { mode: 'on-return', onThrow: 'lost' },
  name: 'define',
  source: [0],
};

export default {
  library: 'agenda',
  packages: ['agenda', '@hokify/agenda', '@pulsecron/pulse'],
  exports: {
    '*': { class: 'Agenda' },
    Agenda: { class: 'Agenda' },
    Pulse: { class: 'Agenda' },
    Job: { class: 'Job' },
    Define: { decorator: { method: { ...registration, name: '@Define' } } },
    Every: { decorator: { method: { ...registration, name: '@Every' } } },
  },
  types: {
    Agenda: {
      members: {
        /** v6 `(name, processor, options)`, v5 `(name, options, processor)`. */
        define: {
          call: [
            { when: { isFunction: [1] }, register: registration },
            { register: { ...registration, handler: [2] } },
          ],
        },
        now: { call: { returns: 'Job', effect: { kind: 'publish', resource: [0], data: [1], what: 'job' } } },
        schedule: { call: { returns: 'Job', effect: { kind: 'publish', resource: [1], data: [2], what: 'job' } } },
        every: { call: { returns: 'Job', effect: { kind: 'absolute', key: [1], data: [2] } } },
        create: {
          call: { returns: 'NewJob', lazy: true, effect: { kind: 'publish', resource: [0], data: [1], what: 'job' } },
        },
        cancel: { call: { effect: { kind: 'delete', where: [0] } } },
        on: {
          call: {
            returns: 'this',
            register: { handler: [1], parameters: [], ack: { mode: 'none' }, name: 'event', inProcess: true },
          },
        },
      },
    },
    NewJob: {
      members: {
        unique: { call: { returns: 'this', lazy: true, effect: { idempotencyKey: [[0]] } } },
        save: { call: { run: true, returns: 'Job' } },
      },
      anyMember: { call: { returns: 'this' } },
    },
    Job: {
      provenance: 'message',
      members: { attrs: { type: 'Attributes' }, touch: { call: { ack: { action: 'extend' } } } },
    },
    Attributes: {
      provenance: 'message',
      members: {
        _id: { identity: true },
        lockedAt: { provenance: 'fresh' },
        lastRunAt: { provenance: 'fresh' },
        failCount: { provenance: 'fresh' },
      },
    },
    Done: { call: { ack: { action: 'ack', unlessArgument: 0 } } },
  },
} satisfies LibraryModel;
