/** sns-validator: a request whose SNS signature holds is a delivery of the topic, repeated until it is answered with success (0.3.5). */
import type { LibraryModel } from '../model.js';

export default {
  library: 'sns-validator',
  packages: ['sns-validator'],
  exports: { '*': { class: 'MessageValidator' } },
  types: {
    MessageValidator: {
      members: {
        validate: {
          call: {
            receives: {
              handler: 'function',
              verifies: true,
              ack: { mode: 'on-return', onThrow: 'redeliver' },
              name: 'SNS over HTTP',
            },
            callbacks: [{ at: [1], parameters: [{ is: 'none' }, {}], continuation: true }],
          },
        },
      },
    },
  },
} satisfies LibraryModel;
