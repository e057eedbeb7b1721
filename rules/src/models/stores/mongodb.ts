/** The MongoDB driver: eager calls, duplicates are error 11000, `_id` is always unique (writes.md §4.1, 7.9.0). */
import type { CallbackModel, CallModel, EffectModel, LibraryModel } from '../model.js';

const accumulates = ['$inc', '$mul', '$push', '$pop', '$bit'];
const fieldsUnder = ['$set', '$setOnInsert', '$addToSet'];
const callbacks: CallbackModel[] = [{ at: [-1], continuation: true }];
const upsert = { '...': '<1>', upsert: true };
const insert: CallModel = {
  effect: {
    kind: 'insert',
    data: [0],
    key: [0, '_id'],
    repairs: [
      {
        does: 'ignore',
        when: { lacks: [0, '_id'] },
        method: 'updateOne',
        arguments: ['<where>', { $setOnInsert: '<0>' }, upsert],
        result: ['acknowledged'],
      },
      {
        does: 'update',
        when: { lacks: [0, '_id'] },
        method: 'replaceOne',
        arguments: ['<where>', '<0>', upsert],
        result: ['acknowledged'],
      },
    ],
  },
  callbacks,
};
const change: EffectModel = { where: [0], data: [1], fieldsUnder, accumulates };
const update: CallModel[] = [
  {
    when: { equals: { at: [2, 'upsert'], values: [true] } },
    effect: { ...change, kind: 'upsert' },
    provenance: 'state',
    callbacks,
  },
  { effect: { ...change, kind: 'absolute' }, provenance: 'state', callbacks },
];
const queued = { returns: 'Bulk', sync: true } as const;
const queuedChange: EffectModel = { data: [0], fieldsUnder, accumulates };
const remove: CallModel = { effect: { kind: 'delete', where: [0] }, provenance: 'state', callbacks };
const read: CallModel = { effect: { kind: 'read', where: [0] }, provenance: 'state', callbacks };
const session: CallModel = { returns: 'ClientSession' };

/** A pipeline that ends in `$out` or `$merge` writes: the whole collection, or by the identity of what comes out. */
const aggregate: CallModel[] = [
  { when: { has: [0, '*', '$out'] }, effect: { kind: 'absolute', resource: [0, '*', '$out'] }, returns: 'Cursor' },
  {
    when: { has: [0, '*', '$merge', 'whenMatched'] },
    effect: {
      kind: 'absolute',
      resource: [0, '*', '$merge', 'into'],
      data: [0, '*', '$merge', 'whenMatched', '*', '$set'],
      accumulates: ['$add', '$multiply', '$concatArrays'],
    },
    returns: 'Cursor',
  },
  {
    when: { has: [0, '*', '$merge', 'into'] },
    effect: { kind: 'absolute', resource: [0, '*', '$merge', 'into'] },
    returns: 'Cursor',
  },
  { when: { has: [0, '*', '$merge'] }, effect: { kind: 'absolute', resource: [0, '*', '$merge'] }, returns: 'Cursor' },
  { effect: { kind: 'read' }, returns: 'Cursor', provenance: 'state' },
];

