/** @nestjs-modules/mailer: nodemailer as an injected service (writes.md §6.2). */
import type { LibraryModel } from '../model.js';

const why =
  'These headers go into the mail, and no mail server looks for a key among them: only a dedup check before the call keeps a second mail back.';

export default {
  library: '@nestjs-modules/mailer',
  packages: ['@nestjs-modules/mailer'],
  exports: { MailerService: { class: 'MailerService' } },
  types: {
    MailerService: {
      members: {
        sendMail: {
          call: {
            effect: {
              kind: 'external',
              data: [0],
              ignoredKeys: [
                { at: [0, 'headers', 'Idempotency-Key'], why },
                { at: [0, 'headers', 'X-Idempotency-Key'], why },
              ],
              what: 'e-mail',
            },
          },
        },
      },
    },
  },
} satisfies LibraryModel;
