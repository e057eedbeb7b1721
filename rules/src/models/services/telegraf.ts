/** Telegram bots: each call sends one more message (writes.md §6.2; telegraf 4.16, node-telegram-bot-api 0.66). */
import type { LibraryModel, MemberModel } from '../model.js';

const send: MemberModel = {
  call: { effect: { kind: 'external', data: [1], what: 'Telegram message' }, provenance: 'state' },
};

export default {
  library: 'telegraf',
  packages: ['telegraf', 'node-telegram-bot-api'],
  exports: {
    Telegraf: { class: 'Telegraf' },
    Telegram: { class: 'Telegram' },
    '*': { class: 'Telegram' },
  },
  types: {
    Telegraf: { members: { telegram: { type: 'Telegram' } } },
    Telegram: {
      members: {
        sendMessage: send,
        sendPhoto: send,
        sendDocument: send,
        sendMediaGroup: send,
        forwardMessage: send,
        copyMessage: send,
      },
    },
  },
} satisfies LibraryModel;
