/** Lambda: each invocation runs the function once more; it takes no key (client-lambda 3.1169). */
import type { CallModel, LibraryModel } from '../model.js';

const invoke: CallModel = {
  effect: { kind: 'external', resource: [0, 'FunctionName'], data: [0, 'Payload'], what: 'Lambda invocation' },
  provenance: 'state',
};

export default {
  library: '@aws-sdk/client-lambda',
  packages: ['@aws-sdk/client-lambda'],
  exports: {
    LambdaClient: { class: 'Client' },
    Lambda: { class: 'Lambda' },
    InvokeCommand: { class: 'Command', construct: { ...invoke, lazy: true } },
  },
  types: {
    Command: {},
    Client: { members: { send: { call: { run: [0] } } } },
    Lambda: { extends: 'Client', members: { invoke: { call: invoke } } },
  },
} satisfies LibraryModel;
