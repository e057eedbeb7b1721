/** @azure/service-bus: subscribed handlers complete by their promise; received messages are settled by calls (consumers.md §10, 7.9.5). */
import type { ArgPath, CallModel, DeliveryOption, EffectModel, LibraryModel } from '../model.js';

/** The mode stands behind the queue, or behind topic and subscription. */
const options: readonly DeliveryOption[] = [
  { of: 'receiver', at: [1, 'receiveMode'], equals: 'receiveAndDelete', mode: 'before' },
  { of: 'receiver', at: [2, 'receiveMode'], equals: 'receiveAndDelete', mode: 'before' },
];
const idempotencyKey: readonly ArgPath[] = [
  [0, 'messageId'],
  [0, '*', 'messageId'],
];
const send: EffectModel = { kind: 'publish', data: [0, 'body'], idempotencyKey, what: 'message' };
/** What the batch holds was described when it was added. */
const sent: CallModel[] = [
  { when: { isOf: { at: [0], type: 'Batch' } }, effect: { kind: 'publish', harmless: true, what: 'message' } },
  { effect: send },
];
const giveBack: CallModel = { ack: { action: 'nack' } };
const receiver: CallModel = { returns: 'Receiver', resource: [0] };

export default {
  library: '@azure/service-bus',
  packages: ['@azure/service-bus'],
  exports: {
    ServiceBusClient: { class: 'ServiceBusClient' },
    ServiceBusReceiver: { class: 'Receiver' },
    ServiceBusSessionReceiver: { class: 'Receiver' },
    ServiceBusSender: { class: 'Sender' },
    ServiceBusReceivedMessage: { class: 'Message' },
    ServiceBusMessageBatch: { class: 'Batch' },
  },
  types: {
    ServiceBusClient: {
      members: {
        createReceiver: { call: receiver },
        acceptSession: { call: receiver },
        acceptNextSession: { call: receiver },
        createSender: { call: { returns: 'Sender', resource: [0] } },
      },
    },
    Receiver: {
      members: {
        subscribe: {
          call: {
            register: {
              handler: [0, 'processMessage'],
              parameters: [{ type: 'Message' }],
              ack: {
                mode: 'on-return',
                options: [...options, { at: [1, 'autoCompleteMessages'], equals: false, mode: 'manual' }],
                onThrow: 'redeliver',
              },
              name: 'processMessage',
            },
          },
        },
        receiveMessages: {
          call: {
            returns: 'Messages',
            receives: {
              handler: 'loop',
              type: 'Messages',
              ack: { mode: 'manual', options, onThrow: 'redeliver' },
              name: 'receiveMessages',
            },
          },
        },
        getMessageIterator: { call: { returns: 'Iterator' } },
        completeMessage: { call: { ack: { action: 'ack', givesBack: 'abandonMessage' } } },
        abandonMessage: { call: giveBack },
        deferMessage: { call: giveBack },
        deadLetterMessage: { call: giveBack },
        renewMessageLock: { call: { ack: { action: 'extend' } } },
      },
    },
    Messages: { provenance: 'message', element: 'Message' },
    Iterator: {
      element: 'Message',
      iterate: {
        parameters: [{ type: 'Message' }],
        ack: { mode: 'manual', onThrow: 'redeliver' },
        name: 'getMessageIterator',
      },
    },
    Message: {
      provenance: 'message',
      members: {
        messageId: { identity: true },
        sequenceNumber: { identity: true },
        lockToken: { provenance: 'fresh' },
        lockedUntilUtc: { provenance: 'fresh' },
        deliveryCount: { provenance: 'fresh' },
      },
    },
    Sender: {
      members: {
        sendMessages: { call: sent },
        scheduleMessages: { call: { effect: send } },
        createMessageBatch: { call: { returns: 'Batch' } },
      },
    },
    Batch: { members: { tryAddMessage: { call: { effect: send, sync: true } } } },
  },
} satisfies LibraryModel;
