/** ffc-messaging: receivers and senders over Azure Service Bus; a message is settled by calls unless the config completes it (2.10.8). */
import type { CallModel, LibraryModel } from '../model.js';

const giveBack: CallModel = { ack: { action: 'nack' } };

export default {
  library: 'ffc-messaging',
  packages: ['ffc-messaging'],
  exports: {
    MessageReceiver: {
      class: 'MessageReceiver',
      construct: {
        register: {
          handler: [1],
          parameters: [{ type: 'Message' }],
          ack: {
            mode: 'manual',
            options: [{ at: [0, 'autoCompleteMessages'], equals: true, mode: 'on-return' }],
            onThrow: 'redeliver',
          },
          name: 'MessageReceiver',
          source: [0, 'address'],
        },
      },
    },
    MessageSender: { class: 'MessageSender' },
    MessageBatchSender: { class: 'MessageBatchSender' },
  },
  types: {
    MessageReceiver: {
      members: {
        receiveMessages: {
          call: {
            returns: 'Messages',
            receives: {
              handler: 'loop',
              type: 'Messages',
              ack: { mode: 'manual', onThrow: 'redeliver' },
              name: 'receiveMessages',
            },
          },
        },
        completeMessage: { call: { ack: { action: 'ack' } } },
        abandonMessage: { call: giveBack },
        deferMessage: { call: giveBack },
        deadLetterMessage: { call: giveBack },
      },
    },
    Messages: { provenance: 'message', element: 'Message' },
    Message: { extends: '@azure/service-bus#Message' },
    /** What is sent keeps the properties of the message, its `messageId` among them. */
    MessageSender: {
      members: {
        sendMessage: {
          call: { effect: { kind: 'publish', data: [0, 'body'], idempotencyKey: [[0, 'messageId']], what: 'message' } },
        },
        scheduleMessage: {
          call: { effect: { kind: 'publish', data: [0, 'body'], idempotencyKey: [[0, 'messageId']], what: 'message' } },
        },
      },
    },
    MessageBatchSender: {
      members: {
        sendBatchMessages: {
          call: { effect: { kind: 'publish', idempotencyKey: [[0, '*', 'messageId']], what: 'message' } },
        },
      },
    },
  },
} satisfies LibraryModel;
