/**
 * @mojaloop/central-services-stream: node-rdkafka with handlers that get `(error, messages)` (11.9.3). Whether offsets are
 * committed on a timer stands in a configuration that is seldom seen in code; only what is seen there counts.
 */
import type { DeliveryModel, EffectModel, LibraryModel, MemberModel, ParameterModel } from '../model.js';

const parameters: readonly ParameterModel[] = [{ is: 'none' }, { type: 'node-rdkafka#MessageOrBatch' }];
/** The poll goes on after a failed handler, and the next commit passes over its message. */
const ack: DeliveryModel = { mode: 'manual', onThrow: 'lost' };
const commit: MemberModel = { call: { ack: { action: 'commit' }, sync: true } };
const send: EffectModel = {
  kind: 'publish',
  resource: [1, 'topicName'],
  data: [0],
  idempotencyKey: [
    [1, 'key'],
    [0, 'id'],
  ],
  what: 'message',
};

export default {
  library: '@mojaloop/central-services-stream',
  packages: ['@mojaloop/central-services-stream'],
  exports: {
    Kafka: { namespace: { Consumer: { class: 'Consumer' }, Producer: { class: 'Producer' } } },
    Util: { namespace: { Consumer: { value: 'ConsumerUtil' }, Producer: { value: 'ProducerUtil' } } },
  },
  types: {
    ConsumerUtil: {
      members: {
        createHandler: {
          call: {
            register: {
              handler: [2],
              parameters,
              ack: {
                ...ack,
                options: [
                  { at: [1, 'rdkafkaConf', 'enable.auto.commit'], equals: true, mode: 'timer' },
                  { at: [1, 'rdkafkaConf', 'enableAutoCommit'], equals: true, mode: 'timer' },
                ],
              },
              name: 'createHandler',
              source: [0],
            },
          },
        },
        getConsumer: { call: { returns: 'Consumer' } },
      },
    },
    Consumer: {
      members: {
        consume: {
          call: {
            register: {
              handler: [0],
              parameters,
              ack: {
                ...ack,
                options: [
                  { of: 'receiver', at: [1, 'rdkafkaConf', 'enable.auto.commit'], equals: true, mode: 'timer' },
                ],
              },
              name: 'consume',
            },
          },
        },
        commit,
        commitSync: commit,
        commitMessage: commit,
        commitMessageSync: commit,
      },
    },
    ProducerUtil: { members: { produceMessage: { call: { effect: send } } } },
    Producer: { members: { sendMessage: { call: { effect: send } } } },
  },
} satisfies LibraryModel;
