/** Step Functions: an execution's `name` is its idempotency key; without one each start is another execution (StartExecution, client-sfn). */
import type { CallModel, LibraryModel } from '../model.js';

const start: CallModel = {
  effect: {
    kind: 'external',
    resource: [0, 'stateMachineArn'],
    data: [0, 'input'],
    idempotencyKey: [[0, 'name']],
    what: 'workflow execution',
  },
};
/** A task token settles once. */
const settle: CallModel = { effect: { kind: 'conditional', key: [0, 'taskToken'] } };

export default {
  library: '@aws-sdk/client-sfn',
  packages: ['@aws-sdk/client-sfn'],
  exports: {
    SFNClient: { class: 'SFNClient' },
    SFN: { class: 'SFN' },
    StartExecutionCommand: { class: 'Command', construct: { ...start, lazy: true } },
    StartSyncExecutionCommand: { class: 'Command', construct: { ...start, lazy: true } },
    SendTaskSuccessCommand: { class: 'Command', construct: { ...settle, lazy: true } },
    SendTaskFailureCommand: { class: 'Command', construct: { ...settle, lazy: true } },
  },
  types: {
    Command: {},
    SFNClient: { members: { send: { call: { run: [0] } } } },
    SFN: {
      extends: 'SFNClient',
      members: {
        startExecution: { call: start },
        sendTaskSuccess: { call: settle },
        sendTaskFailure: { call: settle },
      },
    },
  },
} satisfies LibraryModel;
