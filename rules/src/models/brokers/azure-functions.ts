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
    output: { value: 'Output' },
    FunctionOutput: { class: 'FunctionOutput' },
    InvocationContext: { class: 'InvocationContext' },
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
    /** What is set on an output is sent by the host when the function has returned. */
    Output: {
      members: {
        storageQueue: { call: { returns: 'MessageOutput', resource: [0, 'queueName'] } },
        serviceBusQueue: { call: { returns: 'MessageOutput', resource: [0, 'queueName'] } },
        serviceBusTopic: { call: { returns: 'MessageOutput', resource: [0, 'topicName'] } },
        eventHub: { call: { returns: 'MessageOutput', resource: [0, 'eventHubName'] } },
        eventGrid: { call: { returns: 'MessageOutput' } },
      },
    },
    FunctionOutput: {},
    MessageOutput: { extends: 'FunctionOutput' },
    ExtraOutputs: {
      members: {
        set: {
          call: [
            {
              when: { isOf: { at: [0], type: 'MessageOutput' } },
              sync: true,
              effect: { kind: 'publish', resource: [0], data: [1], what: 'message' },
            },
            { sync: true },
          ],
        },
      },
    },
    /** One message, or an array with `cardinality: 'many'`; Event Grid events carry an `id`. */
    Message: { provenance: 'message', element: 'Message' },
    InvocationContext: {
      provenance: 'message',
      members: {
        invocationId: { provenance: 'fresh' },
        extraOutputs: { type: 'ExtraOutputs' },
        retryContext: { provenance: 'fresh' },
        triggerMetadata: { type: 'TriggerMetadata' },
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
