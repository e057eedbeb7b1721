/** @azure/event-hubs: only a checkpoint makes the hub forget; everything since the last one comes again (consumers.md §10, 6.0.4). */
import type { ArgPath, CallModel, DeliveryModel, EffectModel, LibraryModel, ParameterModel } from '../model.js';

const ack: DeliveryModel = { mode: 'manual', onThrow: 'stop' };
const parameters: ParameterModel[] = [{ type: 'Events' }, { type: 'PartitionContext' }];
const ids: readonly ArgPath[] = [
  [0, 'messageId'],
  [0, 'properties', 'messageId'],
  [0, 'properties', 'id'],
];
const add: EffectModel = { kind: 'publish', data: [0, 'body'], idempotencyKey: ids, what: 'event' };
const addAll: EffectModel = {
  kind: 'publish',
  data: [0, '*', 'body'],
  idempotencyKey: [
    [0, '*', 'messageId'],
    [0, '*', 'properties', 'messageId'],
    [0, '*', 'properties', 'id'],
  ],
  what: 'event',
};
/** What the batch holds was described when it was added. */
const sent: CallModel[] = [
  { when: { isOf: { at: [0], type: 'Batch' } }, effect: { kind: 'publish', harmless: true, what: 'event' } },
  { effect: addAll },
];

export default {
  library: '@azure/event-hubs',
  packages: ['@azure/event-hubs'],
  exports: {
    EventHubConsumerClient: { class: 'ConsumerClient' },
    EventHubProducerClient: { class: 'ProducerClient' },
    EventHubBufferedProducerClient: { class: 'BufferedProducerClient' },
    ReceivedEventData: { class: 'Event' },
    PartitionContext: { class: 'PartitionContext' },
    EventDataBatch: { class: 'Batch' },
  },
  types: {
    ConsumerClient: {
      members: {
        subscribe: {
          call: [
            {
              when: { has: [0, 'processEvents'] },
              register: { handler: [0, 'processEvents'], parameters, ack, name: 'processEvents' },
            },
            { register: { handler: [1, 'processEvents'], parameters, ack, name: 'processEvents' } },
          ],
        },
      },
    },
    Events: { provenance: 'message', element: 'Event' },
    Event: {
      provenance: 'message',
      members: {
        sequenceNumber: { identity: true },
        offset: { identity: true },
        messageId: { identity: true },
      },
    },
    PartitionContext: { provenance: 'message', members: { updateCheckpoint: { call: { ack: { action: 'commit' } } } } },
    ProducerClient: { members: { sendBatch: { call: sent }, createBatch: { call: { returns: 'Batch' } } } },
    BufferedProducerClient: {
      members: { enqueueEvent: { call: { effect: add } }, enqueueEvents: { call: { effect: addAll } } },
    },
    Batch: { members: { tryAdd: { call: { effect: add, sync: true } } } },
  },
} satisfies LibraryModel;
