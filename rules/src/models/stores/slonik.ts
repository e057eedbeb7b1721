/** Slonik: queries are tokens made by a tag and sent by a pool or connection (writes.md §2.4, 49.10.9). */
import type { CallModel, LibraryModel } from '../model.js';

const query: CallModel = { sql: { text: [0] }, provenance: 'state' };
const token: CallModel = { returns: 'Token', lazy: true, sql: { template: true, fragment: true } };

export default {
  library: 'slonik',
  packages: ['slonik'],
  dialect: 'postgresql',
  duplicateErrors: ['23505', 'UniqueIntegrityConstraintViolationError'],
  duplicateError: { property: 'code', within: 'cause', is: ['23505'] },
  exports: {
    createPool: { call: { returns: 'Pool' } },
    createSqlTag: { call: { returns: 'Sql' } },
    sql: { value: 'Sql' },
    DatabasePool: { class: 'Pool' },
    DatabasePoolConnection: { class: 'Pool' },
    CommonQueryMethods: { class: 'Pool' },
    DatabaseConnection: { class: 'Pool' },
    DatabaseTransactionConnection: { class: 'Transaction' },
  },
  types: {
    Sql: {
      /** Older versions: the tag itself. */
      call: token,
      members: {
        unsafe: { call: token },
        fragment: { call: token },
        type: { call: { returns: 'TypedTag' } },
        typeAlias: { call: { returns: 'TypedTag' } },
        identifier: { call: { returns: 'Token', lazy: true, sql: { text: [0, '0'], fragment: true } } },
        json: { call: { returnsArgument: [0] } },
        jsonb: { call: { returnsArgument: [0] } },
      },
    },
    TypedTag: { call: token },
    Token: {},
    Pool: {
      members: {
        query: { call: query },
        any: { call: query },
        anyFirst: { call: query },
        exists: { call: query },
        many: { call: query },
        manyFirst: { call: query },
        maybeOne: { call: query },
        maybeOneFirst: { call: query },
        one: { call: query },
        oneFirst: { call: query },
        stream: { call: query },
        connect: { call: { callbacks: [{ at: [0], parameters: [{ type: 'Pool', is: 'none' }] }] } },
        transaction: {
          call: { transaction: { form: 'callback', at: [0], client: 'Transaction', exclusive: true } },
        },
        end: { call: {} },
      },
    },
    Transaction: { extends: 'Pool' },
  },
} satisfies LibraryModel;
