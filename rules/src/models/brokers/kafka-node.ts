/** kafka-node: the fetched position is committed on a timer, whatever the listener does (consumers.md §2, 5.0.0). */
import type { DeliveryModel, LibraryModel, MemberModel } from '../model.js';

const keyNote = 'An idempotent producer drops only the repeats of its own retries, not a second send.';
const ack: DeliveryModel = { mode: 'timer', onThrow: 'lost', unawaited: true };
const ofConsumer: DeliveryModel = {
  ...ack,
  options: [{ of: 'receiver', at: [2, 'autoCommit'], equals: false, mode: 'manual' }],
};
const ofGroup: DeliveryModel = {
  ...ack,
  options: [{ of: 'receiver', at: [0, 'autoCommit'], equals: false, mode: 'manual' }],
};
const commit: MemberModel = { call: { ack: { action: 'commit' }, sync: true } };
const message = { equals: { at: [0], values: ['message'] } } as const;
const data = { equals: { at: [0], values: ['data'] } } as const;

export default {
  library: 'kafka-node',
  packages: ['kafka-node'],
  exports: {
    Consumer: { class: 'Consumer' },
    ConsumerGroup: { class: 'ConsumerGroup' },
    ConsumerStream: { class: 'ConsumerStream' },
    ConsumerGroupStream: { class: 'ConsumerGroupStream' },
    Producer: { class: 'Producer' },
    HighLevelProducer: { class: 'Producer' },
    Message: { class: 'Message' },
    KeyedMessage: { class: 'KeyedMessage' },
  },
  types: {
    Consumer: {
      members: {
        on: {
          call: {
            when: message,
            returns: 'this',
            register: { handler: [1], parameters: [{ type: 'Message' }], ack: ofConsumer, name: 'message' },
          },
        },
        commit,
      },
    },
    ConsumerGroup: {
      members: {
        on: {
          call: {
            when: message,
            returns: 'this',
            register: { handler: [1], parameters: [{ type: 'Message' }], ack: ofGroup, name: 'message' },
          },
        },
        commit,
        sendOffsetCommitRequest: commit,
      },
    },
    ConsumerStream: {
      element: 'Message',
      iterate: { parameters: [{ type: 'Message' }], ack: ofConsumer, name: 'for await' },
      members: {
        on: {
          call: {
            when: data,
            returns: 'this',
            register: { handler: [1], parameters: [{ type: 'Message' }], ack: ofConsumer, name: 'data' },
          },
        },
        commit,
      },
    },
    ConsumerGroupStream: {
      element: 'Message',
      iterate: { parameters: [{ type: 'Message' }], ack: ofGroup, name: 'for await' },
      members: {
        on: {
          call: {
            when: data,
            returns: 'this',
            register: { handler: [1], parameters: [{ type: 'Message' }], ack: ofGroup, name: 'data' },
          },
        },
        commit,
      },
    },
    /** One offset stands for one message of a topic and partition. */
    Message: {
      provenance: 'message',
      members: { offset: { identity: true }, highWaterOffset: { provenance: 'fresh' } },
    },
    KeyedMessage: { members: { key: { from: [0] } } },
    Producer: {
      members: {
        send: {
          call: {
            effect: {
              kind: 'publish',
              keyNote,
              resource: [0, '*', 'topic'],
              data: [0, '*', 'messages'],
              idempotencyKey: [
                [0, '*', 'key'],
                [0, '*', 'messages', 'key'],
                [0, '*', 'messages', '*', 'key'],
              ],
              what: 'message',
            },
            callbacks: [{ at: [1], continuation: true }],
            sync: true,
          },
        },
      },
    },
  },
} satisfies LibraryModel;
