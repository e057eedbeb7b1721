/** Stripe: calls replay under a request option `idempotencyKey`, the last argument; webhooks come at least once (writes.md §6.1, consumers.md §16, 23.1.0). */
import type { CallModel, EffectModel, LibraryModel, ReceiveModel, RepairModel } from '../model.js';

/** The SDK's own random key covers its network retries only. */
const idempotencyKey = [[-1, 'idempotencyKey']] as const satisfies EffectModel['idempotencyKey'];
const repairs: RepairModel[] = [{ does: 'key', arguments: ['<0>', { '...': '<1>', idempotencyKey: '<id>' }] }];
const why = 'These are the parameters of the call; Stripe takes the key from the request options behind them.';
/** By itself it is taken for the options, by majors that guess which of the two the last argument is. */
const ignoredKeys: EffectModel['ignoredKeys'] = [
  { at: [0, 'idempotencyKey'], why, becomes: [1, 'idempotencyKey'], amongOthers: true },
  { at: [0, 'idempotency_key'], why, becomes: [1, 'idempotencyKey'], amongOthers: true },
];
const create: CallModel = {
  effect: { kind: 'external', data: [0], idempotencyKey, ignoredKeys, what: 'Stripe call', repairs },
};
/** The id comes first. */
const write: CallModel = {
  effect: {
    kind: 'external',
    data: [0],
    idempotencyKey,
    ignoredKeys: [
      { at: [1, 'idempotencyKey'], why, becomes: [2, 'idempotencyKey'], amongOthers: true },
      { at: [1, 'idempotency_key'], why, becomes: [2, 'idempotencyKey'], amongOthers: true },
    ],
    what: 'Stripe call',
  },
};
const pay: CallModel = {
  effect: { kind: 'external', data: [0], idempotencyKey, ignoredKeys, what: 'payment', repairs },
};
/** Writes to one object that already exists: same end state, or refused the second time. */
const change: CallModel = { effect: { kind: 'absolute', key: [0], data: [1] } };
const transition: CallModel = { effect: { kind: 'conditional', key: [0] } };
/** Usage counts once for an `identifier`. */
const meter: CallModel = {
  effect: { kind: 'external', data: [0], idempotencyKey: [...idempotencyKey, [0, 'identifier']], what: 'usage report' },
};
const remove: CallModel = { effect: { kind: 'delete', key: [0] } };
const read: CallModel = { effect: { kind: 'read', key: [0] }, provenance: 'state' };
const webhook: ReceiveModel = {
  handler: 'function',
  type: 'Event',
  ack: { mode: 'on-return', onThrow: 'redeliver' },
  name: 'webhook',
};
const receives: CallModel = { receives: webhook, returns: 'Event', provenance: 'message' };

export default {
  library: 'stripe',
  packages: ['stripe'],
  exports: {
    '*': { class: 'Stripe', call: { returns: 'Stripe' } },
    Stripe: { class: 'Stripe', call: { returns: 'Stripe' } },
  },
  types: {
    Stripe: {
      members: {
        webhooks: { type: 'Webhooks' },
        charges: { type: 'Payments' },
        paymentIntents: { type: 'Payments' },
        refunds: { type: 'Payments' },
        transfers: { type: 'Payments' },
        payouts: { type: 'Payments' },
        topups: { type: 'Payments' },
        parseEventNotification: { call: receives },
        parseEventNotificationAsync: { call: receives },
      },
      anyMember: { type: 'Resource', named: true },
    },
    Webhooks: {
      members: {
        constructEvent: { call: receives },
        constructEventAsync: { call: receives },
        constructEventWithoutVerification: { call: receives },
      },
    },
    Event: {
      provenance: 'message',
      members: { id: { identity: true }, pending_webhooks: { provenance: 'fresh' } },
    },
    /** Nested resources are members too: `checkout.sessions`, `billingPortal.sessions`. */
    Resource: {
      members: {
        create: { call: create },
        createBalanceTransaction: { call: write },
        createUsageRecord: { call: write },
        createReversal: { call: write },
        createSource: { call: write },
        createPreview: { call: read },
        sendInvoice: { call: write },
        pay: { call: transition },
        update: { call: change },
        confirm: { call: transition },
        capture: { call: transition },
        cancel: { call: transition },
        finalizeInvoice: { call: transition },
        voidInvoice: { call: transition },
        markUncollectible: { call: transition },
        expire: { call: transition },
        attach: { call: transition },
        detach: { call: transition },
        resume: { call: transition },
        del: { call: remove },
        deleteDiscount: { call: remove },
        retrieve: { call: read },
        list: { call: read },
        search: { call: read },
        meterEvents: { type: 'MeterEvents' },
      },
      anyMember: { type: 'Resource' },
    },
    MeterEvents: { extends: 'Resource', members: { create: { call: meter } } },
    Payments: { extends: 'Resource', members: { create: { call: pay } } },
  },
} satisfies LibraryModel;
