/** @nestjs/cqrs: commands, queries and events in this process, handed to the classes decorated for them (consumers.md §7, 12.0.0). */
import type { CallModel, LibraryModel } from '../model.js';

const executed: CallModel = { dispatches: [0] };
/** Handlers of events are subscribed to, not awaited. */
const published: CallModel = { dispatches: [0], dispatchesDetached: true };

export default {
  library: '@nestjs/cqrs',
  packages: ['@nestjs/cqrs'],
  exports: {
    CommandBus: { class: 'CommandBus' },
    QueryBus: { class: 'CommandBus' },
    EventBus: { class: 'EventBus' },
    EventPublisher: { class: 'EventPublisher' },
    AggregateRoot: { class: 'AggregateRoot' },
    CommandHandler: { decorator: { dispatches: { message: [0], method: 'execute' } } },
    QueryHandler: { decorator: { dispatches: { message: [0], method: 'execute' } } },
    EventsHandler: { decorator: { dispatches: { message: [0], method: 'handle' } } },
  },
  types: {
    CommandBus: { members: { execute: { call: executed } } },
    EventBus: { members: { publish: { call: published }, publishAll: { call: published } } },
    EventPublisher: {
      members: {
        mergeObjectContext: { call: { returnsArgument: [0] } },
        mergeClassContext: { call: { returnsArgument: [0] } },
      },
    },
    AggregateRoot: {
      members: {
        apply: { call: { ...published, sync: true } },
        commit: { call: { sync: true } },
      },
    },
  },
} satisfies LibraryModel;
