/** EC2: launches repeat unless `ClientToken` is given (RunInstances, CreateFleet; client-ec2). */
import type { CallModel, LibraryModel } from '../model.js';

const launch: CallModel = {
  effect: { kind: 'external', data: [0], idempotencyKey: [[0, 'ClientToken']], what: 'instance launch' },
};
const remove: CallModel = { effect: { kind: 'delete', where: [0] } };

export default {
  library: '@aws-sdk/client-ec2',
  packages: ['@aws-sdk/client-ec2'],
  exports: {
    EC2Client: { class: 'EC2Client' },
    EC2: { class: 'EC2' },
    RunInstancesCommand: { class: 'Command', construct: { ...launch, lazy: true } },
    CreateFleetCommand: { class: 'Command', construct: { ...launch, lazy: true } },
    TerminateInstancesCommand: { class: 'Command', construct: { ...remove, lazy: true } },
  },
  types: {
    Command: {},
    EC2Client: { members: { send: { call: { run: [0] } } } },
    EC2: {
      extends: 'EC2Client',
      members: { runInstances: { call: launch }, createFleet: { call: launch }, terminateInstances: { call: remove } },
    },
  },
} satisfies LibraryModel;
