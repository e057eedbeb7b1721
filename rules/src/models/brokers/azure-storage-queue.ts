/** Azure Queue storage: messages are received and deleted by hand; a sent message takes no key (12.32.0). */
import type { LibraryModel } from '../model.js';

export default {
  library: '@azure/storage-queue',
  packages: ['@azure/storage-queue'],
  exports: {
    QueueServiceClient: { class: 'QueueServiceClient', static: 'QueueServiceClientClass' },
    QueueClient: { class: 'QueueClient', construct: { resource: [1] } },
  },
  types: {
    QueueServiceClientClass: { members: { fromConnectionString: { call: { returns: 'QueueServiceClient' } } } },
    QueueServiceClient: { members: { getQueueClient: { call: { returns: 'QueueClient', resource: [0] } } } },
    QueueClient: {
      members: {
        sendMessage: { call: { effect: { kind: 'publish', data: [0], what: 'message' } } },
        receiveMessages: {
          call: {
            returns: 'Received',
            receives: {
              handler: 'loop',
              type: 'Received',
              ack: { mode: 'manual', onThrow: 'redeliver' },
              name: 'receiveMessages',
            },
          },
        },
        deleteMessage: { call: { ack: { action: 'ack' } } },
        updateMessage: { call: { ack: { action: 'extend' } } },
      },
    },
    Received: { provenance: 'message', members: { receivedMessageItems: { type: 'Messages' } } },
    Messages: { element: 'Message' },
    Message: {
      provenance: 'message',
      members: {
        messageId: { identity: true },
        popReceipt: { provenance: 'fresh' },
        dequeueCount: { provenance: 'fresh' },
        nextVisibleOn: { provenance: 'fresh' },
      },
    },
  },
} satisfies LibraryModel;
