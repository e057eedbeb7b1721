/** Firestore (and messaging) of firebase-admin: `add` and `doc()` without an argument make a fresh id (writes.md §4.4, 14.5.1). */
import type { CallModel, ExportModel, LibraryModel, MemberModel } from '../model.js';

const database: ExportModel = { call: { returns: 'Firestore' } };
/** The document's id is the key of the writes that follow. */
const doc: CallModel[] = [
  { when: { atMost: 0 }, returns: 'DocumentReference', provenance: 'fresh' },
  { returns: 'DocumentReference', provenance: 'derived', lazy: true, effect: { key: [0] } },
];
const reference: CallModel = { returns: 'Reference', resource: [0] };
const collection: MemberModel = { call: { returns: 'CollectionReference', resource: [0] } };
const read: MemberModel = { call: { returns: 'Snapshot', effect: { kind: 'read' }, provenance: 'state' } };
const chain: MemberModel = { call: { returns: 'this' } };
/** Writers take the reference first. */
const writer = {
  set: { call: { returns: 'this', sync: true, effect: { kind: 'absolute', key: [0], data: [1] } } },
  create: { call: { returns: 'this', sync: true, effect: { kind: 'conditional', key: [0], data: [1] } } },
  update: { call: { returns: 'this', sync: true, effect: { kind: 'absolute', key: [0], data: [1] } } },
  delete: { call: { returns: 'this', sync: true, effect: { kind: 'delete', key: [0] } } },
} as const satisfies Record<string, MemberModel>;
const fields = {
  increment: { call: { returns: 'Increment', lazy: true, effect: { kind: 'relative' } } },
  serverTimestamp: { call: { provenance: 'fresh' } },
  arrayUnion: { call: { provenance: 'derived' } },
  arrayRemove: { call: { provenance: 'derived' } },
  delete: { call: { provenance: 'constant' } },
} as const satisfies Record<string, MemberModel>;
const push: CallModel = { effect: { kind: 'external', data: [0], what: 'push notification' } };

