/** node-rdkafka: offsets are stored as messages are handed over and committed on a timer, unless that is turned off (consumers.md §2, 3.6.1). */
import type { CallbackModel, DeliveryModel, EffectModel, LibraryModel, MemberModel } from '../model.js';

const keyNote = 'An idempotent producer drops only the repeats of its own retries, not a second send.';
const ack: DeliveryModel = {
  mode: 'timer',
  options: [
    { of: 'receiver', at: [0, 'enable.auto.commit'], equals: false, mode: 'manual' },
    { of: 'receiver', at: [0, 'enable.auto.commit'], equals: 'false', mode: 'manual' },
    { of: 'receiver', at: [0, 'enable.auto.offset.store'], equals: false, mode: 'manual' },
    { of: 'receiver', at: [0, 'enable.auto.offset.store'], equals: 'false', mode: 'manual' },
  ],
  onThrow: 'lost',
  unawaited: true,
};
const commit: MemberModel = { call: { ack: { action: 'commit' }, sync: true, returns: 'this' } };
const produce: EffectModel = {
  kind: 'publish',
  keyNote,
  resource: [0],
  data: [2],
  idempotencyKey: [[3]],
  what: 'message',
};
const done: CallbackModel[] = [{ at: [-1], continuation: true }];

export default {
  library: 'node-rdkafka',
  packages: ['node-rdkafka'],
  exports: {
    KafkaConsumer: { class: 'KafkaConsumer', static: 'KafkaConsumerClass' },
    Producer: { class: 'Producer', static: 'ProducerClass' },
    HighLevelProducer: { class: 'HighLevelProducer' },
    Message: { class: 'Message' },
    ConsumerStream: { class: 'ConsumerStream' },
    ProducerStream: { class: 'ProducerStream' },
    createReadStream: { call: { returns: 'ConsumerStream' } },
    createWriteStream: { call: { returns: 'ProducerStream' } },
  },
  types: {
    KafkaConsumerClass: { members: { createReadStream: { call: { returns: 'ConsumerStream' } } } },
    KafkaConsumer: {
      members: {
        connect: { call: { returns: 'this' } },
        subscribe: { call: { returns: 'this', sync: true } },
        on: {
          call: [
            {
              when: { equals: { at: [0], values: ['data'] } },
              returns: 'this',
              register: { handler: [1], parameters: [{ type: 'Message' }], ack, name: 'data' },
            },
            {
              returns: 'this',
              register: { handler: [1], parameters: [{ is: 'none' }], ack: { mode: 'none' }, inProcess: true },
            },
          ],
        },
        consume: {
          call: [
            {
              when: { atLeast: 2 },
              register: { handler: [1], parameters: [{ is: 'none' }, { type: 'Messages' }], ack, name: 'consume' },
            },
            {
              when: { isFunction: [0] },
              register: { handler: [0], parameters: [{ is: 'none' }, { type: 'Message' }], ack, name: 'consume' },
            },
            { sync: true },
          ],
        },
        commit,
        commitSync: commit,
        commitMessage: commit,
        commitMessageSync: commit,
        offsetsStore: commit,
        seek: { call: { ack: { action: 'nack' }, sync: true } },
      },
    },
    Messages: { provenance: 'message', element: 'Message' },
    /** One offset stands for one message of a topic and partition. */
    Message: { provenance: 'message', members: { offset: { identity: 'in-part' } } },
    ConsumerStream: {
      element: 'Message',
      iterate: { parameters: [{ type: 'Message' }], ack, name: 'createReadStream' },
      members: {
        consumer: { type: 'KafkaConsumer' },
        on: {
          call: {
            when: { equals: { at: [0], values: ['data'] } },
            returns: 'this',
            register: { handler: [1], parameters: [{ type: 'MessageOrBatch' }], ack, name: 'data' },
          },
        },
      },
    },
    /** A message, or with `streamAsBatch` an array of them. */
    MessageOrBatch: { extends: 'Message', provenance: 'message', element: 'Message' },
    ProducerClass: { members: { createWriteStream: { call: { returns: 'ProducerStream' } } } },
    Producer: {
      members: {
        connect: { call: { returns: 'this' } },
        produce: { call: { effect: produce, sync: true } },
        sendOffsetsToTransaction: { call: { ack: { action: 'commit' }, callbacks: done } },
        beginTransaction: { call: { callbacks: done } },
        commitTransaction: { call: { callbacks: done } },
        abortTransaction: { call: { callbacks: done } },
      },
    },
    HighLevelProducer: {
      extends: 'Producer',
      members: { produce: { call: { effect: produce, sync: true, callbacks: done } } },
    },
    ProducerStream: {
      members: {
        write: {
          call: {
            effect: {
              kind: 'publish',
              keyNote,
              resource: [0, 'topic'],
              data: [0],
              idempotencyKey: [[0, 'key']],
              what: 'message',
            },
            sync: true,
          },
        },
      },
    },
  },
} satisfies LibraryModel;
