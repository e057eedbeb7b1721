/**
 * MQTT: with QoS 1 the broker is answered as soon as the listener was called, whatever that has started; an answer that is lost
 * makes the message come again. With QoS 2 it has been handed over by then, and QoS 0 never comes again (consumers.md §6, 5.16.0).
 */
import type { CallModel, DeliveryModel, EffectModel, LibraryModel } from '../model.js';

/** What is published or left as a will has a QoS of its own. */
const subscribed = { of: 'project', at: [1, 'qos'], outside: ['publish', 'publishAsync', 'will'] } as const;
const ack: DeliveryModel = {
  mode: 'none',
  options: [
    { ...subscribed, equals: 1, mode: 'on-return' },
    { ...subscribed, equals: 2, mode: 'before' },
  ],
  onThrow: 'lost',
  unawaited: true,
};
/** The broker is answered when the handler calls back, and not before. */
const answered: DeliveryModel = {
  mode: 'none',
  options: [
    { ...subscribed, equals: 1, mode: 'manual' },
    { ...subscribed, equals: 2, mode: 'manual' },
  ],
  onThrow: 'stuck',
  unawaited: true,
};
const connect: CallModel[] = [
  {
    when: { has: [-1, 'customHandleAcks'] },
    returns: 'MqttClient',
    register: {
      handler: [-1, 'customHandleAcks'],
      parameters: [{}, {}, { type: 'Packet' }, { type: 'ReasonCode', is: 'none' }],
      ack: answered,
      name: 'customHandleAcks',
    },
  },
  { returns: 'MqttClient' },
];
const publish: EffectModel = {
  kind: 'publish',
  resource: [0],
  data: [1],
  idempotencyKey: [
    [2, 'properties', 'correlationData'],
    [2, 'properties', 'userProperties', 'id'],
    [2, 'properties', 'userProperties', 'messageId'],
  ],
  what: 'message',
};

export default {
  library: 'mqtt',
  packages: ['mqtt'],
  exports: {
    connect: { call: connect },
    connectAsync: { call: connect },
    MqttClient: { class: 'MqttClient' },
  },
  types: {
    MqttClient: {
      members: {
        on: {
          call: [
            {
              when: { equals: { at: [0], values: ['message'] } },
              returns: 'this',
              register: { handler: [1], parameters: [{}, {}, { type: 'Packet' }], ack, name: 'message' },
            },
            {
              returns: 'this',
              register: { handler: [1], parameters: [], ack: { mode: 'none' }, name: 'event', inProcess: true },
            },
          ],
        },
        handleMessage: {
          register: {
            parameters: [{ type: 'Packet' }, { type: 'Done', is: 'none' }],
            ack: answered,
            name: 'handleMessage',
          },
        },
        publish: { call: { effect: publish, callbacks: [{ at: [-1], continuation: true }], sync: true } },
        publishAsync: { call: { effect: publish } },
        subscribe: { call: { returns: 'this', sync: true } },
      },
    },
    Done: { call: { sync: true, ack: { action: 'ack', unlessArgument: 0 } } },
    /** `done(null, 0)`, or the code alone; any other code refuses the message. */
    ReasonCode: {
      call: [
        { when: { equals: { at: [0], values: [0] } }, sync: true, ack: { action: 'ack' } },
        { sync: true, ack: { action: 'ack', unlessArgument: 0 } },
      ],
    },
    /** The packet's id is 16 bits, used again at once. */
    Packet: { provenance: 'message', members: { messageId: { provenance: 'fresh' }, dup: { provenance: 'fresh' } } },
  },
} satisfies LibraryModel;
