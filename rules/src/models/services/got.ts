/** got and ky: verb methods with options in the second argument; got itself retries PUT and DELETE only (writes.md §6.1, got 16.1.0). */
import type { EffectModel, LibraryModel } from '../model.js';

const common = {
  resource: [0],
  data: [1, 'json'],
  idempotencyKey: [
    [1, 'headers', 'Idempotency-Key'],
    [1, 'headers', 'X-Idempotency-Key'],
    [1, 'headers', 'X-Request-Id'],
    [1, 'headers', 'PayPal-Request-Id'],
  ],
} as const satisfies EffectModel;
const response = { returns: 'Response', provenance: 'state' } as const;

export default {
  library: 'got',
  packages: ['got', 'ky', 'ky-universal'],
  exports: {
    '*': { value: 'Client' },
    got: { value: 'Client' },
    Got: { class: 'Client' },
    KyInstance: { class: 'Client' },
  },
  types: {
    Client: {
      call: {
        ...response,
        effect: { ...common, kind: 'external', method: [1, 'method'], methodDefault: 'GET', what: 'HTTP request' },
      },
      members: {
        get: { call: { ...response, effect: { kind: 'read', resource: [0], methodDefault: 'GET' } } },
        head: { call: { ...response, effect: { kind: 'read', resource: [0], methodDefault: 'HEAD' } } },
        post: {
          call: { ...response, effect: { ...common, kind: 'external', methodDefault: 'POST', what: 'HTTP POST' } },
        },
        patch: {
          call: { ...response, effect: { ...common, kind: 'external', methodDefault: 'PATCH', what: 'HTTP PATCH' } },
        },
        put: { call: { ...response, effect: { ...common, kind: 'absolute', methodDefault: 'PUT' } } },
        delete: { call: { ...response, effect: { kind: 'delete', resource: [0], methodDefault: 'DELETE' } } },
        extend: { call: { returns: 'Client' } },
        create: { call: { returns: 'Client' } },
      },
    },
    /** Its body methods wait for the request they belong to. */
    Response: { anyMember: { call: { returns: 'this', provenance: 'state' } } },
  },
} satisfies LibraryModel;
