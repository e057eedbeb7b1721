/** AWS Lambda handlers behind a broker: known by the annotations of `@types/aws-lambda`, or by the shape of the event (consumers.md §8). */
import type { DeliveryModel, LibraryModel, RegistrationModel } from '../model.js';

/** Pollers and asynchronous invocations alike: a normal return settles the whole batch, a throw brings the whole batch back. */
const ack: DeliveryModel = { mode: 'on-return', onThrow: 'redeliver', failures: 'batchItemFailures' };
const context = [
  { type: 'Context', is: 'none' },
  { type: 'Callback', is: 'none' },
] as const;

const sqs: RegistrationModel = { name: 'SQS', parameters: [{ type: 'SQSEvent' }, ...context], ack };
const sns: RegistrationModel = { name: 'SNS', parameters: [{ type: 'SNSEvent' }, ...context], ack };
const kinesis: RegistrationModel = { name: 'Kinesis', parameters: [{ type: 'KinesisStreamEvent' }, ...context], ack };
const dynamodb: RegistrationModel = {
  name: 'DynamoDB stream',
  parameters: [{ type: 'DynamoDBStreamEvent' }, ...context],
  ack,
};
const bridge: RegistrationModel = { name: 'EventBridge', parameters: [{ type: 'EventBridgeEvent' }, ...context], ack };
const s3: RegistrationModel = { name: 'S3', parameters: [{ type: 'S3Event' }, ...context], ack };
const kafka: RegistrationModel = { name: 'Kafka', parameters: [{ type: 'MSKEvent' }, ...context], ack };

/** A broker between: the event's messages are what no row types. */
const mq: RegistrationModel = { name: 'Amazon MQ', parameters: [{}, ...context], ack };
/** The event source does not ask which messages failed: what the handler returns tells it nothing. */
const whole: DeliveryModel = { ...ack, ignoresResult: true };

const names = ['handler', 'lambdaHandler', 'main', 'default'];

