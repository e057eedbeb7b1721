/** Objection: `Model.query()` builders that run when awaited, over Knex (writes.md §3.5, 3.1.5). */
import type { CallModel, LibraryModel, MemberModel } from '../model.js';

const step = { lazy: true, returns: 'this' } satisfies CallModel;
const insert: MemberModel = { call: { ...step, effect: { kind: 'insert', data: [0] } } };
const upsertGraph: MemberModel = { call: { ...step, effect: { kind: 'save', data: [0] } } };
const change: MemberModel = { call: { ...step, effect: { kind: 'absolute', data: [0] } } };
const changeById: MemberModel = { call: { ...step, effect: { kind: 'absolute', key: [0], data: [1] } } };
const count: MemberModel = { call: { ...step, effect: { kind: 'relative', assigns: { column: [0], value: [1] } } } };
const remove: MemberModel = { call: { ...step, effect: { kind: 'delete' } } };
const filter: MemberModel = { call: { ...step, effect: { where: [0] } } };
const query: CallModel = { lazy: true, returns: 'Query', effect: { kind: 'read' } };
const transaction: MemberModel = {
  call: [
    { when: { isFunction: [-1] }, transaction: { form: 'callback', at: [-1] }, provenance: 'state' },
    { transaction: { form: 'begin' }, returns: 'Transaction' },
  ],
};

export default {
  library: 'objection',
  packages: ['objection'],
  duplicateErrors: ['UniqueViolationError'],
  duplicateError: { property: 'name', is: ['UniqueViolationError'] },
  exports: {
    Model: { class: 'Instance' },
    raw: { call: { sql: { text: [0], fragment: true } } },
    transaction,
  },
  types: {
    Instance: {
      staticMembers: 'ModelClass',
      resourceProperty: 'tableName',
      members: {
        $query: { call: query },
        $relatedQuery: { call: { ...query, resource: [0] } },
        $set: { call: { returns: 'this', sets: { data: [0] }, sync: true } },
      },
    },
    ModelClass: {
      members: {
        query: { call: query },
        relatedQuery: { call: { ...query, resource: [0] } },
        knex: { call: { returns: 'knex#Knex' } },
        bindKnex: { call: { returns: 'this' } },
        transaction,
        startTransaction: { call: { transaction: { form: 'begin' }, returns: 'Transaction' } },
        fromJson: { call: { returns: 'Instance', returnsArgument: [0] } },
      },
    },
    Transaction: {
      members: {
        commit: { call: { transaction: { form: 'commit' } } },
        rollback: { call: { transaction: { form: 'rollback' } } },
      },
    },
    /** A builder and, once awaited, what it found. */
    Query: {
      extends: 'Instance',
      provenance: 'state',
      thenable: true,
      element: 'Query',
      members: {
        insert,
        insertAndFetch: insert,
        insertGraph: insert,
        insertGraphAndFetch: insert,
        /** Children without ids are deleted and made again. */
        upsertGraph: upsertGraph,
        upsertGraphAndFetch: upsertGraph,
        relate: { call: { ...step, effect: { kind: 'insert' } } },
        unrelate: remove,
        update: change,
        updateAndFetch: change,
        patch: change,
        patchAndFetch: change,
        updateAndFetchById: changeById,
        patchAndFetchById: changeById,
        increment: count,
        decrement: count,
        delete: remove,
        deleteById: remove,
        where: filter,
        forUpdate: { call: { ...step, effect: { locks: true } } },
        forShare: { call: { ...step, effect: { locks: true } } },
        findOne: filter,
        findById: { call: { ...step, effect: { kind: 'read', key: [0] } } },
        onConflict: { call: { ...step, effect: { conflictTarget: [0] } } },
        ignore: { call: { ...step, effect: { conflict: 'ignore' } } },
        merge: { call: { ...step, effect: { conflict: 'update', updateData: [0] } } },
        execute: { call: { run: true, returns: 'Query' } },
      },
      anyMember: { call: { returns: 'this' } },
    },
  },
} satisfies LibraryModel;
