/** PGlite: PostgreSQL in the process, with the calls of a pool and a tag (writes.md §2.1, 0.3). */
import type { LibraryModel } from '../model.js';

const session = true;

export default {
  library: '@electric-sql/pglite',
  packages: ['@electric-sql/pglite', '@electric-sql/pglite/*'],
  dialect: 'postgresql',
  duplicateErrors: ['23505'],
  duplicateError: { property: 'code', is: ['23505'] },
  outcomes: ['affectedRows', 'rows'],
  exports: {
    PGlite: { class: 'PGlite', static: 'PGliteClass' },
    Transaction: { class: 'Transaction' },
  },
  types: {
    PGliteClass: { members: { create: { call: { returns: 'PGlite' } } } },
    PGlite: {
      members: {
        query: { call: { sql: { text: [0], parameters: [1], session }, provenance: 'state' } },
        sql: { call: { sql: { template: true, session }, provenance: 'state' } },
        exec: { call: { sql: { text: [0], session }, provenance: 'state' } },
        transaction: {
          call: { transaction: { form: 'callback', at: [0], client: 'Transaction', exclusive: true } },
        },
      },
    },
    Transaction: { extends: 'PGlite', members: { rollback: { call: { transaction: { form: 'rollback' } } } } },
  },
} satisfies LibraryModel;
