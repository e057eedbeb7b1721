/** Mailgun sends whatever it is given again (`mailgun.js` 14.0.1; its predecessor `mailgun-js` 0.22.0). */
import type { LibraryModel } from '../model.js';

export default {
  library: 'mailgun.js',
  packages: ['mailgun.js', 'mailgun-js'],
  exports: {
    default: { class: 'Mailgun', call: { returns: 'Client' } },
    '*': { class: 'Mailgun', call: { returns: 'Client' } },
  },
  types: {
    Mailgun: { members: { client: { call: { returns: 'Client' } } } },
    Client: { members: { messages: { type: 'Messages' } } },
    Messages: {
      /** The predecessor gives them by a call. */
      call: { returns: 'Messages' },
      members: {
        create: { call: { effect: { kind: 'external', data: [1], what: 'e-mail' } } },
        send: { call: { effect: { kind: 'external', data: [0], what: 'e-mail' } } },
      },
    },
  },
} satisfies LibraryModel;
