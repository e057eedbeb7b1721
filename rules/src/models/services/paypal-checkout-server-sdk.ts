/** PayPal's older SDK: requests are objects, sent by `execute`; `payPalRequestId` makes a repeated one give the first answer (writes.md §6.1, 1.0.3). */
import type { CallModel, LibraryModel, TypeModel } from '../model.js';

const pay: TypeModel = {
  construct: { returns: 'Request', lazy: true, effect: { kind: 'external', what: 'payment' }, provenance: 'state' },
};
const part = { lazy: true, inPlace: true, sync: true } as const satisfies CallModel;

export default {
  library: '@paypal/checkout-server-sdk',
  packages: ['@paypal/checkout-server-sdk'],
  exports: {
    '*': { value: 'Module' },
    core: { value: 'Core' },
    orders: { value: 'Orders' },
    payments: { value: 'Payments' },
  },
  types: {
    Module: { members: { core: { type: 'Core' }, orders: { type: 'Orders' }, payments: { type: 'Payments' } } },
    Core: { members: { PayPalHttpClient: { type: 'ClientClass' } } },
    ClientClass: { construct: { returns: 'Client' } },
    Client: { members: { execute: { call: { run: [0] } } } },
    Orders: {
      members: {
        OrdersCreateRequest: { type: 'Payment' },
        OrdersCaptureRequest: { type: 'Payment' },
        OrdersAuthorizeRequest: { type: 'Payment' },
        OrdersGetRequest: { type: 'Look' },
      },
    },
    Payments: {
      members: {
        AuthorizationsCaptureRequest: { type: 'Payment' },
        AuthorizationsReauthorizeRequest: { type: 'Payment' },
        CapturesRefundRequest: { type: 'Payment' },
        CapturesGetRequest: { type: 'Look' },
      },
    },
    Payment: pay,
    Look: { construct: { returns: 'Request', lazy: true, effect: { kind: 'read' }, provenance: 'state' } },
    Request: {
      members: {
        payPalRequestId: { call: { ...part, effect: { idempotencyKey: [[0]] } } },
        requestBody: { call: { ...part, effect: { data: [0] } } },
        prefer: { call: { ...part } },
      },
    },
  },
} satisfies LibraryModel;
