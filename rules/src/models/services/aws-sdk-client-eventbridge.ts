/** EventBridge: the bus gives each put event a new id, nothing dedups (writes.md §6.2, 3.1169.0). */
import type { CallModel, LibraryModel } from '../model.js';

const put: CallModel = {
  effect: { kind: 'publish', resource: [0, 'Entries', '*', 'EventBusName'], data: [0, 'Entries'], what: 'event' },
};

export default {
  library: '@aws-sdk/client-eventbridge',
  packages: ['@aws-sdk/client-eventbridge'],
  exports: {
    EventBridgeClient: { class: 'EventBridgeClient' },
    EventBridge: { class: 'EventBridge' },
    PutEventsCommand: { class: 'Command', construct: { ...put, lazy: true } },
  },
  types: {
    Command: {},
    EventBridgeClient: { members: { send: { call: { run: [0] } } } },
    EventBridge: { extends: 'EventBridgeClient', members: { putEvents: { call: put } } },
  },
} satisfies LibraryModel;
