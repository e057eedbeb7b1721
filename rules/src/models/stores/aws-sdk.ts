/** AWS SDK v2: requests are sent by `.promise()`, `.send()` or a callback; same effects as v3 (writes.md §4.3, §4.10, §6). */
import type { CallModel, EffectModel, IgnoredKeyModel, LibraryModel } from '../model.js';

const cold = { returns: 'Request', lazy: true } as const;
const callbacks: CallModel['callbacks'] = [{ at: [1], continuation: true }];
const table = { resource: [0, 'TableName'], condition: [0, 'ConditionExpression'] } as const;
const item: EffectModel = { ...table, kind: 'absolute', data: [0, 'Item'] };
const put: CallModel[] = [
  { ...cold, when: { has: [0, 'Item', 'pk'] }, effect: { ...item, key: [0, 'Item', 'pk'] }, callbacks },
  { ...cold, when: { has: [0, 'Item', 'PK'] }, effect: { ...item, key: [0, 'Item', 'PK'] }, callbacks },
  { ...cold, when: { has: [0, 'Item', 'id'] }, effect: { ...item, key: [0, 'Item', 'id'] }, callbacks },
  { ...cold, effect: item, callbacks },
];
const update: CallModel = {
  ...cold,
  effect: { ...table, kind: 'absolute', key: [0, 'Key'], expression: [0, 'UpdateExpression'] },
  callbacks,
};
const remove: CallModel = { ...cold, effect: { ...table, kind: 'delete', key: [0, 'Key'] }, callbacks };
const transact: CallModel = {
  ...cold,
  effect: {
    kind: 'absolute',
    data: [0, 'TransactItems', '*', 'Put', 'Item'],
    expression: [0, 'TransactItems', '*', 'Update', 'UpdateExpression'],
    condition: [0, 'TransactItems', '*', '*', 'ConditionExpression'],
  },
  callbacks,
};
const batch: CallModel = {
  ...cold,
  effect: { kind: 'absolute', data: [0, 'RequestItems', '*', '*', 'PutRequest', 'Item'] },
  callbacks,
};
const read: CallModel = {
  ...cold,
  effect: { kind: 'read', resource: [0, 'TableName'], key: [0, 'Key'] },
  provenance: 'state',
  callbacks,
};
const readMany: CallModel = { ...read, effect: { kind: 'read', resource: [0, 'TableName'] } };
const object = { resource: [0, 'Bucket'], key: [0, 'Key'] } as const;
const fifoOnly: Omit<IgnoredKeyModel, 'at'> = {
  why: 'Only FIFO queues and topics, whose names end in `.fifo`, know a message by its deduplication id.',
  unlessAddressEnds: '.fifo',
};
const send: EffectModel = {
  kind: 'publish',
  resource: [0, 'QueueUrl'],
  data: [0, 'MessageBody'],
  idempotencyKey: [[0, 'MessageDeduplicationId']],
  ignoredKeys: [{ at: [0, 'MessageDeduplicationId'], ...fifoOnly }],
  what: 'message',
};
const mail: CallModel = { ...cold, effect: { kind: 'external', data: [0], what: 'e-mail' }, callbacks };
const acked: CallModel = { ...cold, ack: { action: 'ack' } };

