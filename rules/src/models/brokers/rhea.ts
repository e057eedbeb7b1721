/** rhea (AMQP 1.0): with the default `autoaccept` a message is accepted before its listener runs (consumers.md §4, 3.0.5). */
import type { CallModel, DeliveryOption, LibraryModel, RegistrationModel } from '../model.js';

/** The option is taken from the link, then from whatever the link stands on. */
const options: readonly DeliveryOption[] = [
  { of: 'receiver', at: [0, 'autoaccept'], equals: false, mode: 'manual' },
  { of: 'receiver', at: [0, 'autoaccept'], equals: true, mode: 'before' },
  { of: 'project', at: [0, 'autoaccept'], equals: false, mode: 'manual' },
];
const message: RegistrationModel = {
  handler: [1],
  parameters: [{ type: 'EventContext' }],
  ack: { mode: 'before', options, onThrow: 'stuck', unawaited: true },
  name: 'message',
};
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
const settle: CallModel = { ack: { action: 'ack' }, sync: true };
const giveBack: CallModel = { ack: { action: 'nack' }, sync: true };
const connect: CallModel = { returns: 'Connection' };
const fresh: CallModel = { provenance: 'fresh' };

export default {
  library: 'rhea',
  packages: ['rhea'],
  exports: {
    /** The module itself is a container. */
    '*': { value: 'Container' },
    connect: { call: connect },
    create_connection: { call: connect },
    create_container: { call: { returns: 'Container' } },
    generate_uuid: { call: fresh },
    Container: { class: 'Container' },
    Connection: { class: 'Connection' },
    Session: { class: 'Connection' },
    Receiver: { class: 'Receiver' },
    Sender: { class: 'Sender' },
    EventContext: { class: 'EventContext' },
    Message: { class: 'Message' },
    Delivery: { class: 'Delivery' },
    ReceiverEvents: { value: 'ReceiverEvents' },
  },
  types: {
    ReceiverEvents: { members: { message: { type: 'MessageEvent' } } },
    MessageEvent: {},
    Emitter: { members: { on: { call: on }, once: { call: on } } },
    Container: {
      extends: 'Emitter',
      members: {
        connect: { call: connect },
        create_connection: { call: connect },
        create_container: { call: { returns: 'Container' } },
        generate_uuid: { call: fresh },
      },
    },
    Connection: {
      extends: 'Emitter',
      members: {
        connect: { call: { returns: 'this' } },
        create_session: { call: { returns: 'Connection' } },
        open_receiver: { call: { returns: 'Receiver' } },
        attach_receiver: { call: { returns: 'Receiver' } },
        open_sender: { call: { returns: 'Sender', resource: [0] } },
        attach_sender: { call: { returns: 'Sender', resource: [0] } },
      },
    },
    Receiver: { extends: 'Emitter' },
    Sender: {
      extends: 'Emitter',
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
            sync: true,
          },
        },
      },
    },
    EventContext: {
      members: {
        message: { type: 'Message' },
        delivery: { type: 'Delivery' },
        connection: { type: 'Connection' },
        session: { type: 'Connection' },
        container: { type: 'Container' },
        receiver: { type: 'Receiver' },
        sender: { type: 'Sender' },
      },
    },
    Message: {
      provenance: 'message',
      members: { message_id: { identity: 'if-set' }, delivery_count: { provenance: 'fresh' } },
    },
    Delivery: {
      provenance: 'fresh',
      members: {
        id: { provenance: 'fresh' },
        tag: { provenance: 'fresh' },
        accept: { call: settle },
        release: { call: giveBack },
        reject: { call: giveBack },
        modified: { call: giveBack },
      },
    },
  },
} satisfies LibraryModel;
