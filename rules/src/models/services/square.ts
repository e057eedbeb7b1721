/** Square: payments and refunds carry an `idempotencyKey` in the request (writes.md §6.1, 46.0.0). */
import type { CallModel, LibraryModel, MemberModel } from '../model.js';

const pay: CallModel = {
  effect: { kind: 'external', data: [0], idempotencyKey: [[0, 'idempotencyKey']], what: 'payment' },
  provenance: 'state',
};
const call: CallModel = {
  effect: { kind: 'external', data: [0], idempotencyKey: [[0, 'idempotencyKey']], what: 'Square call' },
  provenance: 'state',
};
const read: MemberModel = { call: { effect: { kind: 'read', key: [0] }, provenance: 'state' } };

export default {
  library: 'square',
  packages: ['square'],
  exports: { SquareClient: { class: 'Client' } },
  types: {
    Client: {
      members: { payments: { type: 'Payments' }, refunds: { type: 'Refunds' } },
      anyMember: { type: 'Resource', named: true },
    },
    Payments: { extends: 'Resource', members: { create: { call: pay } } },
    Refunds: { extends: 'Resource', members: { refundPayment: { call: pay } } },
    Resource: { members: { create: { call }, get: read, list: read } },
  },
} satisfies LibraryModel;
