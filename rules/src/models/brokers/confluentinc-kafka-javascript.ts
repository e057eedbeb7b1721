/** @confluentinc/kafka-javascript: the KafkaJS form commits what the handler has finished, the librdkafka form is node-rdkafka's (consumers.md §2, 1.10.1). */
import type { DeliveryModel, ExportModel, LibraryModel, RegistrationModel } from '../model.js';

/** Auto-commit stores an offset only after the handler resolved; a throw seeks back to the message. */
const ack: DeliveryModel = {
  mode: 'on-return',
  options: [
    { of: 'receiver', at: [0, 'kafkaJS', 'autoCommit'], equals: false, mode: 'manual' },
    { of: 'receiver', at: [0, 'enable.auto.commit'], equals: false, mode: 'manual' },
  ],
  onThrow: 'redeliver',
  ignoresResult: true,
};
const eachMessage: RegistrationModel = {
  handler: [0, 'eachMessage'],
  parameters: [{ type: 'kafkajs#EachMessagePayload' }],
  ack,
  name: 'eachMessage',
};
const eachBatch: RegistrationModel = {
  handler: [0, 'eachBatch'],
  parameters: [{ type: 'kafkajs#EachBatchPayload' }],
  ack: {
    ...ack,
    options: [
      { of: 'receiver', at: [0, 'kafkaJS', 'autoCommit'], equals: false, mode: 'manual' },
      { of: 'receiver', at: [0, 'enable.auto.commit'], equals: false, mode: 'manual' },
      { at: [0, 'eachBatchAutoResolve'], equals: false, mode: 'manual' },
    ],
  },
  name: 'eachBatch',
};
const classic: Readonly<Record<string, ExportModel>> = {
  KafkaConsumer: { class: 'node-rdkafka#KafkaConsumer', static: 'node-rdkafka#KafkaConsumerClass' },
  Producer: { class: 'node-rdkafka#Producer', static: 'node-rdkafka#ProducerClass' },
  HighLevelProducer: { class: 'node-rdkafka#HighLevelProducer' },
  Message: { class: 'node-rdkafka#Message' },
  ConsumerStream: { class: 'node-rdkafka#ConsumerStream' },
  ProducerStream: { class: 'node-rdkafka#ProducerStream' },
  createReadStream: { call: { returns: 'node-rdkafka#ConsumerStream' } },
  createWriteStream: { call: { returns: 'node-rdkafka#ProducerStream' } },
};

export default {
  library: '@confluentinc/kafka-javascript',
  packages: ['@confluentinc/kafka-javascript'],
  exports: {
    ...classic,
    RdKafka: { namespace: classic },
    KafkaJS: {
      namespace: {
        Kafka: { class: 'Kafka' },
        Consumer: { class: 'Consumer' },
        Producer: { class: 'Producer' },
        Transaction: { class: 'Producer' },
        EachMessagePayload: { class: 'kafkajs#EachMessagePayload', annotatedParameter: eachMessage },
        EachBatchPayload: { class: 'kafkajs#EachBatchPayload', annotatedParameter: eachBatch },
        EachMessageHandler: { annotatedHandler: eachMessage },
        EachBatchHandler: { annotatedHandler: eachBatch },
        KafkaMessage: { class: 'kafkajs#KafkaMessage' },
        Message: { class: 'kafkajs#KafkaMessage' },
        Batch: { class: 'kafkajs#Batch' },
      },
    },
  },
  types: {
    Kafka: {
      members: {
        consumer: { call: { returns: 'Consumer' } },
        producer: { call: { returns: 'Producer' } },
      },
    },
    Consumer: {
      extends: 'kafkajs#Consumer',
      members: {
        run: {
          call: [
            { when: { has: [0, 'eachMessage'] }, register: eachMessage },
            { when: { has: [0, 'eachBatch'] }, register: eachBatch },
          ],
        },
        storeOffsets: { call: { ack: { action: 'commit' }, sync: true } },
      },
    },
    /** Its own transaction as well: `transaction()` gives the producer back. */
    Producer: {
      extends: 'kafkajs#Producer',
      members: {
        transaction: { call: { returns: 'kafkajs#Transaction' } },
        sendOffsets: { call: { ack: { action: 'commit' } } },
      },
    },
  },
} satisfies LibraryModel;
