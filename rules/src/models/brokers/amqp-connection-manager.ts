/** amqp-connection-manager: amqplib behind reconnection; publishes are kept in memory until the broker confirms (consumers.md §3, 5.0.0). */
import type { DeliveryOption, EffectModel, LibraryModel, ParameterModel } from '../model.js';

const channel: ParameterModel = { type: 'amqplib#Channel', is: 'none' };
const noAck: DeliveryOption = {
  at: [2, 'noAck'],
  equals: true,
  mode: 'before',
  manual: { becomes: false, acknowledge: { on: 'receiver', method: 'ack', passesMessage: true } },
};
const publish: EffectModel = {
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
const answer: EffectModel = { kind: 'publish', harmless: true, what: 'reply' };

export default {
  library: 'amqp-connection-manager',
  packages: ['amqp-connection-manager', 'amqp-connection-manager/*'],
  exports: {
    connect: { call: { returns: 'AmqpConnectionManager' } },
    AmqpConnectionManager: { class: 'AmqpConnectionManager' },
    IAmqpConnectionManager: { class: 'AmqpConnectionManager' },
    AmqpConnectionManagerClass: { class: 'AmqpConnectionManager' },
    ChannelWrapper: { class: 'ChannelWrapper' },
    Channel: { class: 'amqplib#Channel' },
  },
  types: {
    AmqpConnectionManager: {
      members: {
        createChannel: {
          call: { returns: 'ChannelWrapper', callbacks: [{ at: [0, 'setup'], parameters: [channel] }] },
        },
        connection: { type: 'amqplib#Connection' },
        on: {
          call: {
            returns: 'this',
            register: { handler: [1], parameters: [], ack: { mode: 'none' }, name: 'event', inProcess: true },
          },
        },
      },
    },
    /** Whatever a channel can; publishing waits for the broker's confirmation. */
    ChannelWrapper: {
      extends: 'amqplib#Channel',
      members: {
        addSetup: { call: { callbacks: [{ at: [0], parameters: [channel] }] } },
        consume: {
          call: {
            register: {
              handler: [1],
              parameters: [{ type: 'amqplib#Message' }],
              ack: { mode: 'manual', options: [noAck], onThrow: 'stuck', unawaited: true },
              name: 'consume',
              source: [0],
            },
          },
        },
        get: {
          call: {
            returns: 'amqplib#Message',
            receives: {
              handler: 'loop',
              type: 'amqplib#Message',
              ack: {
                mode: 'manual',
                options: [{ at: [1, 'noAck'], equals: true, mode: 'before' }],
                onThrow: 'stuck',
              },
              name: 'get',
            },
          },
        },
        publish: {
          call: [{ when: { isOf: { at: [1], type: 'ReplyAddress' } }, effect: answer }, { effect: publish }],
        },
        sendToQueue: {
          call: [{ when: { isOf: { at: [0], type: 'ReplyAddress' } }, effect: answer }, { effect: sendToQueue }],
        },
      },
    },
  },
} satisfies LibraryModel;
