/** Mongoose: models, documents and lazy queries; as the driver, plus documents that save themselves (writes.md §4.2, 9.12.1). */
import type { CallbackModel, CallModel, EffectModel, LibraryModel, RepairModel } from '../model.js';

const accumulates = ['$inc', '$mul', '$push', '$pop', '$bit'];
const fieldsUnder = ['$set', '$setOnInsert', '$addToSet'];
const callbacks: CallbackModel[] = [{ at: [-1], continuation: true }];
const change: EffectModel = { where: [0], data: [1], fieldsUnder, accumulates };
/** Queries write only when awaited, by `exec()`, or with a callback. */
const update: CallModel[] = [
  {
    when: { equals: { at: [2, 'upsert'], values: [true] } },
    lazy: true,
    returns: 'Query',
    effect: { ...change, kind: 'upsert' },
    provenance: 'state',
  },
  { lazy: true, returns: 'Query', effect: { ...change, kind: 'absolute' }, provenance: 'state' },
];
const removed: CallModel = {
  lazy: true,
  returns: 'Query',
  effect: { kind: 'delete', where: [0] },
  provenance: 'state',
};
const findOne: CallModel = {
  returns: 'Found',
  lazy: true,
  effect: { kind: 'read', where: [0] },
  provenance: 'state',
  callbacks,
};
const find: CallModel = {
  returns: 'FoundMany',
  lazy: true,
  effect: { kind: 'read', where: [0] },
  provenance: 'state',
  callbacks,
};
const byId: CallModel = {
  returns: 'Found',
  lazy: true,
  effect: { kind: 'read', key: [0] },
  provenance: 'state',
  callbacks,
};
/** Queries are lazy: `exec()` runs them whatever becomes of the result. Save hooks do not run. */
const repairs: RepairModel[] = [
  {
    does: 'ignore',
    when: { lacks: [0, '_id'] },
    method: 'updateOne',
    arguments: ['<where>', { $setOnInsert: '<0>' }, { '...': '<1>', upsert: true }],
    append: ['.exec()'],
  },
  {
    does: 'ignore',
    when: { lacks: [0, '_id'] },
    method: 'findOneAndUpdate',
    arguments: ['<where>', { $setOnInsert: '<0>' }, { '...': '<1>', upsert: true, returnDocument: "'after'" }],
    append: ['.exec()'],
    result: true,
  },
  {
    does: 'update',
    when: { lacks: [0, '_id'] },
    method: 'findOneAndUpdate',
    arguments: ['<where>', '<0>', { '...': '<1>', upsert: true, returnDocument: "'after'" }],
    append: ['.exec()'],
    result: true,
  },
];
const create: CallModel[] = [
  {
    when: { has: [0, '*', '_id'] },
    returns: 'Document',
    effect: { kind: 'insert', data: [0], key: [0, '*', '_id'] },
    callbacks,
  },
  { returns: 'Document', effect: { kind: 'insert', data: [0], key: [0, '_id'], repairs }, callbacks },
];
const exists: CallModel = { effect: { kind: 'read', where: [0] }, provenance: 'state' };
const chain: CallModel = { returns: 'this' };
/** `doc.set('status', 'paid')`, `doc.set({ status: 'paid' })`. */
const set: CallModel[] = [
  { when: { isName: [0] }, returns: 'this', sets: { column: [0], value: [1] } },
  { returns: 'this', sets: { data: [0] } },
];
const model: CallModel = { returns: 'Model', resource: [0] };

