/** kafkajs: `eachMessage` and `eachBatch`, committed after the handler unless `autoCommit` is off (consumers.md §2, 2.2.4). */
import type { DeliveryModel, EffectModel, LibraryModel, RegistrationModel } from '../model.js';

const keyNote = 'An idempotent producer drops only the repeats of its own retries, not a second send.';
/** Offsets are resolved when the handler returns and committed at the end of the fetch; a throw fetches the message again. */
const ack: DeliveryModel = {
  mode: 'on-return',
  options: [{ at: [0, 'autoCommit'], equals: false, mode: 'manual' }],
  onThrow: 'redeliver',
  ignoresResult: true,
};
const eachMessage: RegistrationModel = {
  handler: [0, 'eachMessage'],
  parameters: [{ type: 'EachMessagePayload' }],
  ack,
  name: 'eachMessage',
};
const eachBatch: RegistrationModel = {
  handler: [0, 'eachBatch'],
  parameters: [{ type: 'EachBatchPayload' }],
  ack: {
    ...ack,
    options: [
      { at: [0, 'autoCommit'], equals: false, mode: 'manual' },
      { at: [0, 'eachBatchAutoResolve'], equals: false, mode: 'manual' },
    ],
  },
  name: 'eachBatch',
};
/** The key (or an id in the headers) is what a consumer can tell a repeated message by. */
const send: EffectModel = {
  kind: 'publish',
  keyNote,
  resource: [0, 'topic'],
  data: [0, 'messages', '*', 'value'],
  idempotencyKey: [
    [0, 'messages', '*', 'key'],
    [0, 'messages', '*', 'headers', 'id'],
    [0, 'messages', '*', 'headers', 'messageId'],
    [0, 'messages', '*', 'headers', 'message-id'],
    [0, 'messages', '*', 'headers', 'eventId'],
    [0, 'messages', '*', 'headers', 'event-id'],
    [0, 'messages', '*', 'headers', 'idempotency-key'],
  ],
  what: 'message',
};
const sendBatch: EffectModel = {
  kind: 'publish',
  keyNote,
  resource: [0, 'topicMessages', '*', 'topic'],
  data: [0, 'topicMessages', '*', 'messages', '*', 'value'],
  idempotencyKey: [
    [0, 'topicMessages', '*', 'messages', '*', 'key'],
    [0, 'topicMessages', '*', 'messages', '*', 'headers', 'id'],
    [0, 'topicMessages', '*', 'messages', '*', 'headers', 'message-id'],
    [0, 'topicMessages', '*', 'messages', '*', 'headers', 'event-id'],
  ],
  what: 'message',
};
const observer: RegistrationModel = {
  handler: [1],
  parameters: [{ is: 'none' }],
  ack: { mode: 'none' },
  name: 'event',
  inProcess: true,
};

export default {
  library: 'kafkajs',
  packages: ['kafkajs'],
  exports: {
    Kafka: { class: 'Kafka' },
    Consumer: { class: 'Consumer' },
    Producer: { class: 'Producer' },
    Transaction: { class: 'Transaction' },
    EachMessagePayload: { class: 'EachMessagePayload', annotatedParameter: eachMessage },
    ConsumerEachMessagePayload: { class: 'EachMessagePayload', annotatedParameter: eachMessage },
    EachBatchPayload: { class: 'EachBatchPayload', annotatedParameter: eachBatch },
    ConsumerEachBatchPayload: { class: 'EachBatchPayload', annotatedParameter: eachBatch },
    EachMessageHandler: { annotatedHandler: eachMessage },
    EachBatchHandler: { annotatedHandler: eachBatch },
    KafkaMessage: { class: 'KafkaMessage' },
    Batch: { class: 'Batch' },
  },
  distinctive: {
    run: [
      { when: { has: [0, 'eachMessage'] }, register: eachMessage },
      { when: { has: [0, 'eachBatch'] }, register: eachBatch },
    ],
  },
  types: {
    Kafka: {
      members: {
        consumer: { call: { returns: 'Consumer' } },
        producer: { call: { returns: 'Producer' } },
      },
    },
    Consumer: {
      members: {
        run: {
          call: [
            { when: { has: [0, 'eachMessage'] }, register: eachMessage },
            { when: { has: [0, 'eachBatch'] }, register: eachBatch },
          ],
        },
        commitOffsets: { call: { ack: { action: 'commit' } } },
        seek: { call: { ack: { action: 'nack' }, sync: true } },
        on: { call: { register: observer } },
      },
    },
    EachMessagePayload: {
      provenance: 'message',
      members: {
        message: { type: 'KafkaMessage' },
        heartbeat: { call: { ack: { action: 'extend' } } },
        pause: { call: { sync: true } },
      },
    },
    EachBatchPayload: {
      provenance: 'message',
      members: {
        batch: { type: 'Batch' },
        resolveOffset: { call: { ack: { action: 'ack' }, sync: true } },
        commitOffsetsIfNecessary: { call: { ack: { action: 'commit' } } },
        uncommittedOffsets: { call: { provenance: 'message', sync: true } },
        heartbeat: { call: { ack: { action: 'extend' } } },
        pause: { call: { sync: true } },
      },
    },
    Batch: { provenance: 'message', members: { messages: { type: 'KafkaMessages' } } },
    KafkaMessages: { element: 'KafkaMessage' },
    /** One offset stands for one message of a topic and partition. */
    KafkaMessage: { provenance: 'message', members: { offset: { identity: 'in-part' } } },
    Producer: {
      members: {
        send: { call: { effect: send } },
        sendBatch: { call: { effect: sendBatch } },
        transaction: { call: { returns: 'Transaction' } },
      },
    },
    /** What is sent here commits together with the offsets given to `sendOffsets`, or not at all. */
    Transaction: {
      members: {
        send: { call: { effect: { ...send, harmless: true } } },
        sendBatch: { call: { effect: { ...sendBatch, harmless: true } } },
        sendOffsets: { call: { ack: { action: 'commit' } } },
        commit: { call: {} },
        abort: { call: {} },
      },
    },
  },
} satisfies LibraryModel;
