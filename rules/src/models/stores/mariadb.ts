/** The MariaDB connector: as mysql2, with promises; `batch` sends one statement with many rows (writes.md §2.6, mariadb 3.5.4). */
import type { CallModel, LibraryModel } from '../model.js';

const query: CallModel[] = [
  { when: { has: [0, 'sql'] }, sql: { text: [0, 'sql'], parameters: [1] } },
  { sql: { text: [0], parameters: [1] } },
];
const connectionQuery: CallModel[] = [
  { when: { has: [0, 'sql'] }, sql: { text: [0, 'sql'], parameters: [1], session: true } },
  { sql: { text: [0], parameters: [1], session: true } },
];

export default {
  library: 'mariadb',
  packages: ['mariadb', 'mariadb/callback'],
  dialect: 'mysql',
  duplicateErrors: ['ER_DUP_ENTRY', '1062'],
  duplicateError: { property: 'code', is: ['ER_DUP_ENTRY'] },
  exports: {
    createPool: { call: { returns: 'Pool' } },
    createConnection: { call: { returns: 'Connection' } },
    Pool: { class: 'Pool' },
    PoolConnection: { class: 'Connection' },
    Connection: { class: 'Connection' },
  },
  types: {
    Pool: {
      members: {
        query: { call: query },
        execute: { call: query },
        batch: { call: query },
        getConnection: { call: { returns: 'Connection' } },
        end: { call: {} },
      },
    },
    Connection: {
      members: {
        query: { call: connectionQuery },
        execute: { call: connectionQuery },
        batch: { call: connectionQuery },
        beginTransaction: { call: { transaction: { form: 'begin', exclusive: true } } },
        commit: { call: { transaction: { form: 'commit', exclusive: true } } },
        rollback: { call: { transaction: { form: 'rollback', exclusive: true } } },
        release: { call: {} },
        end: { call: {} },
      },
    },
  },
} satisfies LibraryModel;
