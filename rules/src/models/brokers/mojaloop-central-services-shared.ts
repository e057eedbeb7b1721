/** @mojaloop/central-services-shared: Kafka messages sent on under the id they came with; `consumerCommit` commits before (18.38.2). */
import type { EffectModel, LibraryModel } from '../model.js';

/** What is sent is the message that came, with its id. */
const sendOn: EffectModel = { kind: 'publish', idempotencyKey: [[1, 'message']], what: 'message' };

export default {
  library: '@mojaloop/central-services-shared',
  packages: ['@mojaloop/central-services-shared'],
  outcomes: ['hasDuplicateId', 'hasDuplicateHash'],
  exports: { Util: { namespace: { Kafka: { value: 'Kafka' }, Comparators: { value: 'Comparators' } } } },
  types: {
    Comparators: {
      members: {
        /** Looks for the id with its third argument, and with its fourth writes down what is not there. */
        duplicateCheckComparator: {
          call: { effect: { kind: 'claim', key: [0] }, guard: { answers: 'seen' } },
        },
      },
    },
    Kafka: {
      members: {
        commitMessageSync: { call: { ack: { action: 'commit' } } },
        proceed: {
          call: [
            {
              when: { equals: { at: [2, 'consumerCommit'], values: [true] }, has: [2, 'eventDetail'] },
              ack: { action: 'commit', first: true },
              effect: sendOn,
            },
            { when: { equals: { at: [2, 'consumerCommit'], values: [true] } }, ack: { action: 'commit' } },
            { when: { has: [2, 'eventDetail'] }, effect: sendOn },
          ],
        },
        produceGeneralMessage: {
          call: { effect: { kind: 'publish', data: [4], idempotencyKey: [[6], [4, 'id']], what: 'message' } },
        },
        produceParticipantMessage: {
          call: { effect: { kind: 'publish', data: [5], idempotencyKey: [[5, 'id']], what: 'message' } },
        },
      },
    },
  },
} satisfies LibraryModel;
