/** Azure Functions v4: the host settles by the promise; an Event Hub checkpoint advances even on a throw (consumers.md §10, 4.16.5). */
import type { LibraryModel, MemberModel } from '../model.js';

const trigger: MemberModel = {
  call: {
    register: {
      handler: [1, 'handler'],
      parameters: [{ type: 'Message' }, { type: 'InvocationContext', is: 'none' }],
      ack: { mode: 'on-return', onThrow: 'redeliver' },
      name: 'trigger',
      source: [0],
    },
  },
};
const stream: MemberModel = {
  call: {
    register: {
      handler: [1, 'handler'],
      parameters: [{ type: 'Message' }, { type: 'InvocationContext', is: 'none' }],
      ack: { mode: 'on-return', onThrow: 'lost' },
      name: 'trigger',
      source: [0],
    },
  },
};

export default {
  library: '@azure/functions',
  packages: ['@azure/functions'],
  exports: {
    app: { value: 'App' },
    InvocationContext: { class: 'InvocationContext' },
    Context: { class: 'InvocationContext' },
  },
  types: {
    App: {
      members: {
        serviceBusQueue: trigger,
        serviceBusTopic: trigger,
        storageQueue: trigger,
        storageBlob: trigger,
        eventGrid: trigger,
        eventHub: stream,
        cosmosDB: stream,
        sql: stream,
        mySql: stream,
      },
    },
    /** One message, or an array with `cardinality: 'many'`; Event Grid events carry an `id`. */
    Message: { provenance: 'message', element: 'Message' },
    InvocationContext: {
      provenance: 'message',
      members: {
        invocationId: { provenance: 'fresh' },
        retryContext: { provenance: 'fresh' },
        triggerMetadata: { type: 'TriggerMetadata' },
        bindingData: { type: 'TriggerMetadata' },
      },
    },
    TriggerMetadata: {
      provenance: 'message',
      members: {
        messageId: { identity: true },
        sequenceNumber: { identity: 'in-part' },
        id: { identity: true },
        lockToken: { provenance: 'fresh' },
        popReceipt: { provenance: 'fresh' },
        dequeueCount: { provenance: 'fresh' },
        deliveryCount: { provenance: 'fresh' },
      },
    },
  },
} satisfies LibraryModel;
