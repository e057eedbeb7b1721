/** resend: `idempotencyKey` in the second argument, kept 24 hours (writes.md §6.1, 6.38.0). */
import type { CallModel, LibraryModel } from '../model.js';

const send: CallModel = {
  effect: {
    kind: 'external',
    data: [0],
    idempotencyKey: [[1, 'idempotencyKey']],
    what: 'e-mail',
    repairs: [{ does: 'key', arguments: ['<0>', { '...': '<1>', idempotencyKey: '<id>' }] }],
  },
};

export default {
  library: 'resend',
  packages: ['resend'],
  exports: { Resend: { class: 'Resend' } },
  types: {
    Resend: { members: { emails: { type: 'Emails' }, batch: { type: 'Emails' }, broadcasts: { type: 'Broadcasts' } } },
    Emails: {
      members: {
        send: { call: send },
        create: { call: send },
        update: { call: { effect: { kind: 'absolute', key: [0, 'id'] } } },
        get: { call: { effect: { kind: 'read', key: [0] }, provenance: 'state' } },
      },
    },
    Broadcasts: {
      members: {
        create: { call: { effect: { kind: 'external', data: [0], what: 'broadcast' } } },
        send: { call: { effect: { kind: 'external', data: [1], what: 'broadcast' } } },
      },
    },
  },
} satisfies LibraryModel;
