/** pulsar-client: a message is forgotten when it is acknowledged, and only then; what a listener throws is just logged (consumers.md §5, 1.18.0). */
import type { DeliveryModel, LibraryModel, MemberModel } from '../model.js';

const ack: DeliveryModel = { mode: 'manual', onThrow: 'stuck' };
/** A reader has no acknowledgement: at the next start it begins again where it is told to, from now on with `latest`. */
const latest = { at: [0, 'startMessageId'], type: 'Latest', mode: 'none' } as const;
const read: DeliveryModel = { mode: 'on-return', options: [latest], onThrow: 'stuck' };
const readNext: DeliveryModel = { ...read, options: [{ ...latest, of: 'receiver' }] };
const acknowledge: MemberModel = { call: { ack: { action: 'ack' } } };
const stable: MemberModel = { call: { provenance: 'message', sync: true } };

export default {
  library: 'pulsar-client',
  packages: ['pulsar-client'],
  exports: {
    Client: { class: 'Client' },
    Consumer: { class: 'Consumer' },
    Producer: { class: 'Producer' },
    Reader: { class: 'Reader' },
    Message: { class: 'Message' },
    MessageId: { static: 'MessageIds' },
  },
  types: {
    Client: {
      members: {
        subscribe: {
          call: [
            {
              when: { has: [0, 'listener'] },
              returns: 'Consumer',
              register: {
                handler: [0, 'listener'],
                parameters: [{ type: 'Message' }, { type: 'Consumer', is: 'none' }],
                ack,
                name: 'listener',
                source: [0, 'topic'],
              },
            },
            { returns: 'Consumer', resource: [0, 'topic'] },
          ],
        },
        createReader: {
          call: [
            {
              when: { has: [0, 'listener'] },
              returns: 'Reader',
              register: {
                handler: [0, 'listener'],
                parameters: [{ type: 'Message' }, { type: 'Reader', is: 'none' }],
                ack: read,
                name: 'reader',
                source: [0, 'topic'],
              },
            },
            { returns: 'Reader', resource: [0, 'topic'] },
          ],
        },
        createProducer: { call: { returns: 'Producer', resource: [0, 'topic'] } },
      },
    },
    Reader: {
      members: {
        readNext: {
          call: { returns: 'Message', receives: { handler: 'loop', type: 'Message', ack: readNext, name: 'readNext' } },
        },
      },
    },
    MessageIds: {
      members: {
        earliest: { call: { returns: 'Earliest', sync: true } },
        latest: { call: { returns: 'Latest', sync: true } },
        deserialize: { call: { returns: 'Stored', sync: true } },
      },
    },
    Earliest: {},
    Latest: {},
    Stored: {},
    Consumer: {
      members: {
        receive: { call: { returns: 'Message', receives: { handler: 'loop', type: 'Message', ack, name: 'receive' } } },
        batchReceive: {
          call: { returns: 'Messages', receives: { handler: 'loop', type: 'Messages', ack, name: 'batchReceive' } },
        },
        acknowledge,
        acknowledgeId: acknowledge,
        acknowledgeCumulative: acknowledge,
        acknowledgeCumulativeId: acknowledge,
        negativeAcknowledge: { call: { ack: { action: 'nack' }, sync: true } },
        negativeAcknowledgeId: { call: { ack: { action: 'nack' }, sync: true } },
      },
    },
    Messages: { provenance: 'message', element: 'Message' },
    Message: {
      provenance: 'message',
      members: {
        getMessageId: stable,
        getData: stable,
        getProperties: stable,
        getPartitionKey: stable,
        getRedeliveryCount: { call: { provenance: 'fresh', sync: true } },
      },
    },
    Producer: {
      members: {
        send: {
          call: {
            effect: {
              kind: 'publish',
              data: [0, 'data'],
              idempotencyKey: [
                [0, 'sequenceId'],
                [0, 'partitionKey'],
                [0, 'properties', 'id'],
                [0, 'properties', 'messageId'],
                [0, 'properties', 'message-id'],
              ],
              what: 'message',
            },
          },
        },
      },
    },
  },
} satisfies LibraryModel;
