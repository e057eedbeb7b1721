/** sqlite3: raw SQL with callbacks; outcome and row count come in the callback's `this` (writes.md §2.7, 6.0.1). */
import type { CallbackModel, CallModel, LibraryModel } from '../model.js';

const callbacks: CallbackModel[] = [{ at: [-1], continuation: true }];
const query: CallModel = { returns: 'this', sql: { text: [0], parametersFrom: 1, session: true }, callbacks };
const run: CallModel = { returns: 'this', run: true, sql: { parametersFrom: 0 }, callbacks };
const ordered: CallModel = { sync: true, callbacks: [{ at: [0] }] };

export default {
  library: 'sqlite3',
  packages: ['sqlite3', '@vscode/sqlite3', '@journeyapps/sqlcipher'],
  dialect: 'sqlite',
  duplicateErrors: ['SQLITE_CONSTRAINT', 'SQLITE_CONSTRAINT_UNIQUE'],
  exports: {
    '*': { value: 'Module' },
    Database: { class: 'Database' },
    verbose: { call: { returns: 'Module' } },
  },
  types: {
    Module: { members: { verbose: { call: { returns: 'Module' } }, Database: { type: 'DatabaseClass' } } },
    DatabaseClass: { construct: { returns: 'Database' } },
    Database: {
      members: {
        run: { call: query },
        get: { call: query },
        all: { call: query },
        each: { call: query },
        exec: { call: query },
        prepare: { call: { returns: 'Statement', lazy: true, sync: true, sql: { text: [0] } } },
        serialize: { call: ordered },
        parallelize: { call: ordered },
        close: { call: { callbacks } },
      },
    },
    Statement: {
      members: {
        run: { call: run },
        get: { call: run },
        all: { call: run },
        each: { call: run },
        bind: { call: { returns: 'this', lazy: true, sync: true, sql: { fragment: true, binds: { from: 0 } } } },
        finalize: { call: { sync: true } },
      },
    },
  },
} satisfies LibraryModel;
