/** Azure Functions v4: the host settles by the promise; an Event Hub checkpoint advances even on a throw (consumers.md §10, 4.16.5). */
import type { LibraryModel, MemberModel, RegistrationModel } from '../model.js';

/** What the host does with the message when the function throws. */
const trigger: RegistrationModel = {
  handler: [1, 'handler'],
  parameters: [{ type: 'Message' }, { type: 'InvocationContext', is: 'none' }],
  ack: { mode: 'on-return', onThrow: 'redeliver' },
  name: 'trigger',
  source: [0],
};
const queue: RegistrationModel = {
  ...trigger,
  ack: { ...trigger.ack, options: [{ at: [1, 'autoCompleteMessages'], equals: false, mode: 'manual' }] },
};
/** The position moves on even so. */
const row: RegistrationModel = { ...trigger, ack: { mode: 'on-return', onThrow: 'lost' } };
/** As above, unless a retry policy is set. */
const stream: RegistrationModel = {
  ...row,
  ack: { ...row.ack, options: [{ at: [1, 'retry'], given: true, mode: 'on-return', onThrow: 'redeliver' }] },
};
const message: MemberModel = { call: { register: trigger } };
const change: MemberModel = { call: { register: stream } };
const rowChange: MemberModel = { call: { register: row } };
/** Up to model 3: the context comes first, and `function.json` tells the trigger. */
const third: RegistrationModel = {
  parameters: [{ type: 'InvocationContext', is: 'none' }, { type: 'Message' }],
  ack: { mode: 'on-return', onThrow: 'redeliver' },
  name: 'trigger',
};
/** `app.generic(name, { trigger: trigger.kafka(…), handler })`. */
const ofHttp = { isOf: { at: [1, 'trigger'], type: 'RequestTrigger' } } as const;

export default {
  library: '@azure/functions',
  packages: ['@azure/functions'],
  deployed: [
    {
      sources: ['serviceBusTrigger', 'queueTrigger', 'eventGridTrigger', 'blobTrigger', 'rabbitMQTrigger'],
      registration: third,
    },
    {
      sources: ['eventHubTrigger', 'cosmosDBTrigger', 'kafkaTrigger', 'sqlTrigger', 'mySqlTrigger'],
      registration: { ...third, ack: { mode: 'on-return', onThrow: 'lost' } },
    },
  ],
  exports: {
    app: { value: 'App' },
    output: { value: 'Output' },
    trigger: { value: 'Trigger' },
    FunctionOutput: { class: 'FunctionOutput' },
    InvocationContext: { class: 'InvocationContext' },
  },
  types: {
    App: {
      members: {
        serviceBusQueue: { call: { register: queue } },
        serviceBusTopic: message,
        storageQueue: message,
        storageBlob: message,
        eventGrid: message,
        eventHub: change,
        cosmosDB: change,
        sql: rowChange,
        mySql: rowChange,
        connectorTrigger: message,
        generic: { call: [{ when: ofHttp }, { register: trigger }] },
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
    Trigger: {
      members: { http: { call: { returns: 'RequestTrigger' } }, timer: { call: { returns: 'RequestTrigger' } } },
      anyMember: { call: { returns: 'MessageTrigger' } },
    },
    /** Called by a request or the clock: nothing is delivered twice. */
    RequestTrigger: {},
    MessageTrigger: {},
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
        bindingData: { type: 'TriggerMetadata' },
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
