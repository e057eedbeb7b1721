/** @nestjs-modules/mailer: nodemailer as an injected service (writes.md §6.2). */
import type { LibraryModel } from '../model.js';

export default {
  library: '@nestjs-modules/mailer',
  packages: ['@nestjs-modules/mailer'],
  exports: { MailerService: { class: 'MailerService' } },
  types: {
    MailerService: { members: { sendMail: { call: { effect: { kind: 'external', data: [0], what: 'e-mail' } } } } },
  },
} satisfies LibraryModel;
