/** SQS through AWS SDK v3: polling loops, sends and deletes (consumers.md §8, `@aws-sdk/client-sqs` 3.1169; writes.md §6.1). */
import type { CallModel, IgnoredKeyModel, LibraryModel } from '../model.js';

/** A standard queue refuses it. */
const fifoOnly: Omit<IgnoredKeyModel, 'at'> = {
  why: 'Only FIFO queues, whose names end in `.fifo`, know a message by its deduplication id.',
  unlessAddressEnds: '.fifo',
};
const send: CallModel = {
  effect: {
    kind: 'publish',
    resource: [0, 'QueueUrl'],
    data: [0, 'MessageBody'],
    idempotencyKey: [[0, 'MessageDeduplicationId']],
    ignoredKeys: [{ at: [0, 'MessageDeduplicationId'], ...fifoOnly }],
    what: 'message',
  },
};
/** The entries' `Id` is local to the batch: no identity. */
const sendBatch: CallModel = {
  effect: {
    kind: 'publish',
    resource: [0, 'QueueUrl'],
    data: [0, 'Entries'],
    idempotencyKey: [[0, 'Entries', '*', 'MessageDeduplicationId']],
    ignoredKeys: [{ at: [0, 'Entries', '*', 'MessageDeduplicationId'], ...fifoOnly }],
    what: 'message',
  },
};
const receive: CallModel = {
  receives: {
    handler: 'loop',
    type: 'ReceiveMessageResult',
    ack: { mode: 'manual', onThrow: 'redeliver' },
    name: 'ReceiveMessage',
  },
};
const remove: CallModel = { ack: { action: 'ack' } };
const returned: CallModel = { ack: { action: 'nack' } };
const extend: CallModel = { ack: { action: 'extend' } };
const visibleNow = { equals: { at: [0, 'VisibilityTimeout'], values: [0] } } as const;

export default {
  library: '@aws-sdk/client-sqs',
  packages: ['@aws-sdk/client-sqs'],
  exports: {
    SQSClient: { class: 'SQSClient' },
    SQS: { class: 'SQS' },
    ReceiveMessageCommand: { class: 'Command', construct: { ...receive, lazy: true } },
    SendMessageCommand: { class: 'Command', construct: { ...send, lazy: true } },
    SendMessageBatchCommand: { class: 'Command', construct: { ...sendBatch, lazy: true } },
    DeleteMessageCommand: { class: 'Command', construct: { ...remove, lazy: true } },
    DeleteMessageBatchCommand: { class: 'Command', construct: { ...remove, lazy: true } },
    ChangeMessageVisibilityCommand: {
      class: 'Command',
      construct: [
        { ...returned, when: visibleNow, lazy: true },
        { ...extend, lazy: true },
      ],
    },
    Message: { class: 'Message' },
    ReceiveMessageResult: { class: 'ReceiveMessageResult' },
    ReceiveMessageCommandOutput: { class: 'ReceiveMessageResult' },
  },
  types: {
    SQSClient: { members: { send: { call: { run: [0] } } } },
    SQS: {
      extends: 'SQSClient',
      members: {
        receiveMessage: { call: { ...receive, returns: 'ReceiveMessageResult' } },
        sendMessage: { call: send },
        sendMessageBatch: { call: sendBatch },
        deleteMessage: { call: remove },
        deleteMessageBatch: { call: remove },
        changeMessageVisibility: { call: [{ ...returned, when: visibleNow }, extend] },
      },
    },
    Command: {},
    ReceiveMessageResult: { provenance: 'message', members: { Messages: { type: 'Messages' } } },
    Messages: { element: 'Message' },
    Message: {
      provenance: 'message',
      members: {
        MessageId: { identity: true },
        ReceiptHandle: { provenance: 'fresh' },
        Attributes: { type: 'MessageAttributes' },
      },
    },
    MessageAttributes: {
      members: {
        MessageDeduplicationId: { identity: 'if-set' },
        SequenceNumber: { identity: 'in-part' },
        ApproximateReceiveCount: { provenance: 'fresh' },
      },
    },
  },
} satisfies LibraryModel;
