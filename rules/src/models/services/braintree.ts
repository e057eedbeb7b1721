/** Braintree: no idempotency key; `orderId` tells nobody a repeat unless the account checks for duplicates (writes.md §6.1, 3.40.0). */
import type { CallModel, LibraryModel } from '../model.js';

const pay: CallModel = { effect: { kind: 'external', data: [0], what: 'payment' }, provenance: 'state' };
const change: CallModel = { effect: { kind: 'external', data: [0], what: 'payment' }, provenance: 'state' };

export default {
  library: 'braintree',
  packages: ['braintree'],
  exports: {
    '*': { value: 'Module' },
    BraintreeGateway: { class: 'Gateway' },
  },
  types: {
    Module: { members: { BraintreeGateway: { type: 'GatewayClass' }, connect: { call: { returns: 'Gateway' } } } },
    GatewayClass: { construct: { returns: 'Gateway' } },
    Gateway: { members: { transaction: { type: 'Transactions' }, subscription: { type: 'Subscriptions' } } },
    Transactions: {
      members: { sale: { call: pay }, credit: { call: pay }, refund: { call: change } },
    },
    Subscriptions: {
      members: {
        create: { call: { effect: { kind: 'external', data: [0], what: 'subscription' }, provenance: 'state' } },
      },
    },
  },
} satisfies LibraryModel;
