/** superagent: a request is sent when awaited, or by `end` (writes.md §6.1). */
import type { CallModel, LibraryModel, MemberModel } from '../model.js';

const lazy = { returns: 'Request', lazy: true, provenance: 'state' } as const;
const post: CallModel = {
  ...lazy,
  effect: { kind: 'external', resource: [0], data: [1], methodDefault: 'POST', what: 'HTTP POST' },
};
const patch: CallModel = {
  ...lazy,
  effect: { kind: 'external', resource: [0], data: [1], methodDefault: 'PATCH', what: 'HTTP PATCH' },
};
const put: CallModel = { ...lazy, effect: { kind: 'absolute', resource: [0], data: [1], methodDefault: 'PUT' } };
const remove: CallModel = { ...lazy, effect: { kind: 'delete', resource: [0], methodDefault: 'DELETE' } };
const get: CallModel = { ...lazy, effect: { kind: 'read', resource: [0], methodDefault: 'GET' } };
/** `.set('Idempotency-Key', key)` and `.set({ 'Idempotency-Key': key })`. */
const set: CallModel[] = [
  {
    when: {
      equals: { at: [0], values: ['Idempotency-Key', 'X-Idempotency-Key', 'X-Request-Id', 'PayPal-Request-Id'] },
    },
    returns: 'this',
    lazy: true,
    effect: { idempotencyKey: [[1]] },
  },
  {
    when: { has: [0, 'Idempotency-Key'] },
    returns: 'this',
    lazy: true,
    effect: { idempotencyKey: [[0, 'Idempotency-Key']] },
  },
  { returns: 'this' },
];
const verbs = {
  post: { call: post },
  patch: { call: patch },
  put: { call: put },
  delete: { call: remove },
  del: { call: remove },
  get: { call: get },
  head: { call: get },
} as const satisfies Record<string, MemberModel>;

export default {
  library: 'superagent',
  packages: ['superagent'],
  exports: { '*': { value: 'Superagent' } },
  types: {
    Superagent: { members: { ...verbs, agent: { call: { returns: 'Superagent' } } } },
    Request: {
      thenable: true,
      members: {
        set: { call: set },
        send: { call: { returns: 'this', lazy: true, effect: { data: [0] } } },
        end: { call: { run: true, callbacks: [{ at: [0], continuation: true }] } },
      },
      anyMember: { call: { returns: 'this' } },
    },
  },
} satisfies LibraryModel;
