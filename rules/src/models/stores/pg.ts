/** node-postgres and its kin: raw SQL with `$1`, eager; a transaction is BEGIN … COMMIT on one client (writes.md §2.1, pg 8.23.1). */
import type { CallbackModel, CallModel, LibraryModel } from '../model.js';

const callbacks: CallbackModel[] = [{ at: [-1], continuation: true }];
const query: CallModel[] = [
  { when: { has: [0, 'text'] }, sql: { text: [0, 'text'], parameters: [0, 'values'] }, callbacks },
  { sql: { text: [0], parameters: [1] }, callbacks },
];
const clientQuery: CallModel[] = [
  {
    when: { has: [0, 'text'] },
    sql: { text: [0, 'text'], parameters: [0, 'values'], session: true },
    callbacks,
  },
  { sql: { text: [0], parameters: [1], session: true }, callbacks },
];

export default {
  library: 'pg',
  packages: ['pg', 'pg-pool', 'pg-native'],
  dialect: 'postgresql',
  duplicateErrors: ['23505', 'unique_violation', 'UNIQUE_VIOLATION'],
  claimOutcome: { count: 'rowCount' },
  duplicateError: { property: 'code', is: ['23505'] },
  outcomes: ['rowCount', 'rows'],
  exports: {
    '*': { value: 'Module' },
    default: { value: 'Module', class: 'Pool' },
    Pool: { class: 'Pool' },
    Client: { class: 'Client' },
    PoolClient: { class: 'PoolClient' },
    ClientBase: { class: 'Client' },
    native: { value: 'Module' },
  },
  types: {
    Module: { members: { native: { type: 'Module' }, Pool: { type: 'PoolClass' }, Client: { type: 'ClientClass' } } },
    PoolClass: { construct: { returns: 'Pool' } },
    ClientClass: { construct: { returns: 'Client' } },
    Pool: {
      members: {
        query: { call: query },
        connect: {
          call: [
            {
              when: { isFunction: [0] },
              callbacks: [
                { at: [0], parameters: [{ is: 'none' }, { type: 'PoolClient', is: 'none' }], continuation: true },
              ],
            },
            { returns: 'PoolClient' },
          ],
        },
        end: { call: {} },
        on: { call: { returns: 'this', callbacks: [] } },
      },
      together: {
        inside: 'client',
        lines: [
          'const client = await <client>.connect();',
          'try {',
          "  await client.query('BEGIN');",
          '  <write>',
          "  await client.query('COMMIT');",
          '} catch (error) {',
          "  await client.query('ROLLBACK');",
          '  throw error;',
          '} finally {',
          '  client.release();',
          '}',
        ],
        leaving: "await client.query('ROLLBACK');",
      },
      dedup: {
        table: 'processed_messages',
        column: 'id',
        inside: 'client',
        lines: [
          'const client = await <client>.connect();',
          'try {',
          "  await client.query('BEGIN');",
          "  const record = 'INSERT INTO <table> (<column>) VALUES ($1) ON CONFLICT DO NOTHING';",
          '  const { rowCount } = await client.query(record, [<id>]);',
          '  if (rowCount === 1) {',
          '    <write>',
          '  }',
          "  await client.query('COMMIT');",
          '} catch (error) {',
          "  await client.query('ROLLBACK');",
          '  throw error;',
          '} finally {',
          '  client.release();',
          '}',
        ],
      },
    },
    Client: {
      members: {
        query: { call: clientQuery },
        connect: { call: { returns: 'this', callbacks: [] } },
        release: { call: { sync: true } },
        on: { call: { returns: 'this', callbacks: [] } },
        end: { call: {} },
      },
    },
    PoolClient: { extends: 'Client' },
  },
} satisfies LibraryModel;
