/** MQTT: QoS 1 and 2 are acknowledged as soon as the listener was called, QoS 0 never comes again (consumers.md §6, 5.16.0). */
import type { DeliveryModel, EffectModel, LibraryModel } from '../model.js';

const ack: DeliveryModel = {
  mode: 'none',
  options: [
    { of: 'project', at: [1, 'qos'], equals: 1, mode: 'before' },
    { of: 'project', at: [1, 'qos'], equals: 2, mode: 'before' },
  ],
  onThrow: 'lost',
  unawaited: true,
};
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
    connect: { call: { returns: 'MqttClient' } },
    connectAsync: { call: { returns: 'MqttClient' } },
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
        publish: { call: { effect: publish, callbacks: [{ at: [-1], continuation: true }], sync: true } },
        publishAsync: { call: { effect: publish } },
        subscribe: { call: { returns: 'this', sync: true } },
      },
    },
    /** The packet's id is 16 bits, used again at once. */
    Packet: { provenance: 'message', members: { messageId: { provenance: 'fresh' }, dup: { provenance: 'fresh' } } },
  },
} satisfies LibraryModel;
