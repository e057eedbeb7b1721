/** mysql2 and mysql: raw SQL with `?`, eager, promises or callbacks (writes.md §2.6, mysql2 3.24.6, mysql 2.18.1). */
import type { CallbackModel, CallModel, LibraryModel } from '../model.js';

const callbacks: CallbackModel[] = [{ at: [-1], continuation: true }];
const query: CallModel[] = [
  { when: { has: [0, 'sql'] }, sql: { text: [0, 'sql'], parameters: [0, 'values'] }, callbacks },
  { sql: { text: [0], parameters: [1] }, callbacks },
];
const connectionQuery: CallModel[] = [
  { when: { has: [0, 'sql'] }, sql: { text: [0, 'sql'], parameters: [0, 'values'], session: true }, callbacks },
  { sql: { text: [0], parameters: [1], session: true }, callbacks },
];
const connect: CallModel[] = [
  {
    when: { isFunction: [-1] },
    callbacks: [{ at: [-1], parameters: [{ is: 'none' }, { type: 'Connection', is: 'none' }], continuation: true }],
  },
  { returns: 'Connection' },
];
const createPool: CallModel = { returns: 'Pool' };
const createConnection: CallModel = { returns: 'Connection' };

export default {
  library: 'mysql2',
  packages: ['mysql2', 'mysql2/promise', 'mysql', 'promise-mysql'],
  dialect: 'mysql',
  duplicateErrors: ['ER_DUP_ENTRY', '1062'],
  duplicateError: { property: 'code', is: ['ER_DUP_ENTRY'] },
  outcomes: ['affectedRows'],
  exports: {
    '*': { value: 'Module' },
    createPool: { call: createPool },
    createConnection: { call: createConnection },
    createPoolCluster: { call: { returns: 'Cluster' } },
    Pool: { class: 'Pool' },
    PoolConnection: { class: 'Connection' },
    Connection: { class: 'Connection' },
  },
  types: {
    Module: {
      members: {
        createPool: { call: createPool },
        createConnection: { call: createConnection },
        createPoolCluster: { call: { returns: 'Cluster' } },
      },
    },
    Cluster: {
      members: { of: { call: createPool }, getConnection: { call: connect }, add: { call: { sync: true } } },
    },
    Pool: {
      members: {
        query: { call: query },
        execute: { call: query },
        getConnection: { call: connect },
        promise: { call: { returns: 'this' } },
        end: { call: {} },
        on: { call: { returns: 'this', callbacks: [] } },
      },
    },
    Connection: {
      members: {
        query: { call: connectionQuery },
        execute: { call: connectionQuery },
        beginTransaction: { call: { transaction: { form: 'begin', exclusive: true }, callbacks } },
        commit: { call: { transaction: { form: 'commit', exclusive: true }, callbacks } },
        rollback: { call: { transaction: { form: 'rollback', exclusive: true }, callbacks } },
        promise: { call: { returns: 'this' } },
        connect: { call: { callbacks } },
        release: { call: { sync: true } },
        end: { call: {} },
        destroy: { call: { sync: true } },
        on: { call: { returns: 'this', callbacks: [] } },
      },
    },
  },
} satisfies LibraryModel;
