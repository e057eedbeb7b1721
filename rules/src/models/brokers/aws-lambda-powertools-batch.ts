/** Powertools batch: the record handler is the handler, one record at a time; a throw brings that record back (consumers.md §8, 2.35.0). */
import type { CallModel, LibraryModel, RegistrationModel } from '../model.js';

const record: RegistrationModel = {
  handler: [1],
  parameters: [{ type: 'BatchRecord' }, { type: 'aws-lambda#Context', is: 'none' }],
  ack: { mode: 'on-return', onThrow: 'redeliver' },
  name: 'record handler',
};
const process: CallModel = { register: record };

/** Does not wait for a promise: an asynchronous record handler counts as successful. */
const processSync: CallModel = {
  register: { ...record, ack: { mode: 'on-return', onThrow: 'redeliver', unawaited: true } },
};

export default {
  library: '@aws-lambda-powertools/batch',
  packages: ['@aws-lambda-powertools/batch'],
  exports: {
    processPartialResponse: { call: process },
    processPartialResponseSync: { call: processSync },
    BatchProcessor: { class: 'Processor' },
    BatchProcessorSync: { class: 'ProcessorSync' },
    SqsFifoPartialProcessor: { class: 'ProcessorSync' },
    SqsFifoPartialProcessorAsync: { class: 'Processor' },
  },
  types: {
    Processor: { members: { register: { call: process } } },
    ProcessorSync: { members: { register: { call: processSync } } },
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
