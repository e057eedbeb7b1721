/** @golevelup/nestjs-rabbitmq: a resolved handler is acknowledged, a returned `Nack` gives it back or drops it (consumers.md §3, 9.0.2). */
import type { DeliveryModel, EffectModel, LibraryModel, ParameterModel, RegistrationModel } from '../model.js';

/** A throw requeues unless an error handler or behaviour says otherwise. */
const ack: DeliveryModel = {
  mode: 'on-return',
  onThrow: 'redeliver',
  options: [
    { at: [0, 'queueOptions', 'consumerOptions', 'noAck'], equals: true, mode: 'before', manual: { becomes: false } },
  ],
};
const parameters: ParameterModel[] = [{}, { type: 'amqplib#Message' }, {}];
const subscribe: RegistrationModel = { parameters, ack, name: '@RabbitSubscribe', source: [0, 'queue'] };

const publish: EffectModel = {
  kind: 'publish',
  resource: [1],
  data: [2],
  idempotencyKey: [
    [3, 'messageId'],
    [3, 'headers', 'x-deduplication-header'],
    [3, 'headers', 'message-id'],
    [3, 'headers', 'x-message-id'],
  ],
  what: 'message',
};

export default {
  library: '@golevelup/nestjs-rabbitmq',
  packages: ['@golevelup/nestjs-rabbitmq'],
  exports: {
    RabbitSubscribe: { decorator: { method: subscribe } },
    RabbitRPC: { decorator: { method: { ...subscribe, name: '@RabbitRPC' } } },
    RabbitHandler: { decorator: { method: { ...subscribe, name: '@RabbitHandler' } } },
    RabbitPayload: { decorator: { parameter: { is: 'message' } } },
    RabbitHeader: { decorator: { parameter: { is: 'message' } } },
    RabbitRequest: { decorator: { parameter: { type: 'amqplib#Message' } } },
    AmqpConnection: { class: 'AmqpConnection' },
    Nack: { class: 'Nack' },
  },
  types: {
    /** `new Nack()` drops (or dead-letters), `new Nack(true)` requeues. */
    Nack: { settles: 'nack' },
    AmqpConnection: {
      members: {
        publish: { call: { effect: publish } },
        request: {
          call: {
            effect: {
              kind: 'publish',
              resource: [0, 'routingKey'],
              data: [0, 'payload'],
              idempotencyKey: [
                [0, 'publishOptions', 'messageId'],
                [0, 'headers', 'message-id'],
              ],
              what: 'request',
            },
            provenance: 'state',
          },
        },
        createSubscriber: {
          call: {
            register: {
              handler: [0],
              parameters,
              ack: {
                ...ack,
                options: [
                  {
                    at: [1, 'queueOptions', 'consumerOptions', 'noAck'],
                    equals: true,
                    mode: 'before',
                    manual: { becomes: false },
                  },
                  { at: [3, 'noAck'], equals: true, mode: 'before', manual: { becomes: false } },
                ],
              },
              name: 'createSubscriber',
              source: [1, 'queue'],
            },
          },
        },
        createBatchSubscriber: {
          call: {
            register: {
              handler: [0],
              parameters: [{ type: 'Batch' }, { type: 'RawBatch' }, { type: 'Batch' }],
              ack: {
                ...ack,
                options: [
                  {
                    at: [1, 'queueOptions', 'consumerOptions', 'noAck'],
                    equals: true,
                    mode: 'before',
                    manual: { becomes: false },
                  },
                ],
              },
              name: 'createBatchSubscriber',
              source: [1, 'queue'],
            },
          },
        },
        createRpc: {
          call: {
            register: {
              handler: [0],
              parameters,
              ack: {
                ...ack,
                options: [
                  {
                    at: [1, 'queueOptions', 'consumerOptions', 'noAck'],
                    equals: true,
                    mode: 'before',
                    manual: { becomes: false },
                  },
                ],
              },
              name: 'createRpc',
              source: [1, 'queue'],
            },
          },
        },
        channel: { type: 'amqplib#Channel' },
        channels: { type: 'Channels' },
        connection: { type: 'amqplib#Connection' },
        managedChannel: { type: 'amqp-connection-manager#ChannelWrapper' },
        managedChannels: { type: 'ManagedChannels' },
        managedConnection: { type: 'amqp-connection-manager#AmqpConnectionManager' },
      },
    },
    Channels: { anyMember: { type: 'amqplib#Channel' }, element: 'amqplib#Channel' },
    ManagedChannels: {
      anyMember: { type: 'amqp-connection-manager#ChannelWrapper' },
      element: 'amqp-connection-manager#ChannelWrapper',
    },
    Batch: { provenance: 'message', element: 'Payload' },
    Payload: { provenance: 'message' },
    RawBatch: { provenance: 'message', element: 'amqplib#Message' },
  },
} satisfies LibraryModel;
