/** pg-promise: raw SQL formatted in the client, named and positional values, tasks and transactions (writes.md §2.3, 12.7.1). */
import type { CallModel, LibraryModel } from '../model.js';

const query: CallModel = { sql: { text: [0], parameters: [1] } };
const transact: CallModel = {
  transaction: { form: 'callback', at: [-1], client: 'Task', exclusive: true },
};
const task: CallModel = { callbacks: [{ at: [-1], parameters: [{ type: 'Task', is: 'none' }] }] };

export default {
  library: 'pg-promise',
  packages: ['pg-promise'],
  dialect: 'postgresql',
  duplicateErrors: ['23505'],
  duplicateError: { property: 'code', is: ['23505'] },
  exports: {
    default: { call: { returns: 'Main' } },
    '*': { call: { returns: 'Main' } },
    IMain: { class: 'Main' },
    IDatabase: { class: 'Database' },
    ITask: { class: 'Task' },
  },
  types: {
    /** `pgp`: called, it gives the database. */
    Main: {
      call: { returns: 'Database' },
      members: {
        helpers: { type: 'Helpers' },
        as: { type: 'Formatting' },
        ParameterizedQuery: { type: 'StatementClass' },
        PreparedStatement: { type: 'StatementClass' },
      },
    },
    /** Statements as text, sent by whoever is given them. */
    Helpers: {
      members: {
        insert: { call: { returns: 'Text', lazy: true, effect: { kind: 'insert', data: [0], resource: [2] } } },
        update: { call: { returns: 'Text', lazy: true, effect: { kind: 'absolute', data: [0], resource: [2] } } },
      },
    },
    StatementClass: {
      construct: { returns: 'Text', lazy: true, sql: { text: [0, 'text'], parameters: [0, 'values'] } },
    },
    Text: {},
    Formatting: { members: { format: { call: { returns: 'Text', lazy: true, sql: { text: [0], parameters: [1] } } } } },
    Database: {
      members: {
        query: { call: query },
        none: { call: query },
        one: { call: query },
        oneOrNone: { call: query },
        many: { call: query },
        manyOrNone: { call: query },
        any: { call: query },
        result: { call: query },
        multi: { call: query },
        multiResult: { call: query },
        map: { call: query },
        each: { call: query },
        tx: { call: transact },
        txIf: { call: transact },
        task: { call: task },
        taskIf: { call: task },
      },
    },
    Task: { extends: 'Database', members: { batch: { call: { callbacks: [] } } } },
  },
} satisfies LibraryModel;
