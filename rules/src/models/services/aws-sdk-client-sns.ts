/** SNS: FIFO topics dedup by `MessageDeduplicationId`, standard topics and text messages do not (writes.md §6.1, 3.1169.0). */
import type { CallModel, IgnoredKeyModel, LibraryModel } from '../model.js';

/** A standard topic refuses it. */
const fifoOnly: Omit<IgnoredKeyModel, 'at'> = {
  why: 'Only FIFO topics, whose names end in `.fifo`, know a message by its deduplication id.',
  unlessAddressEnds: '.fifo',
};
const publish: CallModel = {
  effect: {
    kind: 'publish',
    resource: [0, 'TopicArn'],
    data: [0, 'Message'],
    idempotencyKey: [[0, 'MessageDeduplicationId']],
    ignoredKeys: [{ at: [0, 'MessageDeduplicationId'], ...fifoOnly }],
    what: 'notification',
  },
};
const publishBatch: CallModel = {
  effect: {
    kind: 'publish',
    resource: [0, 'TopicArn'],
    data: [0, 'PublishBatchRequestEntries'],
    idempotencyKey: [[0, 'PublishBatchRequestEntries', '*', 'MessageDeduplicationId']],
    ignoredKeys: [{ at: [0, 'PublishBatchRequestEntries', '*', 'MessageDeduplicationId'], ...fifoOnly }],
    what: 'notification',
  },
};

export default {
  library: '@aws-sdk/client-sns',
  packages: ['@aws-sdk/client-sns'],
  exports: {
    SNSClient: { class: 'SNSClient' },
    SNS: { class: 'SNS' },
    PublishCommand: { class: 'Command', construct: { ...publish, lazy: true } },
    PublishBatchCommand: { class: 'Command', construct: { ...publishBatch, lazy: true } },
  },
  types: {
    Command: {},
    SNSClient: { members: { send: { call: { run: [0] } } } },
    SNS: { extends: 'SNSClient', members: { publish: { call: publish }, publishBatch: { call: publishBatch } } },
  },
} satisfies LibraryModel;
