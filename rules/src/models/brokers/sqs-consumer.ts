/** sqs-consumer: a resolved handler deletes the message; from v14 on only if it returns the message (consumers.md §8, 11.6 to 15.0.3). */
import type { CallModel, DeliveryModel, LibraryModel } from '../model.js';

const ack: DeliveryModel = {
  mode: 'on-return',
  onThrow: 'redeliver',
  options: [{ at: [0, 'shouldDeleteMessages'], equals: false, mode: 'manual' }],
};
const create: CallModel[] = [
  {
    when: { has: [0, 'handleMessageBatch'] },
    returns: 'Consumer',
    register: {
      handler: [0, 'handleMessageBatch'],
      parameters: [{ type: '@aws-sdk/client-sqs#Messages' }, { type: 'Done', is: 'none' }],
      ack,
      name: 'handleMessageBatch',
      source: [0, 'queueUrl'],
    },
  },
  {
    returns: 'Consumer',
    register: {
      handler: [0, 'handleMessage'],
      parameters: [{ type: '@aws-sdk/client-sqs#Message' }, { type: 'Done', is: 'none' }],
      ack,
      name: 'handleMessage',
      source: [0, 'queueUrl'],
    },
  },
];

export default {
  library: 'sqs-consumer',
  packages: ['sqs-consumer'],
  exports: {
    Consumer: { class: 'Consumer', construct: create, static: 'ConsumerClass' },
    /** Up to v4 the module itself was the class. */
    '*': { value: 'ConsumerClass' },
  },
  types: {
    ConsumerClass: { members: { create: { call: create } } },
    Consumer: {
      members: {
        on: {
          call: {
            returns: 'this',
            register: { handler: [1], parameters: [], ack: { mode: 'none' }, name: 'event', inProcess: true },
          },
        },
      },
    },
    /** Callback style of versions before 4: `done()` deletes, `done(error)` does not. */
    Done: { call: { ack: { action: 'ack', unlessArgument: 0 } } },
  },
} satisfies LibraryModel;
