/** amqplib, promise and callback API: explicit acknowledgement unless `noAck`; listeners are never awaited (consumers.md §3, 2.3.1). */
import type {
  CallModel,
  CallbackModel,
  EffectModel,
  LibraryModel,
  ManualAckModel,
  ParameterModel,
  RegistrationModel,
} from '../model.js';

const error: ParameterModel = { is: 'none' };
const openChannel: CallModel = {
  returns: 'Channel',
  callbacks: [{ at: [-1], parameters: [error, { type: 'Channel', is: 'none' }], continuation: true }],
};
const connect: CallModel = {
  returns: 'Connection',
  callbacks: [
    { at: [-1], parameters: [error, { type: 'Connection', is: 'none' }], continuation: true },
    { at: [1, 'recovery', 'setup'], parameters: [{ type: 'Connection', is: 'none' }] },
  ],
};
const reply: CallModel['callbacks'] & readonly CallbackModel[] = [
  { at: [-1], parameters: [error], continuation: true },
];

/** The publisher's own id, or the header that the broker's deduplication plugin reads. */
const send: EffectModel = {
  kind: 'publish',
  resource: [1],
  data: [2],
  idempotencyKey: [
    [3, 'messageId'],
    [3, 'headers', 'x-deduplication-header'],
    [3, 'headers', 'message-id'],
    [3, 'headers', 'x-message-id'],
    [3, 'headers', 'idempotency-key'],
    [3, 'headers', 'x-idempotency-key'],
  ],
  what: 'message',
};
const sendToQueue: EffectModel = {
  kind: 'publish',
  resource: [0],
  data: [1],
  idempotencyKey: [
    [2, 'messageId'],
    [2, 'headers', 'x-deduplication-header'],
    [2, 'headers', 'message-id'],
    [2, 'headers', 'x-message-id'],
    [2, 'headers', 'idempotency-key'],
    [2, 'headers', 'x-idempotency-key'],
  ],
  what: 'message',
};
/** An answer: the caller takes the first one with its correlation id. */
const answer: EffectModel = { kind: 'publish', harmless: true, what: 'reply' };

const manual: ManualAckModel = {
  becomes: false,
  acknowledge: { on: 'receiver', method: 'ack', passesMessage: true },
};
const ack: CallModel = { ack: { action: 'ack', givesBack: 'nack' }, sync: true };
const nack: CallModel = { ack: { action: 'nack' }, sync: true };
/** A method that a base class of another package calls; who acknowledges is not seen. */
const received: RegistrationModel = {
  parameters: [{ type: 'Message' }],
  ack: { mode: 'manual', onThrow: 'redeliver' },
  name: 'consume',
};
const topology: CallModel = { callbacks: reply };

export default {
  library: 'amqplib',
  packages: ['amqplib', 'amqplib/*'],
  exports: {
    connect: { call: connect },
    Connection: { class: 'Connection' },
    ChannelModel: { class: 'Connection' },
    RecoveringChannelModel: { class: 'Connection' },
    Channel: { class: 'Channel' },
    ConfirmChannel: { class: 'Channel' },
    Message: { class: 'Message', inheritedMethod: received },
    ConsumeMessage: { class: 'Message', inheritedMethod: received },
    GetMessage: { class: 'Message' },
    MessageProperties: { class: 'Properties' },
    MessageFields: { class: 'Fields' },
  },
  /** Of connections that come through events and containers. */
  distinctive: { createChannel: openChannel, createConfirmChannel: openChannel },
  types: {
    Connection: {
      members: {
        createChannel: { call: openChannel },
        createConfirmChannel: { call: openChannel },
        on: {
          call: {
            returns: 'this',
            register: { handler: [1], parameters: [error], ack: { mode: 'none' }, name: 'event', inProcess: true },
          },
        },
      },
    },
    Channel: {
      members: {
        consume: {
          call: {
            callbacks: [{ at: [3], parameters: [error], continuation: true }],
            register: {
              handler: [1],
              parameters: [{ type: 'Message' }],
              ack: {
                mode: 'manual',
                options: [{ at: [2, 'noAck'], equals: true, mode: 'before', manual }],
                onThrow: 'stuck',
                unawaited: true,
              },
              name: 'consume',
              source: [0],
            },
          },
        },
        get: {
          call: [
            {
              when: { isFunction: [2] },
              register: {
                handler: [2],
                parameters: [error, { type: 'Message' }],
                ack: {
                  mode: 'manual',
                  options: [{ at: [1, 'noAck'], equals: true, mode: 'before' }],
                  onThrow: 'stuck',
                  unawaited: true,
                },
                name: 'get',
                source: [0],
              },
            },
            {
              returns: 'Message',
              receives: {
                handler: 'loop',
                type: 'Message',
                ack: {
                  mode: 'manual',
                  options: [{ at: [1, 'noAck'], equals: true, mode: 'before' }],
                  onThrow: 'stuck',
                },
                name: 'get',
              },
            },
          ],
        },
        ack: { call: ack },
        ackAll: { call: { ack: { action: 'ack' }, sync: true } },
        nack: { call: nack },
        nackAll: { call: nack },
        reject: { call: nack },
        recover: { call: { ...nack, callbacks: reply } },
        publish: {
          call: [
            { when: { isOf: { at: [1], type: 'ReplyAddress' } }, effect: answer, sync: true, callbacks: reply },
            { effect: send, sync: true, callbacks: reply },
          ],
        },
        sendToQueue: {
          call: [
            { when: { isOf: { at: [0], type: 'ReplyAddress' } }, effect: answer, sync: true, callbacks: reply },
            { effect: sendToQueue, sync: true, callbacks: reply },
          ],
        },
        assertQueue: { call: topology },
        checkQueue: { call: topology },
        bindQueue: { call: topology },
        assertExchange: { call: topology },
        bindExchange: { call: topology },
        prefetch: { call: topology },
        waitForConfirms: { call: topology },
        on: {
          call: {
            returns: 'this',
            register: { handler: [1], parameters: [error], ack: { mode: 'none' }, name: 'event', inProcess: true },
          },
        },
      },
    },
    Message: { provenance: 'message', members: { fields: { type: 'Fields' }, properties: { type: 'Properties' } } },
    Fields: {
      provenance: 'message',
      members: {
        deliveryTag: { provenance: 'fresh' },
        redelivered: { provenance: 'fresh' },
        consumerTag: { provenance: 'fresh' },
        messageCount: { provenance: 'fresh' },
      },
    },
    Properties: {
      provenance: 'message',
      members: { messageId: { identity: 'if-set' }, replyTo: { type: 'ReplyAddress' } },
    },
    ReplyAddress: { provenance: 'message' },
  },
} satisfies LibraryModel;
