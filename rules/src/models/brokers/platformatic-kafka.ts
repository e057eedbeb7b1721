/** @platformatic/kafka: a fetch is committed as it enters the stream, unless `autocommit` is off; `mode` tells where a start begins (consumers.md §2, 2.12.1). */
import type { DeliveryModel, EffectModel, LibraryModel } from '../model.js';

const keyNote = 'An idempotent producer drops only the repeats of its own retries, not a second send.';
const mode = { of: 'receiver', at: [0, 'mode'] } as const;
/** Only the mode `committed` begins where the group stopped; `latest`, the default, leaves out what came meanwhile. */
const ack: DeliveryModel = {
  mode: 'before',
  options: [
    { ...mode, equals: 'earliest', mode: 'on-return', onThrow: 'stop' },
    { ...mode, equals: 'manual', mode: 'on-return', onThrow: 'stop' },
    {
      ...mode,
      equals: 'committed',
      and: [{ of: 'receiver', at: [0, 'autocommit'], equals: false }],
      mode: 'manual',
      onThrow: 'stop',
    },
    { of: 'receiver', at: [0, 'autocommit'], equals: false, mode: 'before', skips: true },
  ],
  onThrow: 'lost',
};
const send: EffectModel = {
  kind: 'publish',
  keyNote,
  resource: [0, 'messages', '*', 'topic'],
  data: [0, 'messages', '*', 'value'],
  idempotencyKey: [[0, 'messages', '*', 'key']],
  what: 'message',
};

export default {
  library: '@platformatic/kafka',
  packages: ['@platformatic/kafka'],
  exports: {
    Consumer: { class: 'Consumer' },
    Producer: { class: 'Producer' },
    MessagesStream: { class: 'MessagesStream' },
    Message: { class: 'Message' },
    MessagesStreamModes: { value: 'Modes' },
  },
  types: {
    Modes: {
      members: {
        LATEST: { constant: 'latest' },
        EARLIEST: { constant: 'earliest' },
        COMMITTED: { constant: 'committed' },
        MANUAL: { constant: 'manual' },
      },
    },
    Consumer: { members: { consume: { call: { returns: 'MessagesStream' } } } },
    MessagesStream: {
      element: 'Message',
      iterate: { parameters: [{ type: 'Message' }], ack, name: 'for await' },
      members: {
        on: {
          call: {
            when: { equals: { at: [0], values: ['data'] } },
            returns: 'this',
            register: {
              handler: [1],
              parameters: [{ type: 'Message' }],
              ack: { ...ack, unawaited: true },
              name: 'data',
            },
          },
        },
      },
    },
    /** One offset stands for one message of a topic and partition. */
    Message: {
      provenance: 'message',
      members: { offset: { identity: true }, commit: { call: { ack: { action: 'commit' } } } },
    },
    Producer: {
      members: {
        send: { call: { effect: send } },
        beginTransaction: { call: { returns: 'Transaction' } },
      },
    },
    /** What is sent here commits together with the offsets added to it, or not at all. */
    Transaction: {
      members: {
        send: { call: { effect: { ...send, harmless: true } } },
        addOffset: { call: { ack: { action: 'commit' } } },
        commit: { call: {} },
        abort: { call: {} },
      },
    },
  },
} satisfies LibraryModel;
