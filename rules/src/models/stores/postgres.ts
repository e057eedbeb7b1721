/** postgres.js: a lazy tag that binds its values and expands helper objects (writes.md §2.2, 3.4.9). */
import type { CallModel, LibraryModel } from '../model.js';

const begin: CallModel = { transaction: { form: 'callback', at: [-1], client: 'Transaction', exclusive: true } };

export default {
  library: 'postgres',
  packages: ['postgres'],
  dialect: 'postgresql',
  duplicateErrors: ['23505'],
  claimOutcome: { count: 'count' },
  duplicateError: { property: 'code', is: ['23505'] },
  exports: {
    default: { call: { returns: 'Sql' } },
    '*': { call: { returns: 'Sql' } },
    Sql: { class: 'Sql' },
    TransactionSql: { class: 'Transaction' },
    ReservedSql: { class: 'Reserved' },
  },
  types: {
    Sql: {
      /** The tag sends; called, it expands an object to columns and values, or names to identifiers. */
      call: [
        {
          when: { tagged: true },
          returns: 'Query',
          lazy: true,
          sql: { template: true },
          provenance: 'state',
        },
        { returns: 'Expansion', lazy: true, effect: { data: [0] }, provenance: 'derived' },
      ],
      members: {
        unsafe: { call: { returns: 'Query', lazy: true, sql: { text: [0], parameters: [1] }, provenance: 'state' } },
        begin: { call: begin },
        reserve: { call: { returns: 'Reserved' } },
        json: { call: { returnsArgument: [0] } },
        array: { call: { returnsArgument: [0] } },
        typed: { call: { returnsArgument: [0] } },
        notify: { call: { effect: { kind: 'publish', resource: [0], what: 'notification' } } },
        end: { call: {} },
      },
      together: { inside: 'tx', lines: ['await <client>.begin(async (tx) => {', '  <write>', '});'] },
      dedup: {
        table: 'processed_messages',
        column: 'id',
        inside: 'tx',
        lines: [
          'await <client>.begin(async (tx) => {',
          '  const recorded =',
          '    await tx`INSERT INTO <table> (<column>) VALUES (${<id>}) ON CONFLICT DO NOTHING RETURNING <column>`;',
          '  if (recorded.length === 0) return;',
          '  <write>',
          '});',
        ],
      },
    },
    Transaction: {
      extends: 'Sql',
      members: {
        savepoint: { call: { callbacks: [{ at: [-1], parameters: [{ type: 'Transaction', is: 'none' }] }] } },
      },
    },
    /** One connection: ``await r`BEGIN` ``. */
    Reserved: {
      extends: 'Sql',
      call: [
        {
          when: { tagged: true },
          returns: 'Query',
          lazy: true,
          sql: { template: true, session: true },
          provenance: 'state',
        },
        { returns: 'Expansion', lazy: true, effect: { data: [0] }, provenance: 'derived' },
      ],
      members: { release: { call: { sync: true } } },
      /** It is a connection: it has no `begin`, whatever its types say (3.4.9). */
      together: 'none',
      dedup: {
        table: 'processed_messages',
        column: 'id',
        inside: '<client>',
        lines: [
          'await <client>`BEGIN`;',
          'try {',
          '  const recorded =',
          '    await <client>`INSERT INTO <table> (<column>) VALUES (${<id>}) ON CONFLICT DO NOTHING RETURNING <column>`;',
          '  if (recorded.length > 0) {',
          '    <write>',
          '  }',
          '  await <client>`COMMIT`;',
          '} catch (error) {',
          '  await <client>`ROLLBACK`;',
          '  throw error;',
          '}',
        ],
      },
    },
    Query: {
      thenable: true,
      members: {
        execute: { call: { run: true } },
        simple: { call: { returns: 'this' } },
        values: { call: { returns: 'this' } },
        raw: { call: { returns: 'this' } },
        /** The statement is only prepared. */
        describe: { call: {} },
        cursor: { call: { run: true, provenance: 'state' } },
        forEach: { call: { run: true } },
      },
    },
    Expansion: {},
  },
} satisfies LibraryModel;
