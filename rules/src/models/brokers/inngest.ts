/** Inngest: the function is entered again for each step, and a step runs at least once; so does `onFailure`, which is a function of its own (consumers.md §14, 4.24.0). */
import type { EffectModel, LibraryModel } from '../model.js';

const event: EffectModel = {
  kind: 'publish',
  data: [0],
  idempotencyKey: [
    [0, 'id'],
    [0, '*', 'id'],
  ],
  what: 'event',
};

export default {
  library: 'inngest',
  packages: ['inngest'],
  exports: { Inngest: { class: 'Inngest' } },
  types: {
    Inngest: {
      members: {
        createFunction: {
          call: {
            register: {
              handler: [-1],
              parameters: [{ type: 'FunctionContext' }],
              ack: { mode: 'on-return', onThrow: 'redeliver' },
              name: 'createFunction',
              source: [0, 'id'],
              also: [
                {
                  handler: [0, 'onFailure'],
                  parameters: [{ type: 'FunctionContext' }],
                  ack: { mode: 'on-return', onThrow: 'redeliver' },
                  name: 'onFailure',
                  source: [0, 'id'],
                },
              ],
            },
          },
        },
        send: {
          call: {
            effect: { ...event, repairs: [{ does: 'key', arguments: [{ '...': '<0>', id: '<id>' }] }] },
          },
        },
      },
    },
    FunctionContext: {
      provenance: 'message',
      members: {
        event: { type: 'Event' },
        events: { type: 'Events' },
        runId: { identity: true },
        attempt: { provenance: 'fresh' },
        step: { type: 'Step' },
      },
    },
    Event: { provenance: 'message', members: { id: { identity: true } } },
    Events: { provenance: 'message', element: 'Event' },
    Step: {
      members: {
        run: { call: { callbacks: [{ at: [1] }], provenance: 'state' } },
        sendEvent: {
          call: {
            effect: {
              ...event,
              data: [1],
              idempotencyKey: [
                [1, 'id'],
                [1, '*', 'id'],
              ],
            },
          },
        },
      },
    },
  },
} satisfies LibraryModel;
