/** @nestjs/bull: methods decorated with `@Process` handle jobs; the queue-event decorators only observe (consumers.md §12, 12.0.0). */
import type { DecoratorModel, LibraryModel } from '../model.js';

const observer: DecoratorModel = {
  method: { parameters: [{ type: 'bull#Job' }], ack: { mode: 'none' }, name: '@OnQueue…', inProcess: true },
};

export default {
  library: '@nestjs/bull',
  packages: ['@nestjs/bull'],
  exports: {
    Process: {
      decorator: {
        method: {
          parameters: [{ type: 'bull#Job' }, { type: 'bull#DoneCallback', is: 'none' }],
          ack: { mode: 'on-return', onThrow: 'redeliver', ignoresResult: true },
          name: '@Process',
          source: [0],
        },
      },
    },
    InjectQueue: { decorator: { inject: { type: 'bull#Queue', resource: [0] } } },
    OnQueueActive: { decorator: observer },
    OnQueueCompleted: { decorator: observer },
    OnQueueFailed: { decorator: observer },
    OnQueueStalled: { decorator: observer },
    OnQueueError: { decorator: observer },
    OnQueueWaiting: { decorator: observer },
    OnQueueProgress: { decorator: observer },
    OnGlobalQueueCompleted: { decorator: observer },
    OnGlobalQueueFailed: { decorator: observer },
    OnGlobalQueueStalled: { decorator: observer },
  },
} satisfies LibraryModel;
