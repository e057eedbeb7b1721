/** @mojaloop/database-lib: tables of a Knex connection by their names (11.3.10). */
import type { CallModel, LibraryModel } from '../model.js';

const read: CallModel = { effect: { kind: 'read', where: [0] }, provenance: 'state' };
const measure: CallModel = { effect: { kind: 'read', where: [0], measures: true }, provenance: 'state' };
const database = { class: 'Database' };

export default {
  library: '@mojaloop/database-lib',
  packages: ['@mojaloop/database-lib', '@mojaloop/database-lib/*'],
  exports: { '*': database, Db: { value: 'Database' } },
  types: {
    Database: {
      construct: {},
      members: {
        getKnex: { call: { returns: 'knex#Knex', sync: true } },
        from: { call: { returns: 'Table', resource: [0], sync: true } },
      },
    },
    Table: {
      members: {
        insert: { call: { effect: { kind: 'insert', data: [0] }, provenance: 'state' } },
        update: { call: { effect: { kind: 'absolute', where: [0], data: [1] }, provenance: 'state' } },
        destroy: { call: { effect: { kind: 'delete', where: [0] }, provenance: 'state' } },
        truncate: { call: { effect: { kind: 'delete' } } },
        find: { call: read },
        findOne: { call: read },
        count: { call: measure },
        max: { call: measure },
        query: { call: { callbacks: [{ at: [0], parameters: [{ type: 'knex#Builder' }] }], provenance: 'state' } },
      },
    },
  },
} satisfies LibraryModel;
