/** Vercel Postgres: an eager tag on a pool; clients are those of pg (writes.md §2.1). */
import type { CallModel, LibraryModel } from '../model.js';

const query: CallModel = { sql: { template: true } };

export default {
  library: '@vercel/postgres',
  packages: ['@vercel/postgres'],
  dialect: 'postgresql',
  duplicateErrors: ['23505'],
  duplicateError: { property: 'code', is: ['23505'] },
  exports: {
    sql: { value: 'Sql' },
    db: { value: 'Sql' },
    createPool: { call: { returns: 'Sql' } },
    createClient: { call: { returns: 'Client' } },
    VercelPool: { class: 'Sql' },
    VercelPoolClient: { class: 'Client' },
  },
  types: {
    Sql: {
      extends: 'pg#Pool',
      call: query,
      members: { sql: { call: query }, connect: { call: { returns: 'Client' } } },
    },
    Client: { extends: 'pg#PoolClient', members: { sql: { call: { sql: { template: true, session: true } } } } },
  },
} satisfies LibraryModel;