export default {
  library: 'aws-lambda',
  packages: ['aws-lambda', '@types/aws-lambda'],
  exports: {
    SQSHandler: { annotatedHandler: sqs },
    SNSHandler: { annotatedHandler: sns },
    KinesisStreamHandler: { annotatedHandler: kinesis },
    DynamoDBStreamHandler: { annotatedHandler: dynamodb },
    EventBridgeHandler: { annotatedHandler: bridge },
    S3Handler: { annotatedHandler: s3 },
    MSKHandler: { annotatedHandler: kafka },
    SelfManagedKafkaHandler: { annotatedHandler: kafka },
    SQSEvent: { class: 'SQSEvent', annotatedParameter: sqs },
    SNSEvent: { class: 'SNSEvent', annotatedParameter: sns },
    KinesisStreamEvent: { class: 'KinesisStreamEvent', annotatedParameter: kinesis },
    DynamoDBStreamEvent: { class: 'DynamoDBStreamEvent', annotatedParameter: dynamodb },
    EventBridgeEvent: { class: 'EventBridgeEvent', annotatedParameter: bridge },
    S3Event: { class: 'S3Event', annotatedParameter: s3 },
    MSKEvent: { class: 'MSKEvent', annotatedParameter: kafka },
    SelfManagedKafkaEvent: { class: 'MSKEvent', annotatedParameter: kafka },
    SQSRecord: { class: 'SQSRecord' },
    SNSEventRecord: { class: 'SNSEventRecord' },
    SNSMessage: { class: 'SNSMessage' },
    KinesisStreamRecord: { class: 'KinesisStreamRecord' },
    DynamoDBRecord: { class: 'DynamoDBRecord' },
    S3EventRecord: { class: 'S3EventRecord' },
    MSKRecord: { class: 'MSKRecord' },
    Context: { class: 'Context' },
    Callback: { class: 'Callback' },
  },
  types: {
    SQSEvent: { provenance: 'message', members: { Records: { type: 'SQSRecords' } } },
    SQSRecords: { element: 'SQSRecord' },
    SQSRecord: {
      provenance: 'message',
      members: {
        messageId: { identity: true },
        receiptHandle: { provenance: 'fresh' },
        attributes: { type: 'SQSAttributes' },
      },
    },
    SQSAttributes: {
      members: {
        MessageDeduplicationId: { identity: 'if-set' },
        SequenceNumber: { identity: 'in-part' },
        ApproximateReceiveCount: { provenance: 'fresh' },
      },
    },
    SNSEvent: { provenance: 'message', members: { Records: { type: 'SNSEventRecords' } } },
    SNSEventRecords: { element: 'SNSEventRecord' },
    SNSEventRecord: { provenance: 'message', members: { Sns: { type: 'SNSMessage' } } },
    SNSMessage: { provenance: 'message', members: { MessageId: { identity: true } } },
    KinesisStreamEvent: { provenance: 'message', members: { Records: { type: 'KinesisStreamRecords' } } },
    KinesisStreamRecords: { element: 'KinesisStreamRecord' },
    KinesisStreamRecord: {
      provenance: 'message',
      members: { eventID: { identity: true }, kinesis: { type: 'KinesisPayload' } },
    },
    KinesisPayload: { members: { sequenceNumber: { identity: 'in-part' } } },
    DynamoDBStreamEvent: { provenance: 'message', members: { Records: { type: 'DynamoDBRecords' } } },
    DynamoDBRecords: { element: 'DynamoDBRecord' },
    DynamoDBRecord: {
      provenance: 'message',
      members: { eventID: { identity: true }, dynamodb: { type: 'StreamRecord' } },
    },
    StreamRecord: { members: { SequenceNumber: { identity: 'in-part' } } },
    EventBridgeEvent: { provenance: 'message', members: { id: { identity: true } } },
    /** S3 notifications carry no event id: bucket, key and sequencer together identify one. */
    S3Event: { provenance: 'message', members: { Records: { type: 'S3EventRecords' } } },
    S3EventRecords: { element: 'S3EventRecord' },
    S3EventRecord: { provenance: 'message', members: { s3: { type: 'S3Entity' } } },
    S3Entity: { members: { object: { type: 'S3Object' } } },
    S3Object: { members: { sequencer: { identity: 'in-part' } } },
    MSKEvent: { provenance: 'message', members: { records: { type: 'MSKTopics' } } },
    MSKTopics: { anyMember: { type: 'MSKRecords' }, element: 'MSKRecords' },
    MSKRecords: { element: 'MSKRecord' },
    MSKRecord: { provenance: 'message', members: { offset: { identity: 'in-part' } } },
    Context: {
      members: { awsRequestId: { provenance: 'fresh' }, getRemainingTimeInMillis: { call: { provenance: 'fresh' } } },
    },
    Callback: { call: { ack: { action: 'ack', unlessArgument: 0 } } },
  },
  deployed: [
    { sources: ['sqs'], partial: true, registration: sqs },
    { sources: ['sqs'], registration: { ...sqs, ack: whole } },
    { sources: ['kinesis'], partial: true, registration: kinesis },
    { sources: ['kinesis'], registration: { ...kinesis, ack: whole } },
    { sources: ['dynamodb'], partial: true, registration: dynamodb },
    { sources: ['dynamodb'], registration: { ...dynamodb, ack: whole } },
    { sources: ['sns'], registration: sns },
    { sources: ['eventbridge'], registration: bridge },
    { sources: ['s3'], registration: s3 },
    { sources: ['kafka'], registration: kafka },
    { sources: ['mq'], registration: mq },
  ],
  structural: [
    {
      names,
      reads: [
        ['Records', '*', 'body'],
        ['Records', '*', 'messageId'],
      ],
      registration: sqs,
    },
    { names, reads: [['Records', '*', 'Sns']], registration: sns },
    { names, reads: [['Records', '*', 'kinesis']], registration: kinesis },
    { names, reads: [['Records', '*', 'dynamodb']], registration: dynamodb },
    { names, reads: [['Records', '*', 's3']], registration: s3 },
  ],
} satisfies LibraryModel;
