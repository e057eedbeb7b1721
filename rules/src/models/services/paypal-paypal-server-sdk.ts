/** PayPal: a request id makes a repeated call give the first answer; without one each call is another order or capture (writes.md §6.1, 2.5.0). */
import type { CallModel, LibraryModel } from '../model.js';

const pay: CallModel = {
  effect: { kind: 'external', data: [0, 'body'], idempotencyKey: [[0, 'paypalRequestId']], what: 'payment' },
  provenance: 'state',
};
const read: CallModel = { effect: { kind: 'read' }, provenance: 'state' };

export default {
  library: '@paypal/paypal-server-sdk',
  packages: ['@paypal/paypal-server-sdk'],
  exports: {
    OrdersController: { class: 'Orders' },
    PaymentsController: { class: 'Payments' },
  },
  types: {
    Orders: {
      members: {
        createOrder: { call: pay },
        captureOrder: { call: pay },
        authorizeOrder: { call: pay },
        getOrder: { call: read },
      },
    },
    Payments: {
      members: {
        captureAuthorizedPayment: { call: pay },
        refundCapturedPayment: { call: pay },
        reauthorizePayment: { call: pay },
        getCapturedPayment: { call: read },
      },
    },
  },
} satisfies LibraryModel;