export default {
  library: 'firebase-admin',
  packages: ['firebase-admin', 'firebase-admin/*', '@google-cloud/firestore'],
  /** gRPC ALREADY_EXISTS. */
  duplicateErrors: ['6', 'ALREADY_EXISTS', 'already-exists'],
  outcomes: ['exists', 'docs', 'size'],
  absences: ['empty'],
  exports: {
    '*': { value: 'Admin' },
    getFirestore: database,
    firestore: { value: 'FirestoreNamespace' },
    Firestore: { class: 'Firestore' },
    CollectionReference: { class: 'CollectionReference' },
    DocumentReference: { class: 'DocumentReference' },
    Transaction: { class: 'Transaction' },
    WriteBatch: { class: 'WriteBatch' },
    FieldValue: { value: 'FieldValue' },
    Timestamp: { value: 'Timestamp' },
    getDatabase: { call: { returns: 'Database' } },
    database: { call: { returns: 'Database' } },
    getMessaging: { call: { returns: 'Messaging' } },
    getFunctions: { call: { returns: 'Functions' } },
    getEventarc: { call: { returns: 'Eventarc' } },
    Channel: { class: 'Channel' },
  },
  types: {
    Admin: {
      members: {
        firestore: { type: 'FirestoreNamespace' },
        messaging: { call: { returns: 'Messaging' } },
        database: { call: { returns: 'Database' } },
        app: { call: { returns: 'Admin' } },
        initializeApp: { call: { returns: 'Admin' } },
      },
    },
    FirestoreNamespace: {
      call: { returns: 'Firestore' },
      members: { FieldValue: { type: 'FieldValue' }, Timestamp: { type: 'Timestamp' } },
    },
    Firestore: {
      members: {
        collection,
        doc: { call: doc },
        collectionGroup: collection,
        batch: { call: { returns: 'WriteBatch' } },
        bulkWriter: { call: { returns: 'WriteBatch' } },
        runTransaction: { call: { transaction: { form: 'callback', at: [0], client: 'Transaction' } } },
        recursiveDelete: { call: { effect: { kind: 'delete', key: [0] } } },
      },
    },
    Query: {
      members: {
        get: read,
        where: chain,
        orderBy: chain,
        limit: chain,
        select: chain,
        startAfter: chain,
        count: chain,
      },
    },
    CollectionReference: {
      extends: 'Query',
      members: {
        doc: { call: doc },
        add: {
          call: {
            returns: 'DocumentReference',
            effect: {
              kind: 'insert',
              data: [0],
              repairs: [{ does: 'key', method: 'doc', arguments: ['<id>'], append: ['.set(<0>)'] }],
            },
          },
        },
      },
    },
    DocumentReference: {
      members: {
        get: read,
        set: { call: { effect: { kind: 'absolute', data: [0] } } },
        create: { call: { effect: { kind: 'conditional', data: [0] } } },
        update: { call: { effect: { kind: 'absolute', data: [0] } } },
        delete: { call: { effect: { kind: 'delete' } } },
        collection,
      },
    },
    Snapshot: {
      provenance: 'state',
      element: 'Snapshot',
      members: {
        ref: { type: 'DocumentReference' },
        data: { call: { provenance: 'state' } },
        docs: { type: 'Snapshot' },
      },
    },
    Transaction: {
      members: {
        ...writer,
        /** What one transaction has read, no other writes before it ends. */
        get: { call: { returns: 'Snapshot', effect: { kind: 'read', key: [0], locks: true }, provenance: 'state' } },
      },
    },
    WriteBatch: { members: { ...writer, commit: { call: {} } } },
    FieldValue: { members: fields },
    /** A value that adds to what is stored. */
    Increment: {},
    Timestamp: {
      members: {
        now: { call: { provenance: 'fresh' } },
        fromDate: { call: { provenance: 'derived' } },
        fromMillis: { call: { provenance: 'derived' } },
      },
    },
    Messaging: {
      members: {
        send: { call: push },
        sendEach: { call: push },
        sendEachForMulticast: { call: push },
        /** Up to version 12. */
        sendAll: { call: push },
        sendMulticast: { call: push },
        sendToDevice: { call: push },
        sendToTopic: { call: push },
      },
    },
    /** The realtime database: `push` makes a fresh key, `set` and `update` overwrite by path. */
    Database: { members: { ref: { call: reference }, refFromURL: { call: reference } } },
    Reference: {
      members: {
        child: { call: reference },
        push: {
          call: [
            { when: { atMost: 0 }, returns: 'Reference', provenance: 'fresh' },
            { returns: 'Reference', effect: { kind: 'insert', data: [0] } },
          ],
        },
        set: { call: { effect: { kind: 'absolute', data: [0] } } },
        update: { call: { effect: { kind: 'absolute', data: [0] } } },
        setWithPriority: { call: { effect: { kind: 'absolute', data: [0] } } },
        remove: { call: { effect: { kind: 'delete' } } },
        /** A function of the old value: what it makes of it is not seen. */
        transaction: { call: { callbacks: [], provenance: 'state' } },
        once: read,
        get: read,
        orderByChild: chain,
        equalTo: chain,
        limitToFirst: chain,
      },
    },
    Functions: { members: { taskQueue: { call: { returns: 'TaskQueue', resource: [0] } } } },
    Eventarc: { members: { channel: { call: { returns: 'Channel', resource: [0] } } } },
    /** An event without an `id` gets one made anew. */
    Channel: {
      members: {
        publish: {
          call: {
            effect: {
              kind: 'publish',
              data: [0],
              idempotencyKey: [
                [0, 'id'],
                [0, '*', 'id'],
              ],
              what: 'event',
            },
          },
        },
      },
    },
    TaskQueue: {
      members: {
        enqueue: {
          call: {
            effect: {
              kind: 'publish',
              data: [0],
              idempotencyKey: [[1, 'id']],
              what: 'task',
              repairs: [{ does: 'key', arguments: ['<0>', { '...': '<1>', id: '<id>' }] }],
            },
          },
        },
      },
    },
  },
} satisfies LibraryModel;
