/** DBOS: a workflow is run again from its start on recovery, a step until its result is recorded (consumers.md §14, 5.3.0). */
import type { DeliveryModel, LibraryModel } from '../model.js';

const ack: DeliveryModel = { mode: 'on-return', onThrow: 'lost' };
const parameters = [{}, {}, {}, {}] as const;

export default {
  library: '@dbos-inc/dbos-sdk',
  packages: ['@dbos-inc/dbos-sdk'],
  exports: {
    DBOS: {
      namespace: {
        workflow: { decorator: { method: { parameters, ack, name: '@DBOS.workflow' } } },
        registerWorkflow: {
          call: { register: { handler: [0], parameters, ack, name: 'registerWorkflow' }, returnsArgument: [0] },
        },
        runStep: { call: { callbacks: [{ at: [0] }] } },
        registerStep: { call: { returnsArgument: [0] } },
        startWorkflow: {
          call: {
            effect: { kind: 'publish', resource: [0], idempotencyKey: [[1, 'workflowID']], what: 'workflow' },
            returnsArgument: [0],
          },
        },
        send: {
          call: {
            effect: { kind: 'publish', resource: [2], data: [1], idempotencyKey: [[3]], what: 'message' },
          },
        },
        now: { call: { provenance: 'message' } },
        randomUUID: { call: { provenance: 'message' } },
        workflowID: { value: 'WorkflowId' },
      },
    },
  },
  types: { WorkflowId: { provenance: 'message' } },
} satisfies LibraryModel;