export default {
  library: 'mongoose',
  packages: ['mongoose'],
  duplicateErrors: ['11000', 'E11000'],
  duplicateError: { property: 'code', is: [11000] },
  exports: {
    '*': { value: 'Mongoose' },
    model: { call: model },
    models: { value: 'Models' },
    connection: { value: 'Connection' },
    createConnection: { call: { returns: 'Connection' } },
    startSession: { call: { returns: 'mongodb#ClientSession' } },
    Model: { class: 'Model' },
    Connection: { class: 'Connection' },
    Document: { class: 'Document' },
    HydratedDocument: { class: 'Document' },
    ClientSession: { class: 'mongodb#ClientSession' },
    Types: { value: 'Types' },
  },
  types: {
    Mongoose: {
      members: {
        model: { call: model },
        models: { type: 'Models' },
        connection: { type: 'Connection' },
        connect: { call: { returns: 'this' } },
        createConnection: { call: { returns: 'Connection' } },
        startSession: { call: { returns: 'mongodb#ClientSession' } },
        Types: { type: 'Types' },
      },
    },
    Models: { anyMember: { type: 'Model', named: true } },
    Connection: {
      members: {
        model: { call: model },
        models: { type: 'Models' },
        useDb: { call: { returns: 'this' } },
        collection: { call: { returns: 'mongodb#Collection', resource: [0] } },
        db: { type: 'mongodb#Db' },
        startSession: { call: { returns: 'mongodb#ClientSession' } },
        transaction: { call: { transaction: { form: 'callback', at: [0], client: 'mongodb#ClientSession' } } },
      },
    },
    Types: { members: { ObjectId: { type: 'bson#ObjectIdClass' } } },
    Model: {
      /** `new Order(data)`, also written without `new`. */
      call: { returns: 'Document', returnsArgument: [0] },
      construct: { returns: 'Document', returnsArgument: [0] },
      members: {
        create: { call: create },
        insertOne: { call: create },
        insertMany: { call: { effect: { kind: 'insert', data: [0], key: [0, '*', '_id'] }, callbacks } },
        bulkSave: { call: { effect: { kind: 'save', data: [0] } } },
        bulkWrite: { call: { effect: { kind: 'absolute', data: [0], accumulates, nestedInserts: ['insertOne'] } } },
        updateOne: { call: update },
        updateMany: { call: update },
        findOneAndUpdate: { call: update },
        findByIdAndUpdate: {
          call: [
            {
              when: { equals: { at: [2, 'upsert'], values: [true] } },
              lazy: true,
              returns: 'Query',
              effect: { kind: 'upsert', key: [0], data: [1], fieldsUnder, accumulates },
              provenance: 'state',
            },
            {
              lazy: true,
              returns: 'Query',
              effect: { kind: 'absolute', key: [0], data: [1], fieldsUnder, accumulates },
              provenance: 'state',
            },
          ],
        },
        replaceOne: { call: update },
        findOneAndReplace: { call: update },
        deleteOne: { call: removed },
        deleteMany: { call: removed },
        findOneAndDelete: { call: removed },
        findOneAndRemove: { call: removed },
        findByIdAndDelete: {
          call: { lazy: true, returns: 'Query', effect: { kind: 'delete', key: [0] }, provenance: 'state' },
        },
        findByIdAndRemove: {
          call: { lazy: true, returns: 'Query', effect: { kind: 'delete', key: [0] }, provenance: 'state' },
        },
        find: { call: find },
        findOne: { call: findOne },
        findById: { call: byId },
        exists: { call: exists },
        countDocuments: { call: exists },
        count: { call: exists },
        distinct: { call: { effect: { kind: 'read', where: [1] }, provenance: 'state' } },
        aggregate: { call: { returns: 'FoundMany', lazy: true, effect: { kind: 'read' }, provenance: 'state' } },
        hydrate: { call: { returns: 'Document', provenance: 'state' } },
        startSession: { call: { returns: 'mongodb#ClientSession' } },
        collection: { type: 'mongodb#Collection' },
        db: { type: 'Connection' },
      },
    },
    Document: {
      members: {
        save: { call: { returns: 'this', effect: { kind: 'save', ofReceiver: true }, callbacks } },
        updateOne: { call: { lazy: true, returns: 'Query', effect: { kind: 'absolute', data: [0], accumulates } } },
        update: { call: { lazy: true, returns: 'Query', effect: { kind: 'absolute', data: [0], accumulates } } },
        deleteOne: { call: { lazy: true, returns: 'Query', effect: { kind: 'delete' } } },
        remove: { call: { effect: { kind: 'delete' }, callbacks } },
        set: { call: set },
        $set: { call: set },
        overwrite: { call: { returns: 'this', sets: { data: [0] } } },
        $inc: { call: { returns: 'this', sets: { column: [0], value: [1], adds: true } } },
        populate: { call: chain },
        toObject: { call: { provenance: 'state' } },
        toJSON: { call: { provenance: 'state' } },
      },
    },
    /** A finder's query and, once awaited, the document it found. */
    Found: {
      extends: 'Document',
      provenance: 'state',
      thenable: true,
      members: {
        exec: { call: { run: true, returns: 'Found', provenance: 'state' } },
        lean: { call: chain },
        select: { call: chain },
        sort: { call: chain },
        session: { call: chain },
        where: { call: chain },
        orFail: { call: chain },
      },
    },
    FoundMany: {
      extends: 'Found',
      provenance: 'state',
      element: 'Found',
      members: { skip: { call: chain }, limit: { call: chain }, cursor: { call: chain } },
    },
    Query: {
      extends: 'Found',
      members: {
        exec: { call: { run: true, returns: 'Found' } },
        setOptions: { call: chain },
        setUpdate: { call: { lazy: true, returns: 'this', effect: { data: [0], fieldsUnder, accumulates } } },
      },
    },
  },
} satisfies LibraryModel;
