/** @sendgrid/mail: no idempotency key exists; `customArgs` and `batchId` do not dedup (writes.md §6.2, 8.1.6). */
import type { CallModel, LibraryModel } from '../model.js';

const why =
  'These headers go into the mail, and neither SendGrid nor a mail server looks for a key among them: only a dedup check before the call keeps a second mail back.';
const send: CallModel = {
  effect: {
    kind: 'external',
    data: [0],
    ignoredKeys: [
      { at: [0, 'headers', 'Idempotency-Key'], why },
      { at: [0, 'headers', 'X-Idempotency-Key'], why },
      { at: [0, '*', 'headers', 'Idempotency-Key'], why },
    ],
    what: 'e-mail',
  },
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
