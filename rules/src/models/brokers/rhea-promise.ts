/** rhea-promise: rhea with promises; the same early acceptance unless `autoaccept: false` (consumers.md §4, 3.0.3). */
import type { CallModel, DeliveryModel, DeliveryOption, LibraryModel, RegistrationModel } from '../model.js';

const options: readonly DeliveryOption[] = [
  { of: 'receiver', at: [0, 'autoaccept'], equals: false, mode: 'manual' },
  { of: 'receiver', at: [0, 'autoaccept'], equals: true, mode: 'before' },
  { of: 'project', at: [0, 'autoaccept'], equals: false, mode: 'manual' },
];
const ack: DeliveryModel = { mode: 'before', options, onThrow: 'stuck', unawaited: true };
const message: RegistrationModel = { handler: [1], parameters: [{ type: 'EventContext' }], ack, name: 'message' };
const event: RegistrationModel = {
  handler: [1],
  parameters: [{ type: 'EventContext' }],
  ack: { mode: 'none' },
  name: 'event',
  inProcess: true,
};
const on: CallModel[] = [
  { when: { equals: { at: [0], values: ['message'] } }, returns: 'this', register: message },
  { when: { isOf: { at: [0], type: 'MessageEvent' } }, returns: 'this', register: message },
  { returns: 'this', register: event },
];
const createReceiver: CallModel = {
  returns: 'Receiver',
  register: {
    handler: [0, 'onMessage'],
    parameters: [{ type: 'EventContext' }],
    ack: {
      mode: 'before',
      options: [
        { at: [0, 'autoaccept'], equals: false, mode: 'manual' },
        { at: [0, 'autoaccept'], equals: true, mode: 'before' },
        { of: 'project', at: [0, 'autoaccept'], equals: false, mode: 'manual' },
      ],
      onThrow: 'stuck',
      unawaited: true,
    },
    name: 'onMessage',
    source: [0, 'source', 'address'],
  },
};
const createSender: CallModel = { returns: 'Sender', resource: [0, 'target', 'address'] };
const createAwaitableSender: CallModel = { returns: 'AwaitableSender', resource: [0, 'target', 'address'] };

export default {
  library: 'rhea-promise',
  packages: ['rhea-promise'],
  exports: {
    generate_uuid: { call: { provenance: 'fresh' } },
    Container: { class: 'Container', static: 'ContainerClass' },
    Connection: { class: 'Connection' },
    Session: { class: 'Session' },
    Receiver: { class: 'Receiver' },
    Sender: { class: 'Sender' },
    AwaitableSender: { class: 'AwaitableSender' },
    EventContext: { class: 'EventContext' },
    Message: { class: 'rhea#Message' },
    Delivery: { class: 'rhea#Delivery' },
    ReceiverEvents: { value: 'rhea#ReceiverEvents' },
  },
  types: {
    ContainerClass: { members: { create: { call: { returns: 'Container' } } } },
    Container: {
      members: {
        createConnection: { call: { returns: 'Connection' } },
        connect: { call: { returns: 'Connection' } },
        generateUUid: { call: { provenance: 'fresh' } },
      },
    },
    Emitter: { members: { on: { call: on }, once: { call: on } } },
    Connection: {
      extends: 'Emitter',
      members: {
        container: { type: 'Container' },
        open: { call: { returns: 'this' } },
        createSession: { call: { returns: 'Session' } },
        createReceiver: { call: createReceiver },
        createSender: { call: createSender },
        createAwaitableSender: { call: createAwaitableSender },
      },
    },
    Session: {
      extends: 'Emitter',
      members: {
        createReceiver: { call: createReceiver },
        createSender: { call: createSender },
        createAwaitableSender: { call: createAwaitableSender },
      },
    },
    Receiver: { extends: 'Emitter' },
    Sender: { extends: 'rhea#Sender' },
    /** Its promise settles when the broker has accepted the message. */
    AwaitableSender: {
      members: {
        send: {
          call: {
            effect: {
              kind: 'publish',
              data: [0, 'body'],
              idempotencyKey: [
                [0, 'message_id'],
                [0, 'application_properties', '_AMQ_DUPL_ID'],
                [0, 'application_properties', 'message_id'],
                [0, 'application_properties', 'messageId'],
              ],
              what: 'message',
            },
          },
        },
      },
    },
    EventContext: {
      members: {
        message: { type: 'rhea#Message' },
        delivery: { type: 'rhea#Delivery' },
        connection: { type: 'Connection' },
        session: { type: 'Session' },
        receiver: { type: 'Receiver' },
        sender: { type: 'Sender' },
      },
    },
  },
} satisfies LibraryModel;
