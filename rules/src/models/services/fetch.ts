/** fetch in all its guises (global, undici, node-fetch): the method decides, a header may carry a key (writes.md §6.1). */
import type { CallModel, LibraryModel } from '../model.js';

const whyOption = 'It is no option of a request; a service finds the key among the `headers`.';
const request: CallModel = {
  effect: {
    kind: 'external',
    resource: [0],
    data: [1, 'body'],
    method: [1, 'method'],
    methodDefault: 'GET',
    idempotencyKey: [
      [1, 'headers', 'Idempotency-Key'],
      [1, 'headers', 'X-Idempotency-Key'],
      [1, 'headers', 'X-Request-Id'],
      [1, 'headers', 'PayPal-Request-Id'],
    ],
    ignoredKeys: [
      { at: [1, 'Idempotency-Key'], why: whyOption, becomes: [1, 'headers', 'Idempotency-Key'] },
      { at: [1, 'idempotencyKey'], why: whyOption, becomes: [1, 'headers', 'Idempotency-Key'] },
    ],
    what: 'HTTP request',
  },
  provenance: 'state',
};
/** undici's dispatchers know the origin; path and method stand in the first argument. */
const dispatched: CallModel = {
  effect: {
    kind: 'external',
    resource: [0, 'path'],
    data: [0, 'body'],
    method: [0, 'method'],
    methodDefault: 'GET',
    idempotencyKey: [
      [0, 'headers', 'Idempotency-Key'],
      [0, 'headers', 'X-Idempotency-Key'],
      [0, 'headers', 'X-Request-Id'],
      [0, 'headers', 'PayPal-Request-Id'],
    ],
    what: 'HTTP request',
  },
  provenance: 'state',
};

export default {
  library: 'fetch',
  packages: ['undici', 'node-fetch', 'cross-fetch', 'isomorphic-fetch', 'node-fetch-native', 'make-fetch-happen'],
  globals: { fetch: { call: request } },
  exports: {
    '*': { call: request },
    fetch: { call: request },
    request: { call: request },
    Client: { class: 'Dispatcher' },
    Pool: { class: 'Dispatcher' },
    Agent: { class: 'Dispatcher' },
  },
  types: { Dispatcher: { members: { request: { call: dispatched } } } },
} satisfies LibraryModel;
