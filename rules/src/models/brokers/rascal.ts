/** rascal: `ackOrNack` settles, an error in it discards; a `messageId` it makes itself is new with each publish (consumers.md §3, 21.0.1). */
import type { CallModel, EffectModel, LibraryModel, ParameterModel } from '../model.js';

const none: ParameterModel = { is: 'none' };
const create: CallModel = {
  returns: 'Broker',
  callbacks: [{ at: [1], parameters: [none, { type: 'Broker', is: 'none' }], continuation: true }],
};
const publish: EffectModel = {
  kind: 'publish',
  resource: [0],
  data: [1],
  idempotencyKey: [
    [2, 'options', 'messageId'],
    [2, 'options', 'headers', 'x-deduplication-header'],
    [2, 'options', 'headers', 'message-id'],
    [2, 'options', 'headers', 'x-message-id'],
  ],
  what: 'message',
};
const published: CallModel = { effect: publish, callbacks: [{ at: [-1], parameters: [none], continuation: true }] };

export default {
  library: 'rascal',
  packages: ['rascal'],
  exports: {
    Broker: { class: 'Broker', static: 'BrokerClass' },
    BrokerAsPromised: { class: 'Broker', static: 'BrokerClass' },
    createBroker: { call: create },
    createBrokerAsPromised: { call: create },
    SubscriberSessionAsPromised: { class: 'Subscription' },
    AckOrNack: { class: 'AckOrNack' },
  },
  types: {
    BrokerClass: { members: { create: { call: create } } },
    Broker: {
      members: {
        subscribe: {
          call: {
            returns: 'Subscription',
            callbacks: [{ at: [-1], parameters: [none, { type: 'Subscription', is: 'none' }], continuation: true }],
          },
        },
        subscribeAll: {
          call: {
            returns: 'Subscriptions',
            callbacks: [{ at: [-1], parameters: [none, { type: 'Subscriptions', is: 'none' }], continuation: true }],
          },
        },
        publish: { call: published },
        /** Hands the message on as it is, its id included. */
        forward: { call: { ...published, effect: { ...publish, idempotencyKey: [[1]] } } },
        on: {
          call: {
            returns: 'this',
            register: { handler: [1], parameters: [none], ack: { mode: 'none' }, name: 'event', inProcess: true },
          },
        },
      },
    },
    Subscriptions: { element: 'Subscription' },
    Subscription: {
      members: {
        on: {
          call: [
            {
              when: { equals: { at: [0], values: ['message'] } },
              returns: 'this',
              register: {
                handler: [1],
                parameters: [{ type: 'amqplib#Message' }, {}, { type: 'AckOrNack', is: 'none' }],
                ack: {
                  mode: 'manual',
                  options: [{ of: 'receiver', at: [1, 'options', 'noAck'], equals: true, mode: 'before' }],
                  onThrow: 'stuck',
                  unawaited: true,
                },
                name: 'message',
              },
            },
            {
              returns: 'this',
              register: { handler: [1], parameters: [none], ack: { mode: 'none' }, name: 'event', inProcess: true },
            },
          ],
        },
      },
    },
    AckOrNack: { call: { ack: { action: 'ack', unlessArgument: 0 }, sync: true } },
  },
} satisfies LibraryModel;
