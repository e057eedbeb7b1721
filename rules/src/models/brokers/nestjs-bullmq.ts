/** @nestjs/bullmq: a class that extends `WorkerHost` handles jobs in `process` (consumers.md §12, 12.0.0). */
import type { LibraryModel, RegistrationModel } from '../model.js';

const observer: RegistrationModel = {
  parameters: [{ type: 'bullmq#Job' }],
  ack: { mode: 'none' },
  name: '@OnWorkerEvent',
  inProcess: true,
};

export default {
  library: '@nestjs/bullmq',
  packages: ['@nestjs/bullmq'],
  exports: {
    WorkerHost: { class: 'WorkerHost' },
    InjectQueue: { decorator: { inject: { type: 'bullmq#Queue', resource: [0] } } },
    InjectFlowProducer: { decorator: { inject: { type: 'bullmq#FlowProducer' } } },
    OnWorkerEvent: { decorator: { method: observer } },
    OnQueueEvent: { decorator: { method: { ...observer, name: '@OnQueueEvent' } } },
  },
  types: {
    WorkerHost: {
      members: { worker: { type: 'bullmq#Worker' } },
      overrides: {
        process: {
          parameters: [{ type: 'bullmq#Job' }, { is: 'fresh' }],
          ack: { mode: 'on-return', onThrow: 'redeliver', ignoresResult: true },
          name: 'WorkerHost.process',
        },
      },
    },
  },
} satisfies LibraryModel;
