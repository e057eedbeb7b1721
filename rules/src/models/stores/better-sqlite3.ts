/** better-sqlite3: prepared statements, everything synchronous; `transaction(fn)` gives a function (writes.md §2.7, 13.2.0). */
import type { CallModel, LibraryModel } from '../model.js';

const run: CallModel = { run: true, sync: true, sql: { parametersFrom: 0 }, provenance: 'state' };
const chain: CallModel = { returns: 'this', sync: true };
const transact: CallModel = { transaction: { form: 'callback', of: 'receiver', at: [0] }, sync: true };

export default {
  library: 'better-sqlite3',
  packages: ['better-sqlite3'],
  dialect: 'sqlite',
  duplicateErrors: ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT'],
  claimOutcome: { count: 'changes' },
  duplicateError: { property: 'code', is: ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'] },
  outcomes: ['changes'],
  exports: {
    default: { class: 'Database', static: 'DatabaseClass', call: { returns: 'Database' } },
    '*': { class: 'Database', static: 'DatabaseClass', call: { returns: 'Database' } },
  },
  types: {
    DatabaseClass: { members: { Database: { type: 'Database' } } },
    Database: {
      members: {
        prepare: { call: { returns: 'Statement', lazy: true, sync: true, sql: { text: [0] } } },
        exec: { call: { returns: 'this', sync: true, sql: { text: [0], session: true } } },
        transaction: { call: { returns: 'TransactionFunction', sync: true, callbacks: [] } },
        pragma: { call: { sync: true } },
        close: { call: { sync: true } },
      },
    },
    Statement: {
      members: {
        run: { call: run },
        get: { call: run },
        all: { call: run },
        iterate: { call: run },
        bind: { call: { ...chain, lazy: true, sql: { fragment: true, binds: { from: 0 } } } },
        pluck: { call: chain },
        expand: { call: chain },
        raw: { call: chain },
      },
    },
    TransactionFunction: {
      call: transact,
      members: {
        deferred: { call: transact },
        immediate: { call: transact },
        exclusive: { call: transact },
        default: { call: transact },
      },
    },
  },
} satisfies LibraryModel;
