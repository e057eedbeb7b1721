/** Powertools batch: the record handler is the handler, one record at a time; a throw brings that record back (consumers.md §8, 2.35.0). */
import type { CallModel, LibraryModel } from '../model.js';

const process: CallModel = {
  register: {
    handler: [1],
    parameters: [{ type: 'BatchRecord' }, { type: 'aws-lambda#Context', is: 'none' }],
    ack: { mode: 'on-return', onThrow: 'redeliver' },
    name: 'record handler',
  },
};

export default {
  library: '@aws-lambda-powertools/batch',
  packages: ['@aws-lambda-powertools/batch'],
  exports: {
    processPartialResponse: { call: process },
    processPartialResponseSync: { call: process },
    BatchProcessor: { class: 'Processor' },
    BatchProcessorSync: { class: 'Processor' },
    SqsFifoPartialProcessor: { class: 'Processor' },
    SqsFifoPartialProcessorAsync: { class: 'Processor' },
  },
  types: {
    Processor: { members: { register: { call: process } } },
    /** An SQS, Kinesis or DynamoDB record, by the processor's event type. */
    BatchRecord: {
      extends: 'aws-lambda#SQSRecord',
      provenance: 'message',
      members: {
        eventID: { identity: true },
        kinesis: { type: 'aws-lambda#KinesisPayload' },
        dynamodb: { type: 'aws-lambda#StreamRecord' },
      },
    },
  },
} satisfies LibraryModel;
