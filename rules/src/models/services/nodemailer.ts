/** nodemailer: a mail goes out each time; `messageId` is a header, not a key (writes.md §6.2, 10.6.0). */
import type { CallModel, LibraryModel } from '../model.js';

const why =
  'These headers go into the mail, and no mail server looks for a key among them: only a dedup check before the call keeps a second mail back.';
const whyField =
  'It is no field of a mail, and no mail server takes a key: only a dedup check before the call keeps a second mail back.';
const send: CallModel = {
  effect: {
    kind: 'external',
    data: [0],
    ignoredKeys: [
      { at: [0, 'headers', 'Idempotency-Key'], why },
      { at: [0, 'headers', 'X-Idempotency-Key'], why },
      { at: [0, 'idempotencyKey'], why: whyField },
    ],
    what: 'e-mail',
  },
  callbacks: [{ at: [1], continuation: true }],
};

export default {
  library: 'nodemailer',
  packages: ['nodemailer'],
  exports: {
    createTransport: { call: { returns: 'Transporter' } },
    Transporter: { class: 'Transporter' },
  },
  types: {
    Transporter: { members: { sendMail: { call: send } } },
  },
} satisfies LibraryModel;
