/** Neon over HTTP: a lazy tag and batches; over WebSocket it is pg (writes.md §2.5, 1.2.0). */
import type { LibraryModel } from '../model.js';

export default {
  library: '@neondatabase/serverless',
  packages: ['@neondatabase/serverless'],
  dialect: 'postgresql',
  duplicateErrors: ['23505'],
  duplicateError: { property: 'code', is: ['23505'] },
  exports: {
    neon: { call: { returns: 'Sql' } },
    NeonQueryFunction: { class: 'Sql' },
    Pool: { class: 'pg#Pool' },
    Client: { class: 'pg#Client' },
    PoolClient: { class: 'pg#PoolClient' },
  },
  types: {
    Sql: {
      call: { returns: 'Query', lazy: true, sql: { template: true }, provenance: 'state' },
      members: {
        query: { call: { returns: 'Query', lazy: true, sql: { text: [0], parameters: [1] }, provenance: 'state' } },
        unsafe: { call: { returns: 'Fragment', lazy: true, sql: { text: [0], fragment: true } } },
        transaction: { call: { transaction: { form: 'array', at: [0] } } },
      },
    },
    Query: { thenable: true },
    Fragment: {},
  },
} satisfies LibraryModel;
