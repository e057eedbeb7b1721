/** node-nats-streaming: acknowledged as soon as the listener returns, unless acknowledged by hand (consumers.md §6, 0.3.2). */
import type { DeliveryModel, LibraryModel, RegistrationModel } from '../model.js';

const ack: DeliveryModel = {
  mode: 'before',
  options: [
    { of: 'receiver', at: [-1], called: 'setManualAckMode', mode: 'manual', onThrow: 'redeliver' },
    { of: 'receiver', at: [-1, 'manualAcks'], equals: true, mode: 'manual', onThrow: 'redeliver' },
  ],
  onThrow: 'redeliver',
  unawaited: true,
};

/** A method that a base class of another package calls; who acknowledges is not seen. */
const received: RegistrationModel = {
  parameters: [{ type: 'Message' }],
  ack: { mode: 'manual', onThrow: 'redeliver' },
  name: 'message',
};

export default {
  library: 'node-nats-streaming',
  packages: ['node-nats-streaming'],
  exports: {
    connect: { call: { returns: 'Stan' } },
    Stan: { class: 'Stan' },
    Message: { class: 'Message', inheritedMethod: received },
    Subscription: { class: 'Subscription' },
    SubscriptionOptions: { class: 'SubscriptionOptions' },
  },
  types: {
    Stan: {
      members: {
        subscriptionOptions: { call: { returns: 'SubscriptionOptions' } },
        subscribe: { call: { returns: 'Subscription', resource: [0] } },
        publish: {
          call: {
            effect: { kind: 'publish', resource: [0], data: [1], what: 'message' },
            callbacks: [{ at: [2], continuation: true }],
            sync: true,
          },
        },
        on: {
          call: {
            returns: 'this',
            register: { handler: [1], parameters: [], ack: { mode: 'none' }, name: 'event', inProcess: true },
          },
        },
      },
    },
    /** Options are set by chained calls; each call is kept, for what it turns on. */
    SubscriptionOptions: { anyMember: { call: { returns: 'this', lazy: true, sync: true } } },
    Subscription: {
      members: {
        on: {
          call: [
            {
              when: { equals: { at: [0], values: ['message'] } },
              returns: 'this',
              register: { handler: [1], parameters: [{ type: 'Message' }], ack, name: 'message' },
            },
            {
              returns: 'this',
              register: { handler: [1], parameters: [], ack: { mode: 'none' }, name: 'event', inProcess: true },
            },
          ],
        },
      },
    },
    Message: {
      provenance: 'message',
      members: {
        getSequence: { call: { provenance: 'message', sync: true } },
        getData: { call: { provenance: 'message', sync: true } },
        getRawData: { call: { provenance: 'message', sync: true } },
        getSubject: { call: { provenance: 'message', sync: true } },
        getTimestamp: { call: { provenance: 'message', sync: true } },
        isRedelivered: { call: { provenance: 'fresh', sync: true } },
        ack: { call: { ack: { action: 'ack' }, sync: true } },
      },
    },
  },
} satisfies LibraryModel;
