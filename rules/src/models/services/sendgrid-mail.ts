/** @sendgrid/mail: no idempotency key exists; `customArgs` and `batchId` do not dedup (writes.md §6.2, 8.1.6). */
import type { CallModel, LibraryModel } from '../model.js';

const send: CallModel = {
  effect: { kind: 'external', data: [0], what: 'e-mail' },
  callbacks: [{ at: [-1], continuation: true }],
};

export default {
  library: '@sendgrid/mail',
  packages: ['@sendgrid/mail'],
  exports: {
    send: { call: send },
    sendMultiple: { call: send },
    MailService: { class: 'MailService' },
  },
  types: {
    MailService: { members: { send: { call: send }, sendMultiple: { call: send } } },
  },
} satisfies LibraryModel;
