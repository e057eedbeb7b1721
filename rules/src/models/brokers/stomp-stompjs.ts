/** @stomp/stompjs: without an `ack` header the broker forgets a message as it sends it; callbacks are never awaited (consumers.md §4, 7.5.0). */
import type { CallModel, LibraryModel } from '../model.js';

const headers = ['_AMQ_DUPL_ID', 'message-id', 'messageId', 'x-message-id', 'idempotency-key'] as const;
const ack: CallModel = { ack: { action: 'ack', givesBack: 'nack' }, sync: true };
const nack: CallModel = { ack: { action: 'nack' }, sync: true };

export default {
  library: '@stomp/stompjs',
  packages: ['@stomp/stompjs'],
  exports: {
    Client: { class: 'Client' },
    CompatClient: { class: 'Client' },
    Stomp: { static: 'Stomp' },
    IMessage: { class: 'Message' },
    Message: { class: 'Message' },
    ITransaction: { class: 'Transaction' },
  },
  types: {
    Stomp: { members: { client: { call: { returns: 'Client' } }, over: { call: { returns: 'Client' } } } },
    Client: {
      members: {
        subscribe: {
          call: {
            register: {
              handler: [1],
              parameters: [{ type: 'Message' }],
              ack: {
                mode: 'before',
                options: [
                  {
                    at: [2, 'ack'],
                    equals: 'auto',
                    mode: 'before',
                    manual: { becomes: 'client-individual', acknowledge: { on: 'message', method: 'ack' } },
                  },
                  { at: [2, 'ack'], given: true, mode: 'manual' },
                ],
                onThrow: 'stuck',
                unawaited: true,
              },
              name: 'subscribe',
              source: [0],
            },
          },
        },
        ack: { call: ack },
        nack: { call: nack },
        publish: {
          call: {
            effect: {
              kind: 'publish',
              resource: [0, 'destination'],
              data: [0, 'body'],
              idempotencyKey: [
                [0, 'headers', headers[0]],
                [0, 'headers', headers[1]],
                [0, 'headers', headers[2]],
                [0, 'headers', headers[3]],
                [0, 'headers', headers[4]],
              ],
              what: 'message',
            },
            sync: true,
          },
        },
        send: {
          call: {
            effect: {
              kind: 'publish',
              resource: [0],
              data: [2],
              idempotencyKey: [
                [1, headers[0]],
                [1, headers[1]],
                [1, headers[2]],
                [1, headers[3]],
                [1, headers[4]],
              ],
              what: 'message',
            },
            sync: true,
          },
        },
        begin: { call: { returns: 'Transaction' } },
      },
    },
    Transaction: { members: { commit: { call: { sync: true } }, abort: { call: { sync: true } } } },
    Message: {
      provenance: 'message',
      members: { headers: { type: 'Headers' }, ack: { call: ack }, nack: { call: nack } },
    },
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
