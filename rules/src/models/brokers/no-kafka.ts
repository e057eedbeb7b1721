/** no-kafka: nothing commits but `commitOffset`; a rejected handler is logged and passed over (consumers.md §2, 3.4.4). */
import type { DeliveryModel, LibraryModel, MemberModel, RegistrationModel } from '../model.js';

const keyNote = 'An idempotent producer drops only the repeats of its own retries, not a second send.';
const ack: DeliveryModel = { mode: 'manual', onThrow: 'lost' };
const strategy: RegistrationModel = {
  handler: [0, 'handler'],
  parameters: [{ type: 'MessageSet' }, {}, {}, { is: 'fresh' }],
  ack,
  name: 'handler',
};
const commit: MemberModel = { call: { ack: { action: 'commit' } } };

export default {
  library: 'no-kafka',
  packages: ['no-kafka'],
  exports: {
    GroupConsumer: { class: 'GroupConsumer' },
    SimpleConsumer: { class: 'SimpleConsumer' },
    Producer: { class: 'Producer' },
  },
  types: {
    GroupConsumer: {
      members: {
        init: {
          call: [
            { when: { has: [0, 'handler'] }, register: strategy },
            { register: { ...strategy, handler: [0, '*', 'handler'] } },
          ],
        },
        commitOffset: commit,
      },
    },
    SimpleConsumer: {
      members: {
        subscribe: {
          call: { register: { ...strategy, handler: [-1], name: 'subscribe', source: [0] } },
        },
        commitOffset: commit,
      },
    },
    MessageSet: { provenance: 'message', element: 'Item' },
    /** One offset stands for one message of a topic and partition. */
    Item: { provenance: 'message', members: { offset: { identity: true } } },
    Producer: {
      members: {
        send: {
          call: {
            effect: {
              kind: 'publish',
              keyNote,
              resource: [0, 'topic'],
              data: [0, 'message', 'value'],
              idempotencyKey: [[0, 'message', 'key']],
              what: 'message',
            },
          },
        },
      },
    },
  },
} satisfies LibraryModel;
