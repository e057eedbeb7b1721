/** nats 2: core NATS keeps nothing; JetStream by its consumers, or by subscriptions that acknowledge by themselves (consumers.md §6, 2.29.3). */
import type { CallModel, DeliveryModel, LibraryModel } from '../model.js';

/** Subscriptions acknowledge after the loop body unless told not to. */
const ack: DeliveryModel = {
  mode: 'on-return',
  options: [
    { of: 'receiver', at: [1], called: 'manualAck', mode: 'manual' },
    { of: 'receiver', at: [1, 'mack'], equals: true, mode: 'manual' },
    { of: 'receiver', at: [1], called: 'ackNone', mode: 'none' },
  ],
  onThrow: 'redeliver',
};
const manual: DeliveryModel = { mode: 'manual', onThrow: 'redeliver' };
/** Right after a callback's synchronous part, so before anything it awaits. */
const ofCallback: DeliveryModel = {
  mode: 'before',
  options: [
    { of: 'receiver', called: 'manualAck', mode: 'manual', onThrow: 'redeliver' },
    { of: 'receiver', called: 'ackNone', mode: 'none' },
  ],
  onThrow: 'redeliver',
  unawaited: true,
};
const option: CallModel = { returns: 'this', lazy: true };

export default {
  library: 'nats',
  packages: ['nats', 'nats.ws'],
  exports: {
    connect: { call: { returns: 'NatsConnection' } },
    NatsConnection: { class: 'NatsConnection' },
    Subscription: { class: '@nats-io/transport-node#Subscription' },
    Msg: { class: '@nats-io/transport-node#Msg' },
    JetStreamClient: { class: 'JetStreamClient' },
    JetStreamManager: { class: 'JetStreamManager' },
    JetStreamSubscription: { class: 'JetStreamSubscription' },
    JetStreamPullSubscription: { class: 'JetStreamSubscription' },
    Consumer: { class: '@nats-io/jetstream#Consumer' },
    ConsumerMessages: { class: '@nats-io/jetstream#ConsumerMessages' },
    JsMsg: { class: '@nats-io/jetstream#JsMsg' },
    consumerOpts: { call: { returns: 'ConsumerOptsBuilder' } },
    JSONCodec: { call: { returns: 'Codec' } },
    StringCodec: { call: { returns: 'Codec' } },
  },
  types: {
    NatsConnection: {
      extends: '@nats-io/transport-node#NatsConnection',
      members: {
        jetstream: { call: { returns: 'JetStreamClient' } },
        jetstreamManager: { call: { returns: 'JetStreamManager' } },
      },
    },
    Codec: {
      members: {
        decode: { call: { provenance: 'derived', sync: true } },
        encode: { call: { provenance: 'derived', sync: true } },
      },
    },
    ConsumerOptsBuilder: {
      members: {
        callback: {
          call: {
            ...option,
            register: {
              handler: [0],
              parameters: [{ is: 'none' }, { type: '@nats-io/jetstream#JsMsg' }],
              ack: ofCallback,
              name: 'callback',
            },
          },
        },
        manualAck: { call: option },
        ackNone: { call: option },
      },
      anyMember: { call: option },
    },
    JetStreamManager: { members: { jetstream: { call: { returns: 'JetStreamClient' } } } },
    JetStreamClient: {
      extends: '@nats-io/jetstream#JetStreamClient',
      members: {
        subscribe: { call: { returns: 'JetStreamSubscription' } },
        pullSubscribe: { call: { returns: 'JetStreamSubscription' } },
        fetch: { call: { returns: '@nats-io/jetstream#ConsumerMessages' } },
        pull: {
          call: {
            returns: '@nats-io/jetstream#JsMsg',
            receives: { handler: 'loop', type: '@nats-io/jetstream#JsMsg', ack: manual, name: 'pull' },
          },
        },
      },
    },
    JetStreamSubscription: {
      element: '@nats-io/jetstream#JsMsg',
      iterate: { parameters: [{ type: '@nats-io/jetstream#JsMsg' }], ack, name: 'for await' },
      members: { pull: { call: { sync: true } }, destroy: { call: {} }, drain: { call: {} } },
    },
  },
} satisfies LibraryModel;
