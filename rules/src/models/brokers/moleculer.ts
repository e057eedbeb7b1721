/** Moleculer: events are delivered at most once; channels come again until their handler resolves (consumers.md §15, 0.15.2). */
import type { EffectModel, LibraryModel, RegistrationModel } from '../model.js';

const channel: RegistrationModel = {
  handler: [0, 'channels', '*', 'handler'],
  parameters: [{}, {}],
  ack: { mode: 'on-return', onThrow: 'redeliver' },
  name: 'channels',
};
const emit: EffectModel = { kind: 'publish', resource: [0], data: [1], what: 'message' };
const service = [
  { when: { has: [0, 'channels', '*', 'handler'] }, register: channel },
  { when: { has: [0, 'channels'] }, register: { ...channel, handler: [0, 'channels', '*'] } },
] as const;

export default {
  library: 'moleculer',
  packages: ['moleculer', '@moleculer/channels'],
  exports: {
    ServiceBroker: { class: 'ServiceBroker' },
    Service: { class: 'Service' },
    ServiceSchema: {
      annotatedMembers: {
        'channels.*': { parameters: channel.parameters, ack: channel.ack, name: 'channels' },
        'channels.*.handler': { parameters: channel.parameters, ack: channel.ack, name: 'channels' },
      },
    },
    Context: { class: 'Context' },
  },
  types: {
    ServiceBroker: {
      members: {
        createService: { call: service },
        emit: { call: { effect: emit } },
        broadcast: { call: { effect: emit } },
        sendToChannel: {
          call: {
            effect: {
              ...emit,
              idempotencyKey: [
                [2, 'key'],
                [2, 'headers', 'id'],
                [2, 'headers', 'messageId'],
                [2, 'headers', 'message-id'],
              ],
            },
          },
        },
      },
    },
    Service: { members: { broker: { type: 'ServiceBroker' }, parseServiceSchema: { call: service } } },
    Context: {
      provenance: 'message',
      members: {
        broker: { type: 'ServiceBroker' },
        emit: { call: { effect: emit } },
        broadcast: { call: { effect: emit } },
      },
    },
  },
} satisfies LibraryModel;
