/** SES, both API versions: a mail goes out each time (writes.md §6.2, 3.1169.0). */
import type { CallModel, ExportModel, LibraryModel, MemberModel } from '../model.js';

const send: CallModel = { effect: { kind: 'external', data: [0], what: 'e-mail' } };
const command: ExportModel = { class: 'Command', construct: { ...send, lazy: true } };
const method: MemberModel = { call: send };

export default {
  library: '@aws-sdk/client-ses',
  packages: ['@aws-sdk/client-ses', '@aws-sdk/client-sesv2'],
  exports: {
    SESClient: { class: 'SESClient' },
    SESv2Client: { class: 'SESClient' },
    SES: { class: 'SES' },
    SESv2: { class: 'SES' },
    SendEmailCommand: command,
    SendRawEmailCommand: command,
    SendTemplatedEmailCommand: command,
    SendBulkTemplatedEmailCommand: command,
    SendBulkEmailCommand: command,
    SendCustomVerificationEmailCommand: command,
  },
  types: {
    Command: {},
    SESClient: { members: { send: { call: { run: [0] } } } },
    SES: {
      extends: 'SESClient',
      members: {
        sendEmail: method,
        sendRawEmail: method,
        sendTemplatedEmail: method,
        sendBulkTemplatedEmail: method,
        sendBulkEmail: method,
      },
    },
  },
} satisfies LibraryModel;
