/** sqs-consumer: a resolved handler deletes the message; from v14 on only if it returns the message (consumers.md §8, 11.6 to 15.0.3). */
import type { CallModel, DeliveryModel, ExportModel, LibraryModel, RegistrationModel } from '../model.js';

const ack: DeliveryModel = {
  mode: 'on-return',
  onThrow: 'redeliver',
  options: [{ at: [0, 'shouldDeleteMessages'], equals: false, mode: 'manual' }],
};
const batch: RegistrationModel = {
  handler: [0, 'handleMessageBatch'],
  parameters: [{ type: '@aws-sdk/client-sqs#Messages' }, { type: 'Done', is: 'none' }],
  ack,
  name: 'handleMessageBatch',
  source: [0, 'queueUrl'],
};
const single: RegistrationModel = {
  handler: [0, 'handleMessage'],
  parameters: [{ type: '@aws-sdk/client-sqs#Message' }, { type: 'Done', is: 'none' }],
  ack,
  name: 'handleMessage',
  source: [0, 'queueUrl'],
};
/** Since 14: what is not returned is not deleted. */
const returned: DeliveryModel = {
  ...ack,
  needsResult: true,
  options: [
    { at: [0, 'shouldDeleteMessages'], equals: false, mode: 'manual' },
    { at: [0, 'alwaysAcknowledge'], equals: true, mode: 'on-return', needsResult: false },
  ],
};
const inBatches = { has: [0, 'handleMessageBatch'] } as const;
const create: CallModel[] = [
  { when: inBatches, returns: 'Consumer', register: batch },
  { returns: 'Consumer', register: single },
];
const createReturned: CallModel[] = [
  { when: inBatches, returns: 'Consumer', register: { ...batch, ack: returned } },
  { returns: 'Consumer', register: { ...single, ack: returned } },
];
const consumer: ExportModel = { class: 'Consumer', static: 'ConsumerClass' };

export default {
  library: 'sqs-consumer',
  packages: ['sqs-consumer'],
  exports: {
    Consumer: { ...consumer, construct: create },
    /** Up to v4 the module itself was the class. */
    '*': { value: 'ConsumerClass' },
  },
  versions: [
    {
      major: '>=14',
      exports: { Consumer: { ...consumer, construct: createReturned } },
      types: { ConsumerClass: { members: { create: { call: createReturned } } } },
    },
  ],
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
