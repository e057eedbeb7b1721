/** Core NATS: delivered once or never; the client of the modular packages (consumers.md §6, 3.4.0). */
import type { DeliveryModel, EffectModel, LibraryModel } from '../model.js';

const lost: DeliveryModel = { mode: 'none' };
const publish: EffectModel = { kind: 'publish', resource: [0], data: [1], what: 'message' };

export default {
  library: '@nats-io/transport-node',
  packages: ['@nats-io/transport-node', '@nats-io/transport-deno', '@nats-io/nats-core'],
  exports: {
    connect: { call: { returns: 'NatsConnection' } },
    wsconnect: { call: { returns: 'NatsConnection' } },
    NatsConnection: { class: 'NatsConnection' },
    Subscription: { class: 'Subscription' },
    Msg: { class: 'Msg' },
  },
  types: {
    NatsConnection: {
      members: {
        publish: { call: { effect: publish, sync: true } },
        subscribe: {
          call: [
            {
              when: { has: [1, 'callback'] },
              returns: 'Subscription',
              register: {
                handler: [1, 'callback'],
                parameters: [{ is: 'none' }, { type: 'Msg' }],
                ack: lost,
                name: 'subscribe',
                source: [0],
              },
            },
            { returns: 'Subscription', resource: [0] },
          ],
        },
        drain: { call: {} },
        flush: { call: {} },
        close: { call: {} },
      },
    },
    Subscription: { element: 'Msg', iterate: { parameters: [{ type: 'Msg' }], ack: lost, name: 'for await' } },
    Msg: {
      provenance: 'message',
      members: {
        reply: { provenance: 'fresh' },
        json: { call: { provenance: 'message', sync: true } },
        string: { call: { provenance: 'message', sync: true } },
        respond: { call: { effect: { kind: 'publish', harmless: true }, sync: true } },
      },
    },
  },
} satisfies LibraryModel;
