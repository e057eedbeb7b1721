/** Push subscriptions: a request whose Google token is checked for a pushed message is a delivery of it (consumers.md §9, 11.3.4). */
import type { LibraryModel } from '../model.js';

export default {
  library: 'google-auth-library',
  packages: ['google-auth-library'],
  exports: { OAuth2Client: { class: 'OAuth2Client' } },
  types: {
    OAuth2Client: {
      members: {
        verifyIdToken: {
          call: {
            receives: {
              handler: 'function',
              verifies: true,
              words: {
                all: [
                  ['pubsub', 'pub/sub', 'subscription', 'messageid', 'message.data', 'message.attributes'],
                  ['authorization', 'bearer'],
                  ['message'],
                ],
                none: ['session', 'signin', 'sign_in', 'login(', 'cookie'],
              },
              ack: { mode: 'on-return', onThrow: 'redeliver' },
              name: 'push',
            },
          },
        },
      },
    },
  },
} satisfies LibraryModel;
