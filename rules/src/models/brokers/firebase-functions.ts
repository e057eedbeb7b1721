/** Cloud Functions for Firebase, v1 chains and v2 functions: settled by the promise; a throw loses the event unless `retry` is on (consumers.md §9, 7.4.0). */
import type { CallModel, ExportModel, LibraryModel, MemberModel, RegistrationModel } from '../model.js';

const v2: RegistrationModel = {
  handler: [-1],
  parameters: [{ type: 'CloudEvent' }],
  ack: {
    mode: 'on-return',
    options: [{ at: [0, 'retry'], equals: true, mode: 'on-return', onThrow: 'redeliver' }],
    onThrow: 'lost',
  },
  name: 'event',
};
const task: RegistrationModel = {
  ...v2,
  parameters: [{ type: 'TaskRequest' }],
  ack: { mode: 'on-return', onThrow: 'redeliver' },
  name: 'onTaskDispatched',
};
const v1: RegistrationModel = {
  ...v2,
  parameters: [{}, { type: 'EventContext', is: 'none' }],
  ack: { mode: 'on-return', onThrow: 'lost' },
  name: 'event (v1)',
};
const v1Task: RegistrationModel = {
  ...task,
  parameters: [{}, { type: 'TaskContext', is: 'none' }],
  name: 'onDispatch',
};

const event: CallModel = { register: v2 };
const v2Exports = {
  onMessagePublished: { call: event },
  onDocumentCreated: { call: event },
  onDocumentUpdated: { call: event },
  onDocumentDeleted: { call: event },
  onDocumentWritten: { call: event },
  onDocumentCreatedWithAuthContext: { call: event },
  onDocumentUpdatedWithAuthContext: { call: event },
  onDocumentDeletedWithAuthContext: { call: event },
  onDocumentWrittenWithAuthContext: { call: event },
  onValueCreated: { call: event },
  onValueUpdated: { call: event },
  onValueDeleted: { call: event },
  onValueWritten: { call: event },
  onObjectFinalized: { call: event },
  onObjectArchived: { call: event },
  onObjectDeleted: { call: event },
  onObjectMetadataUpdated: { call: event },
  onCustomEventPublished: { call: event },
  onTaskDispatched: { call: { register: task } },
} as const satisfies Record<string, MemberModel & ExportModel>;

const handled: MemberModel = { call: { register: v1 } };
const trigger: MemberModel = { call: { returns: 'Trigger' } };
const configured: CallModel = { returns: 'Builder' };
const namespace: MemberModel = { type: 'Namespace' };

export default {
  library: 'firebase-functions',
  packages: ['firebase-functions', 'firebase-functions/*'],
  exports: {
    ...v2Exports,
    firestore: { value: 'Namespace' },
    database: { value: 'Namespace' },
    pubsub: { value: 'Namespace' },
    storage: { value: 'Namespace' },
    tasks: { value: 'Namespace' },
    auth: { value: 'Namespace' },
    eventarc: { value: 'Namespace' },
    runWith: { call: configured },
    region: { call: configured },
  },
  types: {
    /** v1's, once it has a region or options. */
    Builder: {
      members: {
        firestore: namespace,
        database: namespace,
        pubsub: namespace,
        storage: namespace,
        tasks: namespace,
        auth: namespace,
        runWith: { call: configured },
        region: { call: configured },
      },
    },
    /** v1's builders and v2's functions go by the same names. */
    Namespace: {
      members: {
        ...v2Exports,
        document: trigger,
        ref: trigger,
        topic: trigger,
        object: trigger,
        bucket: trigger,
        user: trigger,
        taskQueue: trigger,
        instance: { call: { returns: 'this' } },
      },
    },
    Trigger: {
      members: {
        onPublish: handled,
        onCreate: handled,
        onUpdate: handled,
        onDelete: handled,
        onWrite: handled,
        onFinalize: handled,
        onArchive: handled,
        onMetadataUpdate: handled,
        onDispatch: { call: { register: v1Task } },
        object: { call: { returns: 'this' } },
      },
    },
    CloudEvent: { provenance: 'message', members: { id: { identity: true }, data: { type: 'EventData' } } },
    /** Pub/Sub message, Firestore snapshot or change. */
    EventData: { provenance: 'message', members: { message: { type: 'PubSubMessage' } } },
    PubSubMessage: { provenance: 'message', members: { messageId: { identity: true } } },
    TaskRequest: {
      provenance: 'message',
      members: { id: { identity: true }, retryCount: { provenance: 'fresh' }, executionCount: { provenance: 'fresh' } },
    },
    EventContext: { provenance: 'message', members: { eventId: { identity: true } } },
    TaskContext: {
      provenance: 'message',
      members: { id: { identity: true }, retryCount: { provenance: 'fresh' }, executionCount: { provenance: 'fresh' } },
    },
  },
} satisfies LibraryModel;
