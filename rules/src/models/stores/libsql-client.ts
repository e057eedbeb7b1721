/** libSQL: eager statements as text or `{ sql, args }`, batches that commit as a whole (writes.md §2.8, 0.18.0). */
import type { CallModel, LibraryModel } from '../model.js';

const execute: CallModel[] = [
  { when: { has: [0, 'sql'] }, sql: { text: [0, 'sql'], parameters: [0, 'args'] } },
  { sql: { text: [0], parameters: [1] } },
];
const batch: CallModel[] = [
  {
    when: { has: [0, '*', 'sql'] },
    sql: { text: [0, '*', 'sql'], parameters: [0, '*', 'args'] },
    transaction: { form: 'array', at: [0] },
  },
  { sql: { text: [0, '*'] }, transaction: { form: 'array', at: [0] } },
];

export default {
  library: '@libsql/client',
  packages: ['@libsql/client', '@libsql/client/*'],
  dialect: 'sqlite',
  duplicateErrors: ['SQLITE_CONSTRAINT', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'],
  /** `code` is `SQLITE_CONSTRAINT` for every constraint. */
  duplicateError: { property: 'extendedCode', is: ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'] },
  outcomes: ['rowsAffected', 'rows'],
  exports: {
    createClient: { call: { returns: 'Client' } },
    Client: { class: 'Client' },
    Transaction: { class: 'Transaction' },
  },
  types: {
    Client: {
      members: {
        execute: { call: execute },
        batch: { call: batch },
        migrate: { call: batch },
        executeMultiple: { call: { sql: { text: [0] } } },
        transaction: { call: { returns: 'Transaction', transaction: { form: 'begin', exclusive: true } } },
        close: { call: { sync: true } },
      },
    },
    Transaction: {
      members: {
        execute: { call: execute },
        batch: { call: batch },
        commit: { call: { transaction: { form: 'commit', exclusive: true } } },
        rollback: { call: { transaction: { form: 'rollback', exclusive: true } } },
        close: { call: { sync: true } },
      },
    },
  },
} satisfies LibraryModel;
