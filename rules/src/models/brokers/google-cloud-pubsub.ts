/** @google-cloud/pubsub: explicit acknowledgement, listeners are never awaited; no id of the publisher's own but in the attributes (consumers.md §9, 6.3.2). */
import type { ArgPath, CallModel, LibraryModel, RegistrationModel } from '../model.js';

const ack: CallModel = { ack: { action: 'ack', givesBack: 'nack' }, sync: true };
const nack: CallModel = { ack: { action: 'nack' }, sync: true };
const inAttributes: readonly ArgPath[] = [
  [1, 'messageId'],
  [1, 'eventId'],
  [1, 'idempotencyKey'],
  [1, 'id'],
];
const event: RegistrationModel = {
  handler: [1],
  parameters: [],
  ack: { mode: 'none' },
  name: 'event',
  inProcess: true,
};

export default {
  library: '@google-cloud/pubsub',
  packages: ['@google-cloud/pubsub', '@google-cloud/pubsub/*'],
  exports: {
    PubSub: { class: 'PubSub' },
    Subscription: { class: 'Subscription' },
    Topic: { class: 'Topic' },
    Message: { class: 'Message' },
    v1: { value: 'V1' },
  },
  types: {
    PubSub: {
      members: {
        subscription: { call: { returns: 'Subscription', resource: [0] } },
        topic: { call: { returns: 'Topic', resource: [0] } },
      },
    },
    Subscription: {
      members: {
        on: {
          call: [
            {
              when: { equals: { at: [0], values: ['message'] } },
              returns: 'this',
              register: {
                handler: [1],
                parameters: [{ type: 'Message' }],
                ack: { mode: 'manual', onThrow: 'stuck', unawaited: true },
                name: 'message',
              },
            },
            { returns: 'this', register: event },
          ],
        },
      },
    },
    Topic: {
      members: {
        subscription: { call: { returns: 'Subscription', resource: [0] } },
        publishMessage: {
          call: {
            effect: {
              kind: 'publish',
              data: [0],
              idempotencyKey: [
                [0, 'attributes', 'messageId'],
                [0, 'attributes', 'eventId'],
                [0, 'attributes', 'idempotencyKey'],
                [0, 'attributes', 'id'],
              ],
              ignoredKeys: [
                {
                  at: [0, 'messageId'],
                  why: 'The server makes that id, a new one each time; an id for the receivers goes into the `attributes`.',
                  becomes: [0, 'attributes', 'messageId'],
                },
              ],
              what: 'message',
            },
          },
        },
        publish: { call: { effect: { kind: 'publish', data: [0], idempotencyKey: inAttributes, what: 'message' } } },
        publishJSON: {
          call: { effect: { kind: 'publish', data: [0], idempotencyKey: inAttributes, what: 'message' } },
        },
      },
    },
    Message: {
      provenance: 'message',
      members: {
        id: { identity: true },
        ackId: { provenance: 'fresh' },
        received: { provenance: 'fresh' },
        deliveryAttempt: { provenance: 'fresh' },
        ack: { call: ack },
        ackWithResponse: { call: { ack: { action: 'ack' } } },
        nack: { call: nack },
        nackWithResponse: { call: { ack: { action: 'nack' } } },
        modAck: { call: { ack: { action: 'extend' }, sync: true } },
      },
    },
    V1: { members: { SubscriberClient: { type: 'SubscriberClientClass' } } },
    SubscriberClientClass: { construct: { returns: 'SubscriberClient' } },
    SubscriberClient: {
      members: {
        pull: {
          call: {
            returns: 'Pulled',
            receives: {
              handler: 'loop',
              type: 'Pulled',
              ack: { mode: 'manual', onThrow: 'redeliver' },
              name: 'pull',
            },
          },
        },
        acknowledge: { call: { ack: { action: 'ack' } } },
        modifyAckDeadline: { call: { ack: { action: 'extend' } } },
      },
    },
    Pulled: { provenance: 'message', members: { '0': { type: 'PullResponse' } } },
    PullResponse: { provenance: 'message', members: { receivedMessages: { type: 'ReceivedMessages' } } },
    ReceivedMessages: { provenance: 'message', element: 'ReceivedMessage' },
    ReceivedMessage: {
      provenance: 'message',
      members: {
        ackId: { provenance: 'fresh' },
        deliveryAttempt: { provenance: 'fresh' },
        message: { type: 'PubsubMessage' },
      },
    },
    PubsubMessage: { provenance: 'message', members: { messageId: { identity: true } } },
  },
} satisfies LibraryModel;
