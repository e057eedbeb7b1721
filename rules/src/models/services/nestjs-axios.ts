/** @nestjs/axios: axios behind cold observables, sent when subscribed (writes.md §6.1). */
import type { EffectModel, LibraryModel } from '../model.js';

const idempotencyKey: EffectModel['idempotencyKey'] = [
  [2, 'headers', 'Idempotency-Key'],
  [2, 'headers', 'X-Idempotency-Key'],
  [2, 'headers', 'X-Request-Id'],
  [2, 'headers', 'PayPal-Request-Id'],
];
const cold = { returns: 'rxjs#Observable', lazy: true, provenance: 'state' } as const;

export default {
  library: '@nestjs/axios',
  packages: ['@nestjs/axios'],
  exports: { HttpService: { class: 'HttpService' } },
  types: {
    HttpService: {
      members: {
        axiosRef: { type: 'axios#Axios' },
        request: {
          call: {
            ...cold,
            effect: {
              kind: 'external',
              resource: [0, 'url'],
              data: [0, 'data'],
              method: [0, 'method'],
              methodDefault: 'GET',
              idempotencyKey: [
                [0, 'headers', 'Idempotency-Key'],
                [0, 'headers', 'X-Idempotency-Key'],
              ],
              what: 'HTTP request',
            },
          },
        },
        get: { call: { ...cold, effect: { kind: 'read', resource: [0], methodDefault: 'GET' } } },
        head: { call: { ...cold, effect: { kind: 'read', resource: [0], methodDefault: 'HEAD' } } },
        post: {
          call: {
            ...cold,
            effect: {
              kind: 'external',
              resource: [0],
              data: [1],
              methodDefault: 'POST',
              idempotencyKey,
              what: 'HTTP POST',
            },
          },
        },
        patch: {
          call: {
            ...cold,
            effect: {
              kind: 'external',
              resource: [0],
              data: [1],
              methodDefault: 'PATCH',
              idempotencyKey,
              what: 'HTTP PATCH',
            },
          },
        },
        put: { call: { ...cold, effect: { kind: 'absolute', resource: [0], data: [1], methodDefault: 'PUT' } } },
        delete: { call: { ...cold, effect: { kind: 'delete', resource: [0], methodDefault: 'DELETE' } } },
      },
    },
  },
} satisfies LibraryModel;
