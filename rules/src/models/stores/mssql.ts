/** mssql: requests on a pool or a transaction; parameters are bound by `input` before the text is sent (writes.md §2.9, 12.7.14). */
import type { CallModel, LibraryModel } from '../model.js';

const query: CallModel[] = [
  { when: { tagged: true }, sql: { template: true } },
  { sql: { text: [0] }, callbacks: [{ at: [-1], continuation: true }] },
];
const made: CallModel = { returns: 'Request' };

export default {
  library: 'mssql',
  packages: ['mssql', 'mssql/msnodesqlv8'],
  duplicateErrors: ['2627', '2601'],
  duplicateError: { property: 'number', is: [2627, 2601] },
  exports: {
    '*': { value: 'Module' },
    connect: { call: { returns: 'Pool' } },
    query: { call: query },
    batch: { call: query },
    ConnectionPool: { class: 'Pool' },
    Request: { class: 'Request' },
    Transaction: { class: 'Transaction' },
    PreparedStatement: { class: 'Prepared' },
  },
  types: {
    Module: { members: { connect: { call: { returns: 'Pool' } }, query: { call: query }, batch: { call: query } } },
    Pool: {
      members: {
        connect: { call: { returns: 'this' } },
        request: { call: made },
        transaction: { call: { returns: 'Transaction' } },
        query: { call: query },
        batch: { call: query },
        close: { call: {} },
        on: { call: { returns: 'this', callbacks: [] } },
      },
    },
    Request: {
      members: {
        input: {
          call: {
            returns: 'this',
            lazy: true,
            inPlace: true,
            sync: true,
            sql: { fragment: true, binds: { name: [0], value: [-1] } },
          },
        },
        output: { call: { returns: 'this', sync: true } },
        query: { call: query },
        batch: { call: query },
        bulk: { call: { effect: { kind: 'insert', data: [0] } } },
        /** A stored procedure: what it does is not seen. */
        execute: { call: {} },
      },
    },
    /** Parameters are declared by `input`, and given by name when the statement is sent. */
    Prepared: {
      members: {
        input: { call: { returns: 'this', sync: true } },
        output: { call: { returns: 'this', sync: true } },
        prepare: {
          call: {
            returns: 'this',
            lazy: true,
            inPlace: true,
            sql: { text: [0] },
            callbacks: [{ at: [-1], continuation: true }],
          },
        },
        execute: {
          call: {
            run: true,
            sql: { parameters: [0] },
            provenance: 'state',
            callbacks: [{ at: [-1], continuation: true }],
          },
        },
        unprepare: { call: {} },
      },
    },
    Transaction: {
      members: {
        begin: { call: { transaction: { form: 'begin', exclusive: true } } },
        commit: { call: { transaction: { form: 'commit', exclusive: true } } },
        rollback: { call: { transaction: { form: 'rollback', exclusive: true } } },
        request: { call: made },
      },
    },
  },
} satisfies LibraryModel;
