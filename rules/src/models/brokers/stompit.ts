/** stompit: without an `ack` header the broker forgets a message as it sends it (consumers.md §4, 1.0.0). */
import type { CallbackModel, CallModel, LibraryModel, ParameterModel } from '../model.js';

const none: ParameterModel = { is: 'none' };
const client: ParameterModel = { type: 'Client', is: 'none' };
const channel: ParameterModel = { type: 'Channel', is: 'none' };
const receipt: CallbackModel[] = [{ at: [-1], parameters: [none], continuation: true }];

const subscribe: CallModel = {
  register: {
    handler: [1],
    parameters: [none, { type: 'Message' }, none],
    ack: {
      mode: 'before',
      options: [
        { at: [0, 'ack'], equals: 'auto', mode: 'before' },
        { at: [0, 'ack'], given: true, mode: 'manual' },
      ],
      onThrow: 'stuck',
      unawaited: true,
    },
    name: 'subscribe',
    source: [0, 'destination'],
  },
};
/** A header that the consumer can tell duplicates by; Artemis drops a second `_AMQ_DUPL_ID` itself. */
const idempotencyKey: readonly [number, ...string[]][] = [
  [0, '_AMQ_DUPL_ID'],
  [0, 'message-id'],
  [0, 'messageId'],
  [0, 'x-message-id'],
];
const send: CallModel = {
  effect: { kind: 'publish', resource: [0, 'destination'], data: [1], idempotencyKey, what: 'message' },
  sync: true,
  callbacks: receipt,
};
const ack: CallModel = { ack: { action: 'ack' }, sync: true, callbacks: receipt };
const nack: CallModel = { ack: { action: 'nack' }, sync: true, callbacks: receipt };
const begin: CallModel = { returns: 'Transaction' };
const connect: CallModel = { callbacks: [{ at: [-1], parameters: [none, client, none], continuation: true }] };

export default {
  library: 'stompit',
  packages: ['stompit', 'stompit/*'],
  exports: {
    connect: { call: connect },
    ConnectFailover: { class: 'ConnectFailover' },
    ChannelPool: { class: 'ChannelPool' },
    ChannelFactory: { class: 'ChannelPool' },
    Channel: { class: 'Channel' },
    Client: { class: 'Client' },
  },
  types: {
    ConnectFailover: { members: { connect: { call: connect } } },
    ChannelPool: {
      members: { channel: { call: { callbacks: [{ at: [0], parameters: [none, channel], continuation: true }] } } },
    },
    Client: {
      members: {
        subscribe: { call: subscribe },
        ack: { call: ack },
        nack: { call: nack },
        send: { call: send },
        sendString: { call: send },
        begin: { call: begin },
      },
    },
    Channel: {
      extends: 'Client',
      members: { send: { call: send } },
    },
    Transaction: {
      members: {
        send: { call: send },
        commit: { call: { callbacks: receipt } },
        abort: { call: { callbacks: receipt } },
      },
    },
    Message: {
      provenance: 'message',
      members: {
        headers: { type: 'Headers' },
        readString: { call: { callbacks: [{ at: [1], parameters: [none, { type: 'Body' }], continuation: true }] } },
        ack: { call: ack },
        nack: { call: nack },
      },
    },
    Body: { provenance: 'message' },
    Headers: {
      provenance: 'message',
      members: {
        'message-id': { identity: true },
        ack: { provenance: 'fresh' },
        subscription: { provenance: 'fresh' },
        redelivered: { provenance: 'fresh' },
      },
    },
  },
} satisfies LibraryModel;
