/** GOV.UK Notify: a `reference` labels a message, it does not dedup. */
import type { CallModel, LibraryModel } from '../model.js';

const mail: CallModel = { effect: { kind: 'external', data: [2], what: 'e-mail' } };
const text: CallModel = { effect: { kind: 'external', data: [2], what: 'text message' } };
const letter: CallModel = { effect: { kind: 'external', data: [1], what: 'letter' } };

export default {
  library: 'notifications-node-client',
  packages: ['notifications-node-client'],
  exports: { NotifyClient: { class: 'NotifyClient' } },
  types: {
    NotifyClient: {
      members: {
        sendEmail: { call: mail },
        sendSms: { call: text },
        sendLetter: { call: letter },
        sendPrecompiledLetter: { call: letter },
      },
    },
  },
} satisfies LibraryModel;