export default {
  library: 'aws-sdk',
  packages: ['aws-sdk'],
  duplicateErrors: ['ConditionalCheckFailedException', 'TransactionCanceledException'],
  exports: {
    DynamoDB: { class: 'DynamoDB', static: 'DynamoDBClass' },
    SQS: { class: 'SQS' },
    SNS: { class: 'SNS' },
    S3: { class: 'S3' },
    SES: { class: 'SES' },
    EventBridge: { class: 'EventBridge' },
    Kinesis: { class: 'Kinesis' },
    StepFunctions: { class: 'StepFunctions' },
  },
  types: {
    DynamoDBClass: { members: { DocumentClient: { type: 'DocumentClientClass' } } },
    DocumentClientClass: { construct: { returns: 'DocumentClient' } },
    Request: {
      members: {
        promise: { call: { run: true } },
        send: { call: { run: true, callbacks: [{ at: [0], continuation: true }] } },
      },
    },
    ReceiveRequest: {
      members: { promise: { call: { returns: '@aws-sdk/client-sqs#ReceiveMessageResult', provenance: 'message' } } },
    },
    DocumentClient: {
      members: {
        put: { call: put },
        update: { call: update },
        delete: { call: remove },
        batchWrite: { call: batch },
        transactWrite: { call: transact },
        get: { call: read },
        query: { call: readMany },
        scan: { call: readMany },
      },
    },
    DynamoDB: {
      members: {
        putItem: { call: put },
        updateItem: { call: update },
        deleteItem: { call: remove },
        batchWriteItem: { call: batch },
        transactWriteItems: { call: transact },
        getItem: { call: read },
        query: { call: readMany },
        scan: { call: readMany },
      },
    },
    SQS: {
      members: {
        sendMessage: { call: { ...cold, effect: send, callbacks } },
        sendMessageBatch: {
          call: {
            ...cold,
            effect: {
              ...send,
              data: [0, 'Entries'],
              idempotencyKey: [[0, 'Entries', '*', 'MessageDeduplicationId']],
              ignoredKeys: [{ at: [0, 'Entries', '*', 'MessageDeduplicationId'], ...fifoOnly }],
            },
            callbacks,
          },
        },
        receiveMessage: {
          call: {
            returns: 'ReceiveRequest',
            receives: {
              handler: 'loop',
              type: '@aws-sdk/client-sqs#ReceiveMessageResult',
              ack: { mode: 'manual', onThrow: 'redeliver' },
              name: 'receiveMessage',
            },
          },
        },
        deleteMessage: { call: acked },
        deleteMessageBatch: { call: acked },
        changeMessageVisibility: { call: { ...cold, ack: { action: 'extend' } } },
      },
    },
    SNS: {
      members: {
        publish: {
          call: {
            ...cold,
            effect: {
              kind: 'publish',
              resource: [0, 'TopicArn'],
              data: [0, 'Message'],
              idempotencyKey: [[0, 'MessageDeduplicationId']],
              ignoredKeys: [{ at: [0, 'MessageDeduplicationId'], ...fifoOnly }],
              what: 'notification',
            },
            callbacks,
          },
        },
      },
    },
    S3: {
      members: {
        putObject: { call: { ...cold, effect: { ...object, kind: 'absolute', what: 'object' }, callbacks } },
        upload: { call: { ...cold, effect: { ...object, kind: 'absolute', what: 'object' }, callbacks } },
        copyObject: { call: { ...cold, effect: { ...object, kind: 'absolute', what: 'object' }, callbacks } },
        deleteObject: { call: { ...cold, effect: { ...object, kind: 'delete' }, callbacks } },
        getObject: { call: { ...cold, effect: { ...object, kind: 'read' }, provenance: 'state', callbacks } },
        headObject: { call: { ...cold, effect: { ...object, kind: 'read' }, provenance: 'state', callbacks } },
      },
    },
    SES: {
      members: {
        sendEmail: { call: mail },
        sendRawEmail: { call: mail },
        sendTemplatedEmail: { call: mail },
        sendBulkTemplatedEmail: { call: mail },
      },
    },
    EventBridge: {
      members: {
        putEvents: { call: { ...cold, effect: { kind: 'publish', data: [0, 'Entries'], what: 'event' }, callbacks } },
      },
    },
    Kinesis: {
      members: {
        putRecord: {
          call: {
            ...cold,
            effect: { kind: 'publish', resource: [0, 'StreamName'], data: [0, 'Data'], what: 'record' },
            callbacks,
          },
        },
        putRecords: {
          call: {
            ...cold,
            effect: { kind: 'publish', resource: [0, 'StreamName'], data: [0, 'Records'], what: 'record' },
            callbacks,
          },
        },
      },
    },
    StepFunctions: {
      members: {
        startExecution: {
          call: {
            ...cold,
            effect: {
              kind: 'external',
              resource: [0, 'stateMachineArn'],
              data: [0, 'input'],
              idempotencyKey: [[0, 'name']],
              what: 'workflow execution',
            },
            callbacks,
          },
        },
      },
    },
  },
} satisfies LibraryModel;
