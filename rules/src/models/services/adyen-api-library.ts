/** Adyen: every POST takes an `idempotencyKey` among the request options, its last argument (writes.md §6.1, 32.1.0). */
import type { CallModel, LibraryModel } from '../model.js';

const pay: CallModel = {
  effect: {
    kind: 'external',
    data: [0],
    idempotencyKey: [[-1, 'idempotencyKey']],
    what: 'payment',
    repairs: [{ does: 'key', when: { atMost: 1 }, arguments: ['<0>', { idempotencyKey: '<id>' }] }],
  },
  provenance: 'state',
};
/** The payment that is changed comes first. */
const change: CallModel = {
  effect: {
    kind: 'external',
    data: [1],
    idempotencyKey: [[-1, 'idempotencyKey']],
    what: 'payment',
    repairs: [{ does: 'key', when: { atMost: 2 }, arguments: ['<0>', '<1>', { idempotencyKey: '<id>' }] }],
  },
  provenance: 'state',
};

export default {
  library: '@adyen/api-library',
  packages: ['@adyen/api-library'],
  exports: { CheckoutAPI: { class: 'Checkout' } },
  types: {
    Checkout: {
      members: { PaymentsApi: { type: 'Payments' }, ModificationsApi: { type: 'Modifications' } },
    },
    Payments: { members: { payments: { call: pay }, sessions: { call: pay } } },
    Modifications: {
      members: {
        captureAuthorisedPayment: { call: change },
        refundCapturedPayment: { call: change },
        cancelAuthorisedPaymentByPspReference: { call: change },
      },
    },
  },
} satisfies LibraryModel;
