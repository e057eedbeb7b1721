/** nodemailer: a mail goes out each time; `messageId` is a header, not a key (writes.md §6.2, 10.6.0). */
import type { CallModel, ExportModel, LibraryModel } from '../model.js';

const send: CallModel = {
  effect: { kind: 'external', data: [0], what: 'e-mail' },
  callbacks: [{ at: [1], continuation: true }],
};
const create: ExportModel = { call: { returns: 'Transporter' } };

export default {
  library: 'nodemailer',
  packages: ['nodemailer'],
  exports: {
    default: { value: 'Nodemailer' },
    '*': { value: 'Nodemailer' },
    createTransport: create,
    Transporter: { class: 'Transporter' },
  },
  types: {
    Nodemailer: { members: { createTransport: create } },
    Transporter: { members: { sendMail: { call: send } } },
  },
} satisfies LibraryModel;
