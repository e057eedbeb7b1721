/** Kinesis: a record is appended each time; the partition key is no identity (consumers.md §8, client-kinesis 3.1143.0). */
import type { CallModel, LibraryModel } from '../model.js';

const put: CallModel = { effect: { kind: 'publish', resource: [0, 'StreamName'], data: [0, 'Data'], what: 'record' } };
const putAll: CallModel = {
  effect: { kind: 'publish', resource: [0, 'StreamName'], data: [0, 'Records'], what: 'record' },
};

/** Firehose names its stream otherwise, in commands of the same name. */
const ofFirehose = {
  when: { has: [0, 'DeliveryStreamName'] },
  effect: { kind: 'publish', resource: [0, 'DeliveryStreamName'], data: [0, 'Record'], what: 'record' },
} satisfies CallModel;
const batch: CallModel = {
  effect: { kind: 'publish', resource: [0, 'DeliveryStreamName'], data: [0, 'Records'], what: 'record' },
};

export default {
  library: '@aws-sdk/client-kinesis',
  packages: ['@aws-sdk/client-kinesis', '@aws-sdk/client-firehose'],
  exports: {
    KinesisClient: { class: 'KinesisClient' },
    FirehoseClient: { class: 'KinesisClient' },
    Kinesis: { class: 'Kinesis' },
    PutRecordCommand: {
      class: 'Command',
      construct: [
        { ...ofFirehose, lazy: true },
        { ...put, lazy: true },
      ],
    },
    PutRecordsCommand: { class: 'Command', construct: { ...putAll, lazy: true } },
    PutRecordBatchCommand: { class: 'Command', construct: { ...batch, lazy: true } },
  },
  types: {
    Command: {},
    KinesisClient: { members: { send: { call: { run: [0] } } } },
    Kinesis: { extends: 'KinesisClient', members: { putRecord: { call: put }, putRecords: { call: putAll } } },
  },
} satisfies LibraryModel;
