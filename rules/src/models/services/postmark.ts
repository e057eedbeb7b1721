/** Postmark: a mail goes out each time (writes.md §6.2, 4.0). */
import type { LibraryModel, MemberModel } from '../model.js';

const send: MemberModel = { call: { effect: { kind: 'external', data: [0], what: 'e-mail' }, provenance: 'state' } };

export default {
  library: 'postmark',
  packages: ['postmark'],
  exports: { ServerClient: { class: 'Client' }, '*': { value: 'Module' } },
  types: {
    Module: { members: { ServerClient: { type: 'ClientClass' } } },
    ClientClass: { construct: { returns: 'Client' } },
    Client: {
      members: {
        sendEmail: send,
        sendEmailBatch: send,
        sendEmailWithTemplate: send,
        sendEmailBatchWithTemplates: send,
      },
    },
  },
} satisfies LibraryModel;
