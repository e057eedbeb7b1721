/** notifme-sdk: mail, SMS, push and chat through one call; it knows no key, and resolves with `errors` where a channel failed (1.16.25). */
import type { LibraryModel } from '../model.js';

export default {
  library: 'notifme-sdk',
  packages: ['notifme-sdk'],
  exports: { default: { class: 'NotifmeSdk' } },
  types: {
    NotifmeSdk: {
      members: { send: { call: { effect: { kind: 'external', data: [0], what: 'notification' }, failure: 'errors' } } },
    },
  },
} satisfies LibraryModel;
