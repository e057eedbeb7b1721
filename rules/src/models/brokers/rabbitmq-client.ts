/** rabbitmq-client: a resolved handler is acknowledged, a throw requeues, a returned status decides (consumers.md §3, 5.0.8). */
import type { CallModel, EffectModel, ExportModel, LibraryModel } from '../model.js';

const ack: CallModel = { ack: { action: 'ack' }, sync: true };
const nack: CallModel = { ack: { action: 'nack' }, sync: true };
/** Numbers in place of the enum's members. */
const answers = [
  { is: 1, settles: 'nack' },
  { is: 2, settles: 'nack' },
] as const;
const noAck = { at: [0, 'noAck'], equals: true, mode: 'before' } as const;
const publish: EffectModel = {
  kind: 'publish',
  resource: [0, 'routingKey'],
  data: [1],
  idempotencyKey: [
    [0, 'messageId'],
    [0, 'headers', 'x-deduplication-header'],
    [0, 'headers', 'message-id'],
    [0, 'headers', 'x-message-id'],
  ],
  what: 'message',
};
const send: CallModel[] = [
  { when: { has: [0, 'routingKey'] }, effect: publish },
  { effect: { ...publish, resource: [0] } },
];
const get: CallModel = {
  returns: 'Message',
  receives: {
    handler: 'loop',
    type: 'Message',
    ack: { mode: 'manual', options: [noAck], onThrow: 'stuck' },
    name: 'basicGet',
  },
};
const connection: ExportModel = { class: 'Connection' };

export default {
  library: 'rabbitmq-client',
  packages: ['rabbitmq-client'],
  exports: {
    default: connection,
    Connection: connection,
    ConsumerStatus: { value: 'ConsumerStatus' },
    Channel: { class: 'Channel' },
    Publisher: { class: 'Publisher' },
    RPCClient: { class: 'RPCClient' },
    AsyncMessage: { class: 'Message' },
    SyncMessage: { class: 'Message' },
    ConsumerHandler: {
      annotatedHandler: {
        parameters: [{ type: 'Message' }, { type: 'Reply', is: 'none' }],
        ack: { mode: 'on-return', onThrow: 'redeliver', answers },
        name: 'ConsumerHandler',
      },
    },
  },
  types: {
    ConsumerStatus: { members: { DROP: { type: 'Refused' }, REQUEUE: { type: 'Refused' } } },
    Refused: { settles: 'nack' },
    Connection: {
      members: {
        createConsumer: {
          call: {
            register: {
              handler: [1],
              parameters: [{ type: 'Message' }, { type: 'Reply', is: 'none' }],
              ack: {
                mode: 'on-return',
                options: [{ ...noAck, manual: { becomes: false } }],
                onThrow: 'redeliver',
                answers,
              },
              name: 'createConsumer',
              source: [0, 'queue'],
            },
          },
        },
        createPublisher: { call: { returns: 'Publisher' } },
        createRPCClient: { call: { returns: 'RPCClient' } },
        acquire: { call: { returns: 'Channel' } },
        basicGet: { call: get },
      },
    },
    Channel: {
      members: {
        basicConsume: {
          call: {
            register: {
              handler: [1],
              parameters: [{ type: 'Message' }],
              ack: { mode: 'manual', options: [noAck], onThrow: 'stuck', unawaited: true },
              name: 'basicConsume',
              source: [0, 'queue'],
            },
          },
        },
        basicGet: { call: get },
        basicAck: { call: ack },
        basicNack: { call: nack },
        basicRecover: { call: nack },
        basicPublish: { call: send },
      },
    },
    Publisher: { members: { send: { call: send } } },
    RPCClient: { members: { send: { call: send }, publish: { call: send } } },
    Reply: { call: { effect: { kind: 'publish', harmless: true, what: 'reply' } } },
    Message: {
      provenance: 'message',
      members: {
        messageId: { identity: 'if-set' },
        deliveryTag: { provenance: 'fresh' },
        consumerTag: { provenance: 'fresh' },
        redelivered: { provenance: 'fresh' },
        messageCount: { provenance: 'fresh' },
      },
    },
  },
} satisfies LibraryModel;
