/** @nestjs/event-emitter: named events in this process (consumers.md §7, 12.0.1); `emit` does not wait for its listeners. */
import type { LibraryModel } from '../model.js';

export default {
  library: '@nestjs/event-emitter',
  packages: ['@nestjs/event-emitter', 'eventemitter2'],
  exports: {
    OnEvent: { decorator: { dispatches: { message: [0] } } },
    EventEmitter2: { class: 'EventEmitter2' },
  },
  types: {
    EventEmitter2: {
      members: {
        emit: { call: { dispatches: [0], dispatchesDetached: true, sync: true } },
        emitAsync: { call: { dispatches: [0] } },
      },
    },
  },
} satisfies LibraryModel;
