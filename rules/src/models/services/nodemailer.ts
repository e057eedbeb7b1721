/** nodemailer: a mail goes out each time; `messageId` is a header, not a key (writes.md §6.2, 10.6.0). */
import type { CallModel, LibraryModel } from '../model.js';

const send: CallModel = {
  effect: { kind: 'external', data: [0], what: 'e-mail' },
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