export default {
  library: 'mongodb',
  packages: ['mongodb'],
  duplicateErrors: ['11000', 'E11000'],
  duplicateError: { property: 'code', is: [11000] },
  outcomes: [
    'upsertedCount',
    'upsertedId',
    'modifiedCount',
    'matchedCount',
    'insertedCount',
    'insertedId',
    'acknowledged',
    'value',
  ],
  exports: {
    MongoClient: { class: 'MongoClient', static: 'MongoClientClass' },
    Db: { class: 'Db' },
    Collection: { class: 'Collection' },
    ClientSession: { class: 'ClientSession' },
    GridFSBucket: { class: 'GridFSBucket' },
    ObjectId: {
      class: 'bson#ObjectId',
      construct: [{ when: { atMost: 0 }, provenance: 'fresh' }, { provenance: 'derived' }],
      static: 'bson#ObjectIdClass',
    },
  },
  types: {
    MongoClientClass: { members: { connect: { call: { returns: 'MongoClient' } } } },
    MongoClient: {
      members: {
        connect: { call: { returns: 'this' } },
        db: { call: { returns: 'Db' } },
        startSession: { call: session },
        withSession: {
          call: {
            callbacks: [
              { at: [0], parameters: [{ type: 'ClientSession', is: 'none' }] },
              { at: [1], parameters: [{ type: 'ClientSession', is: 'none' }] },
            ],
          },
        },
        bulkWrite: { call: { effect: { kind: 'absolute', data: [0], accumulates, nestedInserts: ['document'] } } },
      },
    },
    Db: {
      members: {
        collection: { call: { returns: 'Collection', resource: [0] } },
        createCollection: { call: { returns: 'Collection', resource: [0] } },
      },
    },
    ClientSession: {
      members: {
        withTransaction: { call: { transaction: { form: 'callback', at: [0], client: 'ClientSession' } } },
        startTransaction: { call: { transaction: { form: 'begin' }, sync: true } },
        commitTransaction: { call: { transaction: { form: 'commit' } } },
        abortTransaction: { call: { transaction: { form: 'rollback' } } },
      },
    },
    Collection: {
      members: {
        insertOne: { call: insert },
        insertMany: { call: { effect: { kind: 'insert', data: [0], key: [0, '*', '_id'] }, callbacks } },
        insert: { call: insert },
        save: { call: { effect: { kind: 'save', data: [0], key: [0, '_id'] }, callbacks } },
        updateOne: { call: update },
        updateMany: { call: update },
        update: { call: update },
        findOneAndUpdate: { call: update },
        findAndModify: {
          call: {
            effect: { kind: 'absolute', where: [0], data: [2], fieldsUnder, accumulates },
            provenance: 'state',
            callbacks,
          },
        },
        replaceOne: { call: update },
        findOneAndReplace: { call: update },
        bulkWrite: {
          call: { effect: { kind: 'absolute', data: [0], accumulates, nestedInserts: ['insertOne'] }, callbacks },
        },
        initializeOrderedBulkOp: { call: { returns: 'Bulk', sync: true } },
        initializeUnorderedBulkOp: { call: { returns: 'Bulk', sync: true } },
        deleteOne: { call: remove },
        deleteMany: { call: remove },
        remove: { call: remove },
        findOneAndDelete: { call: remove },
        findOne: { call: read },
        find: { call: { ...read, returns: 'Cursor' } },
        aggregate: { call: aggregate },
        countDocuments: { call: read },
        count: { call: read },
        distinct: { call: { effect: { kind: 'read', where: [1] }, provenance: 'state' } },
      },
    },
    /** Operations gathered for one `execute()`. */
    Bulk: {
      members: {
        insert: { call: { returns: 'this', sync: true, effect: { kind: 'insert', data: [0], key: [0, '_id'] } } },
        find: { call: { returns: 'BulkFind', lazy: true, effect: { where: [0] }, sync: true } },
        execute: { call: { provenance: 'state' } },
      },
    },
    BulkFind: {
      members: {
        upsert: { call: { returns: 'BulkUpsert', lazy: true, effect: {}, sync: true } },
        updateOne: { call: { ...queued, effect: { ...queuedChange, kind: 'absolute' } } },
        update: { call: { ...queued, effect: { ...queuedChange, kind: 'absolute' } } },
        replaceOne: { call: { ...queued, effect: { ...queuedChange, kind: 'absolute' } } },
        deleteOne: { call: { ...queued, effect: { kind: 'delete' } } },
        delete: { call: { ...queued, effect: { kind: 'delete' } } },
      },
    },
    BulkUpsert: {
      members: {
        updateOne: { call: { ...queued, effect: { ...queuedChange, kind: 'upsert' } } },
        update: { call: { ...queued, effect: { ...queuedChange, kind: 'upsert' } } },
        replaceOne: { call: { ...queued, effect: { ...queuedChange, kind: 'upsert' } } },
      },
    },
    Cursor: {
      provenance: 'state',
      members: {
        toArray: { call: { returns: 'Documents' } },
        next: { call: { provenance: 'state' } },
        hasNext: { call: { provenance: 'state' } },
        count: { call: { provenance: 'state' } },
        forEach: { call: { callbacks: [{ at: [0], loop: true, detached: true }] } },
      },
      anyMember: { call: { returns: 'this' } },
    },
    Documents: { provenance: 'state' },
    GridFSBucket: {
      members: {
        openUploadStream: { call: { effect: { kind: 'insert' }, sync: true } },
        openUploadStreamWithId: { call: { effect: { kind: 'insert', key: [0] }, sync: true } },
      },
    },
  },
} satisfies LibraryModel;
