/** resend: `idempotencyKey` in the second argument, not among the mail's own headers; kept 24 hours (writes.md §6.1, 6.38.0). */
import type { CallModel, EffectModel, IgnoredKeyModel, LibraryModel, RepairModel } from '../model.js';

const repairs: RepairModel[] = [{ does: 'key', arguments: ['<0>', { '...': '<1>', idempotencyKey: '<id>' }] }];
const idempotencyKey: EffectModel['idempotencyKey'] = [
  [1, 'idempotencyKey'],
  [1, 'headers', 'Idempotency-Key'],
];
const inMail: Omit<IgnoredKeyModel, 'at'> = {
  why: 'These headers go into the mail; Resend takes the key from the options behind it.',
  becomes: [1, 'idempotencyKey'],
};
const send: CallModel = {
  effect: {
    kind: 'external',
    data: [0],
    idempotencyKey,
    ignoredKeys: [
      { at: [0, 'headers', 'Idempotency-Key'], ...inMail },
      { at: [0, 'headers', 'X-Idempotency-Key'], ...inMail },
      {
        at: [0, 'idempotencyKey'],
        why: 'It is no field of a mail; Resend takes the key from the options behind it.',
        becomes: [1, 'idempotencyKey'],
      },
    ],
    what: 'e-mail',
    repairs,
  },
};
const inBatch = 'Resend takes one key for the whole batch, from the options behind the list.';
const sendAll: CallModel = {
  effect: {
    kind: 'external',
    data: [0],
    idempotencyKey,
    ignoredKeys: [
      { at: [0, '*', 'headers', 'Idempotency-Key'], why: inBatch },
      { at: [0, '*', 'idempotencyKey'], why: inBatch },
    ],
    what: 'e-mail',
    repairs,
  },
};

export default {
  library: 'resend',
  packages: ['resend'],
  exports: { Resend: { class: 'Resend' } },
  types: {
    Resend: { members: { emails: { type: 'Emails' }, batch: { type: 'Batch' }, broadcasts: { type: 'Broadcasts' } } },
    Emails: {
      members: {
        send: { call: send },
        create: { call: send },
        update: { call: { effect: { kind: 'absolute', key: [0, 'id'] } } },
        get: { call: { effect: { kind: 'read', key: [0] }, provenance: 'state' } },
      },
    },
    Batch: { members: { send: { call: sendAll }, create: { call: sendAll } } },
    Broadcasts: {
      members: {
        create: { call: { effect: { kind: 'external', data: [0], what: 'broadcast' } } },
        send: { call: { effect: { kind: 'external', data: [1], what: 'broadcast' } } },
      },
    },
  },
} satisfies LibraryModel;
