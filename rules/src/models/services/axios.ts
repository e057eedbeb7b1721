/** axios: POST and PATCH repeat unless a header carries a key the server honours; no client adds one (writes.md §6.1, 1.21.1). */
import type { CallModel, EffectModel, LibraryModel } from '../model.js';

const inConfig0: EffectModel['idempotencyKey'] = [
  [0, 'headers', 'Idempotency-Key'],
  [0, 'headers', 'X-Idempotency-Key'],
  [0, 'headers', 'X-Request-Id'],
  [0, 'headers', 'PayPal-Request-Id'],
];
const inConfig1: EffectModel['idempotencyKey'] = [
  [1, 'headers', 'Idempotency-Key'],
  [1, 'headers', 'X-Idempotency-Key'],
  [1, 'headers', 'X-Request-Id'],
  [1, 'headers', 'PayPal-Request-Id'],
];
const inConfig2: EffectModel['idempotencyKey'] = [
  [2, 'headers', 'Idempotency-Key'],
  [2, 'headers', 'X-Idempotency-Key'],
  [2, 'headers', 'X-Request-Id'],
  [2, 'headers', 'PayPal-Request-Id'],
];
/** `axios(config)`, `axios(url, config)`. */
/** `axios.request(config)` */
const byConfig: CallModel[] = [
  {
    when: { has: [0, 'url'] },
    effect: {
      kind: 'external',
      resource: [0, 'url'],
      data: [0, 'data'],
      method: [0, 'method'],
      methodDefault: 'GET',
      idempotencyKey: inConfig0,
      what: 'HTTP request',
    },
    provenance: 'state',
  },
  {
    effect: {
      kind: 'external',
      resource: [0],
      method: [0, 'method'],
      data: [0, 'data'],
      methodDefault: 'GET',
      idempotencyKey: inConfig0,
      what: 'HTTP request',
    },
    provenance: 'state',
  },
];
/** `axios(url, config)`, `axios(config)` */
const request: CallModel[] = [
  {
    when: { has: [1] },
    effect: {
      kind: 'external',
      resource: [0],
      data: [1, 'data'],
      method: [1, 'method'],
      methodDefault: 'GET',
      idempotencyKey: inConfig1,
      what: 'HTTP request',
    },
    provenance: 'state',
  },
  ...byConfig,
];
const post: EffectModel = {
  kind: 'external',
  resource: [0],
  data: [1],
  methodDefault: 'POST',
  idempotencyKey: inConfig2,
  what: 'HTTP POST',
};
const patch: EffectModel = {
  kind: 'external',
  resource: [0],
  data: [1],
  methodDefault: 'PATCH',
  idempotencyKey: inConfig2,
  what: 'HTTP PATCH',
};
const put: EffectModel = { kind: 'absolute', resource: [0], data: [1], methodDefault: 'PUT' };
const remove: EffectModel = { kind: 'delete', resource: [0], methodDefault: 'DELETE' };
const read: EffectModel = { kind: 'read', resource: [0], methodDefault: 'GET' };
const members = {
  request: { call: byConfig },
  get: { call: { effect: read, provenance: 'state' } },
  head: { call: { effect: read, provenance: 'state' } },
  options: { call: { effect: read, provenance: 'state' } },
  post: { call: { effect: post, provenance: 'state' } },
  postForm: { call: { effect: post, provenance: 'state' } },
  patch: { call: { effect: patch, provenance: 'state' } },
  patchForm: { call: { effect: patch, provenance: 'state' } },
  put: { call: { effect: put, provenance: 'state' } },
  putForm: { call: { effect: put, provenance: 'state' } },
  delete: { call: { effect: remove, provenance: 'state' } },
} as const;

export default {
  library: 'axios',
  packages: ['axios'],
  exports: {
    '*': { value: 'Axios' },
    create: { call: { returns: 'Axios' } },
    Axios: { class: 'Axios' },
    AxiosInstance: { class: 'Axios' },
  },
  types: {
    Axios: { call: request, members: { ...members, create: { call: { returns: 'Axios' } } } },
  },
} satisfies LibraryModel;
