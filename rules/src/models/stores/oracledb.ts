/** node-oracledb: every connection is in a transaction until `commit()` or `autoCommit` (writes.md §2.10, 26.0.0). */
import type { CallModel, LibraryModel } from '../model.js';

const execute: CallModel = {
  sql: { text: [0], parameters: [1] },
  provenance: 'state',
  callbacks: [{ at: [-1], continuation: true }],
};
/** One statement, with the values of many rows. */
const executeMany: CallModel = {
  sql: { text: [0], parameters: [1, '*'] },
  provenance: 'state',
  callbacks: [{ at: [-1], continuation: true }],
};
const connection: CallModel = { returns: 'Connection', transaction: { form: 'begin', exclusive: true } };

export default {
  library: 'oracledb',
  packages: ['oracledb'],
  duplicateErrors: ['ORA-00001', '1'],
  outcomes: ['rowsAffected', 'rows'],
  exports: {
    '*': { value: 'Module' },
    Connection: { class: 'Connection' },
    Pool: { class: 'Pool' },
  },
  types: {
    Module: { members: { getConnection: { call: connection }, createPool: { call: { returns: 'Pool' } } } },
    Pool: { members: { getConnection: { call: connection }, close: { call: {} } } },
    Connection: {
      members: {
        execute: { call: execute },
        executeMany: { call: executeMany },
        queryStream: { call: execute },
        commit: { call: { transaction: { form: 'commit', exclusive: true } } },
        rollback: { call: { transaction: { form: 'rollback', exclusive: true } } },
        close: { call: {} },
        getSodaDatabase: { call: { returns: 'SodaDatabase' } },
        getQueue: { call: { returns: 'Queue', resource: [0] } },
      },
    },
    /** Keys are made by the database unless the collection says otherwise. */
    SodaDatabase: {
      members: {
        createCollection: { call: { returns: 'SodaCollection', resource: [0] } },
        openCollection: { call: { returns: 'SodaCollection', resource: [0] } },
      },
    },
    SodaCollection: {
      members: {
        insertOne: { call: { effect: { kind: 'insert', data: [0] } } },
        insertOneAndGet: { call: { effect: { kind: 'insert', data: [0] } } },
        insertMany: { call: { effect: { kind: 'insert', data: [0] } } },
        find: { call: { returns: 'SodaOperation', lazy: true, effect: { kind: 'read' }, provenance: 'state' } },
      },
    },
    SodaOperation: {
      members: {
        key: { call: { returns: 'this', lazy: true, effect: { key: [0] } } },
        filter: { call: { returns: 'this', lazy: true, effect: { where: [0] } } },
        replaceOne: { call: { effect: { kind: 'absolute', data: [0] } } },
        remove: { call: { effect: { kind: 'delete' } } },
        getOne: { call: { run: true, provenance: 'state' } },
      },
    },
    Queue: {
      members: {
        enqOne: { call: { effect: { kind: 'publish', data: [0], what: 'message' } } },
        enqMany: { call: { effect: { kind: 'publish', data: [0], what: 'message' } } },
      },
    },
  },
} satisfies LibraryModel;
