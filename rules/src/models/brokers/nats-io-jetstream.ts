/** @nats-io/jetstream: pulled and pushed messages come again until they are acknowledged (consumers.md §6, 3.4.0). */
import type { CallModel, DeliveryModel, LibraryModel, RegistrationModel } from '../model.js';

/** Nothing acknowledges on return; a throw ends the iterator and the message comes back after `ack_wait`. */
const ack: DeliveryModel = { mode: 'manual', onThrow: 'redeliver' };
const consume: RegistrationModel = {
  handler: [0, 'callback'],
  parameters: [{ type: 'JsMsg' }],
  ack: { ...ack, unawaited: true },
  name: 'consume',
};
const whyOption = 'JetStream knows the option by the name `msgID`.';
const messages: CallModel = { returns: 'ConsumerMessages' };
/** Without a name, or with options instead of one, the consumer is ordered: nothing to acknowledge. */
const get: CallModel[] = [{ when: { atLeast: 2 }, returns: 'Consumer' }, { returns: 'OrderedConsumer' }];

export default {
  library: '@nats-io/jetstream',
  packages: ['@nats-io/jetstream'],
  exports: {
    jetstream: { call: { returns: 'JetStreamClient' } },
    jetstreamManager: { call: { returns: 'JetStreamManager' } },
    JetStreamClient: { class: 'JetStreamClient' },
    JetStreamManager: { class: 'JetStreamManager' },
    Consumer: { class: 'Consumer' },
    PushConsumer: { class: 'Consumer' },
    ConsumerMessages: { class: 'ConsumerMessages' },
    JsMsg: { class: 'JsMsg' },
  },
  types: {
    JetStreamClient: {
      members: {
        consumers: { type: 'Consumers' },
        publish: {
          call: {
            effect: {
              kind: 'publish',
              resource: [0],
              data: [1],
              idempotencyKey: [[2, 'msgID']],
              ignoredKeys: [
                { at: [2, 'msgId'], why: whyOption, becomes: [2, 'msgID'] },
                { at: [2, 'messageId'], why: whyOption, becomes: [2, 'msgID'] },
                { at: [2, 'messageID'], why: whyOption, becomes: [2, 'msgID'] },
              ],
              what: 'message',
            },
            provenance: 'state',
          },
        },
        jetstreamManager: { call: { returns: 'JetStreamManager' } },
      },
    },
    JetStreamManager: { members: { jetstream: { call: { returns: 'JetStreamClient' } } } },
    Consumers: {
      members: {
        get: { call: get },
        getConsumerFromInfo: { call: { returns: 'Consumer' } },
        getPushConsumer: { call: get },
        getBoundPushConsumer: { call: { returns: 'Consumer' } },
      },
    },
    Consumer: {
      members: {
        consume: {
          call: [{ when: { has: [0, 'callback'] }, returns: 'ConsumerMessages', register: consume }, messages],
        },
        fetch: { call: messages },
        next: { call: { returns: 'JsMsg', receives: { handler: 'loop', type: 'JsMsg', ack, name: 'next' } } },
      },
    },
    OrderedConsumer: {
      members: {
        consume: { call: { returns: 'OrderedMessages' } },
        fetch: { call: { returns: 'OrderedMessages' } },
        next: { call: { returns: 'JsMsg' } },
      },
    },
    ConsumerMessages: {
      element: 'JsMsg',
      iterate: { parameters: [{ type: 'JsMsg' }], ack, name: 'for await' },
      members: { close: { call: {} }, stop: { call: { sync: true } } },
    },
    OrderedMessages: { element: 'JsMsg' },
    JsMsg: {
      provenance: 'message',
      members: {
        seq: { identity: true },
        info: { type: 'DeliveryInfo' },
        redelivered: { provenance: 'fresh' },
        sid: { provenance: 'fresh' },
        reply: { provenance: 'fresh' },
        ack: { call: { ack: { action: 'ack', givesBack: 'nak' }, sync: true } },
        ackAck: { call: { ack: { action: 'ack' } } },
        nak: { call: { ack: { action: 'nack' }, sync: true } },
        term: { call: { ack: { action: 'nack' }, sync: true } },
        working: { call: { ack: { action: 'extend' }, sync: true } },
        json: { call: { provenance: 'message', sync: true } },
        string: { call: { provenance: 'message', sync: true } },
      },
    },
    DeliveryInfo: {
      provenance: 'message',
      members: {
        streamSequence: { identity: true },
        deliverySequence: { provenance: 'fresh' },
        deliveryCount: { provenance: 'fresh' },
        pending: { provenance: 'fresh' },
      },
    },
  },
} satisfies LibraryModel;
