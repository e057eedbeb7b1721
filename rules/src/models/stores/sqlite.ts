/** `node:sqlite`, prepared and synchronous, and the sqlite package, promises over sqlite3 (writes.md §2.7, Node 24, 5.1.1). */
import type { CallModel, LibraryModel } from '../model.js';

const run: CallModel = { run: true, sync: true, sql: { parametersFrom: 0 }, provenance: 'state' };
const tag: CallModel = { sync: true, sql: { template: true }, provenance: 'state' };
const query: CallModel = { sql: { text: [0], parametersFrom: 1, session: true }, provenance: 'state' };

export default {
  library: 'sqlite',
  packages: ['sqlite'],
  dialect: 'sqlite',
  duplicateErrors: ['SQLITE_CONSTRAINT', 'ERR_SQLITE_ERROR', '2067', '1555'],
  exports: {
    open: { call: { returns: 'Promised' } },
    Database: { class: 'Promised' },
    DatabaseSync: { class: 'DatabaseSync' },
    StatementSync: { class: 'StatementSync' },
  },
  types: {
    Promised: {
      members: {
        run: { call: query },
        get: { call: query },
        all: { call: query },
        each: { call: query },
        exec: { call: query },
        prepare: { call: { returns: 'Statement', lazy: true, sql: { text: [0] } } },
        close: { call: {} },
      },
    },
    Statement: {
      members: {
        run: { call: { ...run, sync: false } },
        get: { call: { ...run, sync: false } },
        all: { call: { ...run, sync: false } },
        bind: { call: { returns: 'this' } },
        finalize: { call: {} },
      },
    },
    DatabaseSync: {
      members: {
        prepare: { call: { returns: 'StatementSync', lazy: true, sync: true, sql: { text: [0] } } },
        exec: { call: { sync: true, sql: { text: [0], session: true } } },
        createTagStore: { call: { returns: 'TagStore', sync: true } },
        close: { call: { sync: true } },
      },
    },
    TagStore: { members: { run: { call: tag }, get: { call: tag }, all: { call: tag }, iterate: { call: tag } } },
    StatementSync: {
      members: { run: { call: run }, get: { call: run }, all: { call: run }, iterate: { call: run } },
    },
  },
} satisfies LibraryModel;
